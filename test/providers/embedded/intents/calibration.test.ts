import { describe, expect, test } from 'vitest';
import {
  confidenceOf,
  fitCalibration,
  type Judgement,
} from '../../../../src/providers/embedded/intents/calibration.ts';
import { crossFit } from '../../../../src/providers/embedded/intents/cross-fit.ts';
import { encodeCorpus } from '../../../../src/providers/embedded/intents/encoded-text.ts';
import {
  bestClass,
  type Evidence,
  readEvidence,
} from '../../../../src/providers/embedded/intents/evidence.ts';

const judgement = (best: number, right: boolean): Judgement => ({
  evidence: [1, best, best, 0.5],
  right,
  weight: 1,
});

describe('the fit', () => {
  test('learns the share of right answers at a score', () => {
    const judged = Array.from({ length: 400 }, (_, position) => [
      judgement(1, position % 10 !== 0),
      judgement(-1, position % 10 === 0),
    ]).flat();
    const calibration = fitCalibration(judged);
    expect(confidenceOf(calibration, [1, 1, 1, 0.5])).toBeCloseTo(0.9, 1);
    expect(confidenceOf(calibration, [1, -1, -1, 0.5])).toBeCloseTo(0.1, 1);
  });

  test('stays near its prior without judgements', () => {
    expect(fitCalibration([])).toEqual([-2, 3, 1, 1]);
  });

  test('never lets more evidence lower the confidence', () => {
    const backwards = Array.from({ length: 300 }, (_, position) =>
      judgement(position % 2, position % 2 === 0),
    );
    expect(
      fitCalibration(backwards)
        .slice(1)
        .every((slope) => slope >= 0),
    ).toBe(true);
  });
});

test('evidence is the best score, its margin and the known share', () => {
  expect(readEvidence(Float64Array.of(0.2, 0.9, -1), 0.5)).toEqual([
    1,
    0.9,
    0.9 - 0.2,
    0.5,
  ] satisfies Evidence);
  expect(readEvidence(Float64Array.of(0.4), 1)).toEqual([1, 0.4, 1, 1]);
  expect(bestClass(Float64Array.of(1, 3, 3))).toBe(1);
});

test('whole intents are left out to imitate what is out of scope', () => {
  const intents = ['a', 'b', 'c', 'd', 'e'];
  const corpus = encodeCorpus(intents.flatMap((name) => [1, 2, 3, 4, 5].map((n) => `${name}${n} word`)));
  const labelled = corpus.texts.map((text, position) => ({
    text,
    intent: intents[Math.floor(position / 5)]!,
  }));
  const judged = crossFit(labelled, corpus.gramCount);
  // Each fold hides one of five intents (5 texts) and holds out one text of each of the other four.
  expect(judged).toHaveLength(5 * (5 + 4));
  const outside = judged.filter(({ weight }) => weight !== 1);
  expect(outside).toHaveLength(25);
  expect(outside.every(({ right }) => !right)).toBe(true);
  const weightOutside = outside.reduce((sum, { weight }) => sum + weight, 0);
  expect(weightOutside / (weightOutside + 20)).toBeCloseTo(0.25, 10);
});
