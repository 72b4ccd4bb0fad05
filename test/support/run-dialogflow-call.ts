/**
 * One question to Dialogflow in a process of its own: `node run-dialogflow-call.ts <engine> <settings as JSON>`. Prints
 * what came of it as JSON. Ends with a code other than 0 when an unhandled rejection ends the process.
 */
import { setImmediate as nextTick } from 'node:timers/promises';
import { createProvider } from '../../src/providers/registry.ts';
import { providerRequest } from './provider-requests.ts';

const [engine = '', settings = '{}'] = process.argv.slice(2);
const signal = new AbortController().signal;
const provider = await createProvider(engine, JSON.parse(settings), { clock: Date.now, baseFolder: '.' });
const outcomes = [];
for (let attempt = 0; attempt < 2; attempt++) {
  outcomes.push(
    await provider.respond(providerRequest('hello'), signal).then(
      ({ intent }) => ({ intent: intent?.name }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    ),
  );
}
await provider.close?.();
// A rejection that nobody handles is raised only after the promises of this turn have settled.
await nextTick();
console.log(JSON.stringify(outcomes));
