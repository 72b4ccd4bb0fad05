import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { engines } from '../../src/providers/registry.ts';
import { hotelStandIns } from '../support/hotel-stand-ins.ts';

const examples = join(import.meta.dirname, '../../config/examples');

/** Bots in the short form, which is how each example of one engine is written. */
const providers = readdirSync(examples)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => z.object({ provider: z.string().optional() }).parse(read(name)).provider);

const allEngines = z
  .object({ bots: z.object({ hotel: z.record(z.string(), z.unknown()) }) })
  .parse(read('all-engines.yaml')).bots.hotel;

// That they load without problems is shown in samples.test.ts.
it.each(Object.keys(engines))('%s has an example, and a block in all-engines.yaml', (engine) => {
  expect(providers).toContain(engine);
  expect(allEngines).toHaveProperty([engine]);
});

it.each(hotelStandIns)('all-engines.yaml looks for $title where `npm run engines` plays it', (standIn) => {
  const address = `\${${standIn.variable}:-http://127.0.0.1:${standIn.port}}`;
  for (const engine of standIn.engines) {
    expect(JSON.stringify(allEngines[engine]), engine).toContain(address);
  }
});

function read(name: string): unknown {
  return parse(readFileSync(join(examples, name), 'utf8'), { merge: true });
}
