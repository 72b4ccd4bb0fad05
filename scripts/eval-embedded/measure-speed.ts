import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { quantile } from './metrics.ts';
import { atMost, forComparison, type QualityRow } from './quality-row.ts';

const SLICE = 'speed and memory';
const BYTES_PER_MEGABYTE = 2 ** 20;
const MOST_OUTPUT_BYTES = 10 * BYTES_PER_MEGABYTE;

const probeSchema = z.object({
  firstTrainingMs: z.number(),
  warmTrainingMs: z.array(z.number()),
  classifyMs: z.array(z.number()),
  understandMs: z.array(z.number()),
  heapBytes: z.number(),
  residentBytes: z.number(),
});

type Probe = z.infer<typeof probeSchema>;

/** What else runs on the machine only ever adds time: the best of a few processes is nearest to the truth. */
const PROCESSES = 3;

/** Printed only, never asserted in tests: time and memory depend on the machine. */
export async function measureSpeed(hotelFolder: string): Promise<QualityRow[]> {
  const probes: Probe[] = [];
  for (let run = 0; run < PROCESSES; run++) probes.push(await probe(hotelFolder));
  const best = (pick: (one: Probe) => number) => Math.min(...probes.map(pick));
  return [
    atMost(
      SLICE,
      '80 rows trained, first in process',
      best((one) => one.firstTrainingMs),
      800,
      'ms',
    ),
    atMost(
      SLICE,
      '80 rows trained, warm',
      best((one) => quantile(one.warmTrainingMs, 0.5)),
      100,
      'ms',
    ),
    atMost(
      SLICE,
      'intent and entities, median',
      best((one) => quantile(one.understandMs, 0.5)),
      0.3,
      'ms',
    ),
    atMost(
      SLICE,
      'intent and entities, p95',
      best((one) => quantile(one.understandMs, 0.95)),
      1.5,
      'ms',
    ),
    forComparison(
      SLICE,
      'intent only, median',
      best((one) => quantile(one.classifyMs, 0.5)),
      'ms',
    ),
    atMost(
      SLICE,
      'growth of resident memory',
      best((one) => one.residentBytes) / BYTES_PER_MEGABYTE,
      30,
      'MB',
    ),
    forComparison(
      SLICE,
      'growth of the heap (code and model)',
      best((one) => one.heapBytes) / BYTES_PER_MEGABYTE,
      'MB',
    ),
  ];
}

async function probe(hotelFolder: string): Promise<Probe> {
  const file = fileURLToPath(new URL('./speed-probe.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file, hotelFolder], {
    maxBuffer: MOST_OUTPUT_BYTES,
  });
  return probeSchema.parse(JSON.parse(stdout));
}
