/** `npx node test/support/run-botpress-v12-stand-in.ts [port]`: the stand-in as a server of its own, to try a bot with it. */
import { startBotpressV12StandIn } from './botpress-v12-stand-in.ts';

const account = { email: 'gateway@example.com', password: 'gateway' };
const { url } = await startBotpressV12StandIn({ port: Number(process.argv[2] ?? 3000), account });
console.log(`Botpress 12 stand-in at ${url}: bot hotel-bot, login ${account.email} / ${account.password}`);
