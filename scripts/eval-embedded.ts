/**
 * Measures the embedded engine on labelled data and prints the quality table:
 * `npm run eval:embedded -- --data <folder>`. Slices whose files are not in the folder are left out.
 * Exit code 1 when a figure misses its target, 2 when nothing could be measured.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { embeddedSettingsSchema } from '../src/providers/embedded/embedded-settings.ts';
import { formatTable } from './eval-embedded/format-table.ts';
import { passes, type QualityRow } from './eval-embedded/quality-row.ts';
import { hasFile } from './eval-embedded/rows.ts';
import { slices } from './eval-embedded/slices.ts';

/** What the repository itself holds. */
const OWN_DATA = 'test/fixtures/embedded';

const { values } = parseArgs({ options: { data: { type: 'string', default: OWN_DATA } } });
const { threshold } = embeddedSettingsSchema.parse({ nlu: 'any' });
const rows: QualityRow[] = [];
for (const slice of slices) {
  if (!hasFile(resolve(values.data, slice.needs))) continue;
  rows.push(...(await slice.measure(resolve(values.data), threshold)));
}
process.exitCode = report(rows);

function report(measured: readonly QualityRow[]): number {
  if (measured.length === 0) {
    console.error(`No data was found in ${values.data}; name a folder with --data.`);
    return 2;
  }
  const missed = measured.filter((row) => !passes(row));
  console.log(formatTable(measured));
  console.log(missed.length === 0 ? '\nEvery target is met.' : `\n${missed.length} below target.`);
  return missed.length === 0 ? 0 : 1;
}
