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

/** Printed only, never asserted in tests: what else runs on the machine shows in these figures. */
export async function measureSpeed(hotelFolder: string): Promise<QualityRow[]> {
  const probe = fileURLToPath(new URL('./speed-probe.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', probe, hotelFolder], {
    maxBuffer: MOST_OUTPUT_BYTES,
  });
  const probed = probeSchema.parse(JSON.parse(stdout));
  const { firstTrainingMs, warmTrainingMs, classifyMs, understandMs, heapBytes, residentBytes } = probed;
  return [
    atMost(SLICE, '80 rows trained, first in process', firstTrainingMs, 800, 'ms'),
    atMost(SLICE, '80 rows trained, warm', quantile(warmTrainingMs, 0.5), 100, 'ms'),
    atMost(SLICE, 'intent and entities, median', quantile(understandMs, 0.5), 0.3, 'ms'),
    atMost(SLICE, 'intent and entities, p95', quantile(understandMs, 0.95), 1.5, 'ms'),
    forComparison(SLICE, 'intent only, median', quantile(classifyMs, 0.5), 'ms'),
    atMost(SLICE, 'growth of resident memory', residentBytes / BYTES_PER_MEGABYTE, 30, 'MB'),
    forComparison(SLICE, 'growth of the heap (code and model)', heapBytes / BYTES_PER_MEGABYTE, 'MB'),
  ];
}
