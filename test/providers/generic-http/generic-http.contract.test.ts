import { join } from 'node:path';
import { createGenericHttpProvider } from '../../../src/providers/generic-http/generic-http-provider.ts';
import { genericHttpSettingsSchema } from '../../../src/providers/generic-http/generic-http-settings.ts';
import type { RemoteHousehold } from '../../contract/provider/house.ts';
import { describeRemoteProviderContract } from '../../contract/provider-contract.ts';
import { replayGenericHttpFixture } from '../../support/generic-http-fixtures.ts';
import { HTTP_BOT_SECRET, HTTP_BOT_TOKEN, startHttpBotStandIn } from '../../support/http-bot-stand-in.ts';

describeRemoteProviderContract('generic-http', {
  open,
  secrets: [HTTP_BOT_SECRET, HTTP_BOT_TOKEN],
  fixtures: {
    folder: join(import.meta.dirname, '../../fixtures/generic-http'),
    replay: replayGenericHttpFixture,
    unused: {},
  },
  recall: {
    tell: (word) => `my name is ${word}`,
    ask: 'what is my name?',
    read: ({ replies: [reply] }) =>
      reply?.kind === 'text' ? /^You are (\w+)\.$/.exec(reply.text)?.[1] : undefined,
  },
});

async function open(): Promise<RemoteHousehold> {
  const standIn = await startHttpBotStandIn();
  const settings = genericHttpSettingsSchema.parse({
    url: standIn.url,
    secrets: [HTTP_BOT_SECRET],
    token: HTTP_BOT_TOKEN,
  });
  const provider = await createGenericHttpProvider(settings, { clock: Date.now, baseFolder: '.' });
  return {
    provider,
    standIn,
    mostAtOnce: standIn.mostAtOnce,
    async close() {
      await provider.close?.();
      // A test may have stopped it already.
      await standIn.stop().catch(() => {});
    },
  };
}
