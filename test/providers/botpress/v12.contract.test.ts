import { join } from 'node:path';
import { createBotpressV12Provider } from '../../../src/providers/botpress/v12/v12-provider.ts';
import { botpressV12SettingsSchema } from '../../../src/providers/botpress/v12/v12-settings.ts';
import type { RemoteHousehold, RemoteProviderHouse } from '../../contract/provider/house.ts';
import { describeRemoteProviderContract } from '../../contract/provider-contract.ts';
import { replayV12Fixture, unusedV12Fixtures } from '../../support/botpress-v12-fixtures.ts';
import { startBotpressV12StandIn, V12_TOKEN_SIGNATURE } from '../../support/botpress-v12-stand-in.ts';

const account = { email: 'gateway@example.com', password: 'v12-password-81d0' };

const house = {
  secrets: [account.password, V12_TOKEN_SIGNATURE],
  fixtures: {
    folder: join(import.meta.dirname, '../../fixtures/botpress/v12'),
    replay: replayV12Fixture,
    unused: unusedV12Fixtures,
  },
  recall: {
    tell: (word: string) => `my name is ${word}`,
    ask: 'what is my name?',
    read: ({ replies: [reply] }) =>
      reply?.kind === 'text' ? /^You are (\w+)\.$/.exec(reply.text)?.[1] : undefined,
  },
} as const satisfies Omit<RemoteProviderHouse, 'open'>;

describeRemoteProviderContract('botpress-v12, with an account', {
  ...house,
  open: () => openV12({ login: account }),
});

describeRemoteProviderContract('botpress-v12, nlu', {
  ...house,
  recall: {
    tell: house.recall.tell,
    read: ({ entities }) => {
      const name = entities.find((entity) => entity.name === 'name');
      return typeof name?.value === 'string' ? name.value : undefined;
    },
  },
  open: () => openV12({ login: account, mode: 'nlu' }),
});

describeRemoteProviderContract('botpress-v12, public', { ...house, open: () => openV12({}) });

async function openV12(over: Record<string, unknown>): Promise<RemoteHousehold> {
  const standIn = await startBotpressV12StandIn({ account, turnMs: 5 });
  const settings = botpressV12SettingsSchema.parse({ url: standIn.url, bot_id: 'hotel-bot', ...over });
  const provider = await createBotpressV12Provider(settings, { clock: Date.now, baseFolder: '.' });
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
