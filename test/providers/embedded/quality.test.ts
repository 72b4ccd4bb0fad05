import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureFewshot } from '../../../scripts/eval-embedded/measure-fewshot.ts';
import { measureHotel } from '../../../scripts/eval-embedded/measure-hotel.ts';
import { passes, type QualityRow } from '../../../scripts/eval-embedded/quality-row.ts';
import { embeddedSettingsSchema } from '../../../src/providers/embedded/embedded-settings.ts';

const data = join(import.meta.dirname, '../../fixtures/embedded');
const { threshold } = embeddedSettingsSchema.parse({ nlu: 'any' });

test('small support bots reach the quality that the documentation promises', () => {
  expectTargets(measureFewshot(join(data, 'fewshot'), threshold), 8);
});

test('the hotel data reaches it, entities included', async () => {
  expectTargets(await measureHotel(join(data, 'hotel'), threshold), 6);
});

function expectTargets(rows: readonly QualityRow[], atLeast: number): void {
  expect(rows.filter(({ target }) => target).length).toBeGreaterThanOrEqual(atLeast);
  expect(rows.filter((row) => !passes(row))).toEqual([]);
}
