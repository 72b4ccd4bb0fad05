/** `npx node test/support/run-botpress-cloud-stand-in.ts [port]`: the stand-in as a server of its own, to try a bot with it. */
import { startBotpressCloudStandIn } from './botpress-cloud-stand-in.ts';

const options = { webhookId: 'hotel', encryptionKey: 'stand-in-key', tellsIntents: true };
const { url } = await startBotpressCloudStandIn({ port: Number(process.argv[2] ?? 3400), ...options });
console.log(
  `Botpress Cloud stand-in at ${url}: webhook_id ${options.webhookId}, encryption_key ${options.encryptionKey}`,
);
