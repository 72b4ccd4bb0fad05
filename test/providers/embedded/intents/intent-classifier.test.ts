import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  classifyIntent,
  type IntentExample,
  trainIntentModel,
} from '../../../../src/providers/embedded/intents/intent-classifier.ts';

const topics: Readonly<Record<string, readonly string[]>> = {
  greet: ['hello', 'hi there', 'good morning', 'hey you', 'good evening'],
  price: ['what does it cost', 'how much is it', 'what is the price', 'price please', 'is it expensive'],
  parking: ['where can I park', 'is there parking', 'do you have a garage', 'parking for my car', 'car park'],
  cancel: ['cancel my booking', 'I want to cancel', 'delete my booking', 'call it off', 'undo the booking'],
  dogs: ['can I bring a dog', 'are pets allowed', 'my dog comes along', 'do you take dogs', 'is a cat ok'],
};
const examples: IntentExample[] = Object.entries(topics).flatMap(([intent, texts]) =>
  texts.map((text) => ({ intent, text })),
);
const model = trainIntentModel(examples);
const top = (text: string) => classifyIntent(model, text)[0];

describe('the ranking', () => {
  test('unseen wordings of known topics', () => {
    expect(top('how much does it cost?')?.name).toBe('price');
    expect(top('can my dog come')?.name).toBe('dogs');
    expect(top('please cancel the booking')?.name).toBe('cancel');
  });

  test('typos and accents do not matter much', () => {
    expect(top('whre can I prak my car')?.name).toBe('parking');
    expect(top('CANCÉL MY BOOKNG')?.name).toBe('cancel');
  });

  test('holds every intent once, best first, with scores of a probability', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const ranked = classifyIntent(model, text);
        const scores = ranked.map(({ score = Number.NaN }) => score);
        expect(ranked.map(({ name }) => name).sort()).toEqual(Object.keys(topics).sort());
        expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(scores[0]).toBe(Math.max(...scores));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the confidence', () => {
  test('is high for the familiar and low for the strange', () => {
    expect(top('is there a car park')?.score).toBeGreaterThan(0.6);
    expect(top('photosynthesis converts sunlight')?.score).toBeLessThan(0.35);
  });

  test('is nearly 1 for what was taught word for word, even a word that other intents use more', () => {
    const short = trainIntentModel([
      ...examples,
      { intent: 'stop', text: 'cancel' },
      { intent: 'stop', text: 'stop' },
    ]);
    expect(classifyIntent(short, 'Cancel!')[0]).toEqual({ name: 'stop', score: 0.99 });
  });

  test('has nothing taught to rely on when one wording stands under two intents', () => {
    const double = trainIntentModel([...examples, { intent: 'price', text: 'hello' }]);
    expect(classifyIntent(double, 'hello')[0]?.score).toBeLessThan(0.99);
  });
});

describe('training', () => {
  test('gives the same model for the same examples', () => {
    expect(trainIntentModel(examples)).toEqual(model);
  });

  test.each([
    ['nothing', []],
    ['one example', [{ intent: 'a', text: 'hello' }]],
    ['one intent', topics['greet']!.map((text) => ({ intent: 'a', text }))],
    [
      'two intents with one example each',
      [
        { intent: 'a', text: 'left' },
        { intent: 'b', text: 'right' },
      ],
    ],
    [
      'texts without words',
      [
        { intent: 'a', text: '?' },
        { intent: 'b', text: '!!' },
      ],
    ],
  ])('copes with %s', (_, few) => {
    const thin = trainIntentModel(few);
    const ranked = classifyIntent(thin, 'left turn?');
    expect(ranked.length).toBe(new Set(few.map(({ intent }) => intent)).size);
    expect(ranked.every(({ score }) => Number.isFinite(score))).toBe(true);
  });
});
