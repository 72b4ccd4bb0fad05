/**
 * `npm run engines`: plays every remote engine on this machine, each with the hotel bot in it and on the port where
 * config/examples/all-engines.yaml looks for it. Ends with Ctrl-C.
 */
import { hotelStandIns } from '../test/support/hotel-stand-ins.ts';

const running = await Promise.all(
  hotelStandIns.map(async ({ title, engines, port, start }) => {
    const { url, stop } = await start(port);
    return { line: `${url}  ${title} (${engines.join(', ')})`, stop };
  }),
);

console.log(running.map(({ line }) => line).join('\n'));
console.log('\nNow: node src/cli/main.ts start --config config/examples/all-engines.yaml');

async function end(): Promise<void> {
  await Promise.all(running.map(({ stop }) => stop()));
}
process.once('SIGINT', end).once('SIGTERM', end);
