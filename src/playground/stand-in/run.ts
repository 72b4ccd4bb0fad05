/**
 * The stand-in as a process of its own, for tests that kill the gateway and for the benchmark:
 * `node src/playground/stand-in/run.ts --port 3000 --webhook http://127.0.0.1:8300/webhooks/chatwoot/hotel`
 *
 * Prints one line of JSON when it listens: `{"url", "token", "secret"}`. Ends on SIGTERM or SIGINT.
 */
import { parseArgs } from 'node:util';
import type { StandInOptions } from './stand-in-options.ts';
import { startStandIn } from './start-stand-in.ts';
import { versionProfiles } from './version-profiles.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    webhook: { type: 'string' },
    token: { type: 'string', default: 'playground-token' },
    secret: { type: 'string', default: 'playground-secret' },
    version: { type: 'string', default: '4.15' },
    'retry-ms': { type: 'string', default: '3000' },
    concurrency: { type: 'string', default: '10' },
    'messages-per-minute': { type: 'string', default: '200' },
    'keep-pending': { type: 'boolean', default: false },
    'keep-alive': { type: 'boolean', default: false },
    shuffle: { type: 'boolean', default: false },
    duplicates: { type: 'string', default: '0' },
  },
});

const version = Object.values(versionProfiles).find((row) => row.version === values.version)?.version;
if (!version) {
  console.error(`--version: one of ${Object.keys(versionProfiles).join(', ')}`);
  process.exit(2);
}
const options: StandInOptions & { port: number } = {
  port: Number(values.port),
  version,
  bots: [{ name: 'bot', outgoingUrl: values.webhook ?? null, token: values.token, secret: values.secret }],
  waits: { retryMs: Number(values['retry-ms']) },
  deliveryConcurrency: Number(values.concurrency),
  messagesPerMinute: Number(values['messages-per-minute']),
  keepPendingOnBotFailure: values['keep-pending'],
  keepAlive: values['keep-alive'],
  shuffle: values.shuffle,
  duplicateProbability: Number(values.duplicates),
};
const standIn = await startStandIn(options);
console.log(JSON.stringify({ url: standIn.url, token: values.token, secret: values.secret }));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void standIn.close().then(() => process.exit(0)));
}
