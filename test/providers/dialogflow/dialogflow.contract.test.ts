import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { ErrorCode } from '../../../src/core/model/gateway-error.ts';
import { createProvider } from '../../../src/providers/registry.ts';
import type { RemoteHousehold } from '../../contract/provider/house.ts';
import { describeRemoteProviderContract } from '../../contract/provider-contract.ts';
import {
  common,
  type DialogflowEngine,
  replayDialogflowFixture,
  unusedDialogflowFixtures,
} from '../../support/dialogflow-fixtures.ts';
import { startDialogflowStandIn } from '../../support/dialogflow-stand-in.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const credentials = { client_email: 'gateway@hotel.iam.gserviceaccount.com', private_key: privateKey };

/** gRPC tells apart what HTTP lumps together. */
const codes: Readonly<Record<string, ErrorCode>> = {
  'status 403': 'ENGINE_FORBIDDEN',
  'status 503': 'ENGINE_UNREACHABLE',
};

for (const engine of ['dialogflow-es', 'dialogflow-cx'] as const) {
  describeRemoteProviderContract(engine, {
    open: () => open(engine),
    codes,
    secrets: [privateKey, privateKey.split('\n')[1] ?? '', 'gateway@hotel.iam'],
    recall: {
      tell: (word) => `my name is ${word}`,
      ask: 'what is my name?',
      read: ({ replies: [reply] }) =>
        reply?.kind === 'text' ? /^You are (\w+)\.$/.exec(reply.text)?.[1] : undefined,
    },
    fixtures: {
      folder: join(import.meta.dirname, `../../fixtures/dialogflow/${engine.slice(-2)}`),
      replay: replayDialogflowFixture(engine),
      unused: unusedDialogflowFixtures[engine],
    },
  });
}

async function open(engine: DialogflowEngine): Promise<RemoteHousehold> {
  const standIn = await startDialogflowStandIn({ turnMs: 5 });
  const settings = { ...common(engine), api_endpoint: standIn.url, credentials };
  const provider = await createProvider(engine, settings, { clock: Date.now, baseFolder: '.' });
  return {
    provider,
    standIn,
    mostAtOnce: standIn.mostAtOnce,
    async close() {
      await provider.close?.();
      await standIn.stop();
    },
  };
}
