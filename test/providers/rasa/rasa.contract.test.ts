import { join } from 'node:path';
import { createRasaProvider } from '../../../src/providers/rasa/rasa-provider.ts';
import { rasaSettingsSchema } from '../../../src/providers/rasa/rasa-settings.ts';
import { signRasaToken } from '../../../src/providers/rasa/rasa-token.ts';
import type { RemoteHousehold, RemoteProviderHouse } from '../../contract/provider/house.ts';
import { describeRemoteProviderContract } from '../../contract/provider-contract.ts';
import { replayRasaFixture, unusedRasaFixtures } from '../../support/rasa-fixtures.ts';
import { startRasaStandIn } from '../../support/rasa-stand-in.ts';

const token = 'query-token-7f3a';
const jwtSecret = 'jwt-secret-91c2';

const house = {
  secrets: [token, jwtSecret, signRasaToken(jwtSecret, 'HS256')],
  fixtures: {
    folder: join(import.meta.dirname, '../../fixtures/rasa'),
    replay: replayRasaFixture,
    unused: unusedRasaFixtures,
  },
  recall: {
    tell: (word: string) => `my name is ${word}`,
    ask: 'what is my name?',
    read: ({ replies: [reply] }) =>
      reply?.kind === 'text' ? /^You are (\w+)\.$/.exec(reply.text)?.[1] : undefined,
  },
} as const satisfies Omit<RemoteProviderHouse, 'open'>;

describeRemoteProviderContract('rasa, dialogue with both credentials', {
  ...house,
  open: () => openRasa({ token, jwt_secret: jwtSecret }),
});

describeRemoteProviderContract('rasa, nlu', {
  ...house,
  recall: {
    tell: house.recall.tell,
    read: ({ entities }) => {
      const name = entities.find((entity) => entity.name === 'name');
      return typeof name?.value === 'string' ? name.value : undefined;
    },
  },
  open: () => openRasa({ token, jwt_secret: jwtSecret, mode: 'nlu' }),
});

async function openRasa(settings: Record<string, unknown>): Promise<RemoteHousehold> {
  const standIn = await startRasaStandIn({ token, jwtSecret, turnMs: 5 });
  const provider = await createRasaProvider(rasaSettingsSchema.parse({ url: standIn.url, ...settings }), {
    clock: Date.now,
    baseFolder: '.',
  });
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
