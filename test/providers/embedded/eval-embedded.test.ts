import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { formatTable } from '../../../scripts/eval-embedded/format-table.ts';
import {
  accuracy,
  atThreshold,
  auroc,
  calibrationError,
  microF1,
  quantile,
  type Verdict,
} from '../../../scripts/eval-embedded/metrics.ts';
import { atLeast, atMost, forComparison, passes } from '../../../scripts/eval-embedded/quality-row.ts';
import { addTypos } from '../../../scripts/eval-embedded/random-edits.ts';

const verdict = (expected: string, predicted: string, score: number): Verdict => ({
  expected,
  predicted,
  score,
});
const verdicts = [
  verdict('a', 'a', 0.9),
  verdict('a', 'b', 0.6),
  verdict('b', 'b', 0.2),
  verdict('oos', 'a', 0.3),
  verdict('oos', 'b', 0.1),
];

describe('the measures', () => {
  test('of intents', () => {
    expect(accuracy(verdicts)).toBeCloseTo(2 / 3);
    expect(auroc(verdicts)).toBeCloseTo(5 / 6);
    expect(atThreshold(verdicts, 0.25)).toEqual({ right: 1 / 3, wrong: 1 / 3, refused: 0.5 });
  });

  test('of calibration', () => {
    expect(calibrationError([verdict('a', 'a', 1), verdict('a', 'a', 1)])).toBe(0);
    expect(calibrationError([verdict('a', 'b', 1), verdict('a', 'a', 1)])).toBeCloseTo(0.5);
  });

  test('of entities', () => {
    expect(microF1([{ expected: ['x', 'y'], found: ['x', 'x'] }])).toBeCloseTo(0.5);
    expect(microF1([])).toBeNaN();
  });

  test('quantiles', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
  });
});

test('a missing figure fails its row, a comparison never does', () => {
  expect(passes(atLeast('s', 'm', Number.NaN, 0.5))).toBe(false);
  expect(passes(atMost('s', 'm', 0.6, 0.5))).toBe(false);
  expect(passes(forComparison('s', 'm', 0))).toBe(true);
  expect(formatTable([atLeast('s', 'm', 0.25, 0.5)])).toContain('| s | m | 0.250 | ≥ 0.500 | **below** |');
});

test('typos are seeded, and one for every twenty characters', () => {
  const text = 'could you please cancel my reservation';
  expect(addTypos(text, 3)).toBe(addTypos(text, 3));
  expect(new Set(Array.from({ length: 20 }, (_, seed) => addTypos(text, seed))).size).toBeGreaterThan(10);
});

test('the command says so when there is no data', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'no-data-'));
  const run = promisify(execFile)(process.execPath, ['scripts/eval-embedded.ts', '--data', folder]);
  await expect(run).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('No data was found') });
  await rm(folder, { recursive: true });
});
