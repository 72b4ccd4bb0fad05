import { join } from 'node:path';
import { createLexProvider } from '../../../src/providers/lex/lex-provider.ts';
import { lexSettingsSchema } from '../../../src/providers/lex/lex-settings.ts';
import type { RemoteHousehold, RemoteProviderHouse } from '../../contract/provider/house.ts';
import { describeRemoteProviderContract } from '../../contract/provider-contract.ts';
import { replayLexFixture } from '../../support/lex-fixtures.ts';
import { LEX_BOT, startLexStandIn } from '../../support/lex-stand-in.ts';

const keys = {
  access_key_id: 'AKIDHOTEL7',
  secret_access_key: 'lex-secret-5d1e',
  session_token: 'lex-session-token-77ab',
};

const house = {
  secrets: [keys.secret_access_key, keys.session_token],
  fixtures: {
    folder: join(import.meta.dirname, '../../fixtures/lex'),
    replay: replayLexFixture,
    unused: { '50-bot-hotel-booking.files': 'the layout of an import: see sample-bot.test.ts' },
  },
  recall: {
    tell: (word: string) => `my name is ${word}`,
    ask: 'what is my name?',
    read: ({ replies: [reply] }) =>
      reply?.kind === 'text' ? /^You are (\w+)\.$/.exec(reply.text)?.[1] : undefined,
  },
} as const satisfies Omit<RemoteProviderHouse, 'open'>;

describeRemoteProviderContract('lex, dialogue', { ...house, open: () => openLex({}) });

describeRemoteProviderContract('lex, nlu', {
  ...house,
  recall: {
    tell: house.recall.tell,
    read: ({ entities }) => {
      const name = entities.find((entity) => entity.name === 'name');
      return typeof name?.value === 'string' ? name.value : undefined;
    },
  },
  open: () => openLex({ mode: 'nlu' }),
});

async function openLex(over: Record<string, unknown>): Promise<RemoteHousehold> {
  const standIn = await startLexStandIn({ accessKeyId: keys.access_key_id, turnMs: 5 });
  const settings = lexSettingsSchema.parse({ ...LEX_BOT, ...keys, endpoint: standIn.url, ...over });
  const provider = await createLexProvider(settings, { clock: Date.now, baseFolder: '.' });
  return {
    provider,
    standIn,
    mostAtOnce: (sessionId) => standIn.mostAtOnce(`cw-${sessionId}`),
    async close() {
      await provider.close?.();
      await standIn.stop();
    },
  };
}
