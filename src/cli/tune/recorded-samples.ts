import type { Store } from '../../core/ports/store.ts';
import type { Sample } from '../../core/tune/judge-samples.ts';
import { recordedSample } from '../../core/tune/recorded-sample.ts';
import { openSqliteStore } from '../../store/sqlite-store.ts';

const CONVERSATIONS = 100_000;
const TURNS = 1_000;

/**
 * What the engine made of the utterances that the store still remembers, without asking it again.
 * @throws GatewayError STORE_LOCKED while a gateway has the store, STORE_UNAVAILABLE
 */
export async function recordedSamples(path: string, bot: string, engine: string): Promise<readonly Sample[]> {
  const store = await openSqliteStore({ path });
  try {
    return await readSamples(store, bot, engine);
  } finally {
    await store.close();
  }
}

async function readSamples(store: Store, bot: string, engine: string): Promise<readonly Sample[]> {
  const keys = (await store.find('', CONVERSATIONS)).filter((key) => key.startsWith(`${bot}:`));
  const samples: Sample[] = [];
  for (const key of keys) {
    for (const { trace } of await store.traces(key, TURNS)) {
      const sample = trace.engine?.name === engine ? recordedSample(trace) : undefined;
      if (sample) samples.push(sample);
    }
  }
  return samples;
}
