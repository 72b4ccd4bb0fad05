import { join } from 'node:path';
import { createBotpressCloudProvider } from '../../../src/providers/botpress/cloud/cloud-provider.ts';
import { botpressCloudSettingsSchema } from '../../../src/providers/botpress/cloud/cloud-settings.ts';
import type { RemoteHousehold } from '../../contract/provider/house.ts';
import { describeRemoteProviderContract } from '../../contract/provider-contract.ts';
import { replayCloudFixture, unusedCloudFixtures } from '../../support/botpress-cloud-fixtures.ts';
import { startBotpressCloudStandIn } from '../../support/botpress-cloud-stand-in.ts';

const encryptionKey = 'encryption-key-5b90';
const webhookId = '7c1d2f3a-1111-4222-8333-944455556666';

describeRemoteProviderContract('botpress-cloud', {
  secrets: [encryptionKey, 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9'],
  fixtures: {
    folder: join(import.meta.dirname, '../../fixtures/botpress/cloud'),
    replay: replayCloudFixture,
    unused: unusedCloudFixtures,
  },
  recall: {
    tell: (word) => `my name is ${word}`,
    ask: 'what is my name?',
    read: ({ replies: [reply] }) =>
      reply?.kind === 'text' ? /^You are (\w+)\.$/.exec(reply.text)?.[1] : undefined,
  },
  open: openCloud,
});

async function openCloud(): Promise<RemoteHousehold> {
  const standIn = await startBotpressCloudStandIn({ encryptionKey, webhookId, turnMs: 5 });
  const settings = botpressCloudSettingsSchema.parse({
    url: standIn.url,
    webhook_id: webhookId,
    encryption_key: encryptionKey,
  });
  const provider = await createBotpressCloudProvider(settings, { clock: Date.now, baseFolder: '.' });
  return {
    provider,
    standIn,
    mostAtOnce: (sessionId) => standIn.mostAtOnce(`cw_${sessionId}`),
    async close() {
      await provider.close?.();
      await standIn.stop();
    },
  };
}
