/** `npx node test/support/run-rasa-stand-in.ts [port]`: the stand-in as a server of its own, to try a bot with it. */
import { startRasaStandIn } from './rasa-stand-in.ts';

const { url } = await startRasaStandIn({ port: Number(process.argv[2] ?? 5005) });
console.log(`Rasa stand-in at ${url} (GET /version, POST /webhooks/rest/webhook, POST /model/parse)`);
