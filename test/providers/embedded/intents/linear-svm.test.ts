import { expect, test } from 'vitest';
import { encodeCorpus, encodeText } from '../../../../src/providers/embedded/intents/encoded-text.ts';
import { toVector, weighGrams } from '../../../../src/providers/embedded/intents/gram-weights.ts';
import { countGrams } from '../../../../src/providers/embedded/intents/grams.ts';
import { scoreClasses, trainLinearSvm } from '../../../../src/providers/embedded/intents/linear-svm.ts';

const vector = (...values: number[]) => ({
  ids: Int32Array.from(values.keys()),
  values: Float64Array.from(values),
  known: 1,
});

test('separates classes with a margin', () => {
  const vectors = [vector(1, 0), vector(0.9, 0.1), vector(0, 1), vector(0.1, 0.9)];
  const model = trainLinearSvm(vectors, Int32Array.of(0, 0, 1, 1), 2, 2);
  for (const [position, label] of [0, 0, 1, 1].entries()) {
    const scores = scoreClasses(model, vectors[position]!);
    expect(scores[label]).toBeGreaterThan(0);
    expect(scores[1 - label]).toBeLessThan(0);
  }
});

test('reaches the optimum of the squared hinge for one feature', () => {
  // Two points at +1 and -1: minimise w²/2 + (1 - w)² · 2, so w = 4/5; the bias is 0 by symmetry.
  const model = trainLinearSvm([vector(1), vector(-1)], Int32Array.of(0, 1), 2, 1);
  expect(model.weights[0]).toBeCloseTo(0.8, 1);
  expect(model.biases[0]).toBeCloseTo(0, 1);
});

test('grams are words, pairs of words and parts of words', () => {
  const { words, characters } = countGrams('go go home');
  expect(Object.fromEntries(words)).toEqual({ go: 2, 'go go': 1, home: 1, 'go home': 1 });
  expect(characters.get(' go ')).toBe(2);
  expect(characters.get('om')).toBe(1);
  expect([...characters.keys()].every((gram) => gram.length >= 2 && gram.length <= 4)).toBe(true);
});

test('unfamiliar text gives a short vector, familiar text one of length 1', () => {
  const corpus = encodeCorpus(['book a room', 'cancel my room']);
  const weights = weighGrams(corpus.texts, corpus.gramCount);
  const lengthOf = (text: string) => {
    const { values, known } = toVector(encodeText(text, corpus.index), weights);
    return { length: Math.hypot(...values), known };
  };
  expect(lengthOf('book a room')).toEqual({ length: expect.closeTo(1, 10), known: expect.closeTo(1, 10) });
  expect(lengthOf('book a zebra').length).toBeLessThan(0.9);
  expect(lengthOf('xyz')).toEqual({ length: 0, known: 0 });
  expect(lengthOf('')).toEqual({ length: 0, known: 0 });
});
