/** `npx node test/support/run-dialogflow-stand-in.ts [port]`: the stand-in as a server of its own, to try a bot with it. */
import { startDialogflowStandIn } from './dialogflow-stand-in.ts';

const { url } = await startDialogflowStandIn({ port: Number(process.argv[2] ?? 8334) });
console.log(`Dialogflow stand-in (ES v2 and v2beta1, CX v3) with the hotel agent: api_endpoint: ${url}`);
