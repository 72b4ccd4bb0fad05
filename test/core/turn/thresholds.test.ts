import { describe, expect, it } from 'vitest';
import type { ConfidencePolicy } from '../../../src/core/model/bot.ts';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import { countedMisses, saysNotUnderstood, thresholdsFor } from '../../../src/core/turn/thresholds.ts';
import { confidence, nlu } from '../../support/builders.ts';

const overrides: Partial<ConfidencePolicy> = {
  intents: new Map([
    ['book', { answer: 0.5 }],
    ['pay', { answer: 0.9, clarify: 0.7, margin: 0.3 }],
    ['greet', { answer: 0.2 }],
  ]),
  engines: new Map([
    ['rasa', { answer: 0.7, margin: 0, fallbackIntents: ['out_of_scope'], count: { empty: false } }],
  ]),
};

describe('thresholdsFor', () => {
  it.each<[string | undefined, string | undefined, ReturnType<typeof thresholdsFor>]>([
    [undefined, undefined, { answer: 0.6, clarify: 0.35, margin: 0.1 }],
    ['other', 'other', { answer: 0.6, clarify: 0.35, margin: 0.1 }],
    ['other', 'rasa', { answer: 0.7, clarify: 0.35, margin: 0 }],
    ['book', undefined, { answer: 0.5, clarify: 0.35, margin: 0.1 }],
    ['book', 'rasa', { answer: 0.5, clarify: 0.35, margin: 0 }],
    ['pay', 'rasa', { answer: 0.9, clarify: 0.7, margin: 0.3 }],
    ['greet', undefined, { answer: 0.2, clarify: 0.2, margin: 0.1 }],
  ])('intent %s of engine %s', (intent, engine, expected) => {
    expect(thresholdsFor(confidence(overrides), intent, engine)).toEqual(expected);
  });
});

describe('what an engine says of its own failure', () => {
  it.each<[Partial<NluResult>, string, boolean]>([
    [{ fallback: true }, 'other', true],
    [{ intent: { name: 'out_of_scope', score: 1 } }, 'rasa', true],
    [{ intent: { name: 'out_of_scope', score: 1 } }, 'other', false],
    [{ intent: { name: 'nlu_fallback', score: 1 } }, 'other', true],
    // The engine's own list stands in the place of the bot's.
    [{ intent: { name: 'nlu_fallback', score: 1 } }, 'rasa', false],
    [{ intent: { name: 'book', score: 1 } }, 'rasa', false],
    [{}, 'rasa', false],
  ])('%j of %s: %s', (result, engine, expected) => {
    const policy = confidence({ ...overrides, fallbackIntents: ['nlu_fallback'] });
    expect(saysNotUnderstood(nlu(result), policy, engine)).toBe(expected);
  });

  it('counts as the engine is configured', () => {
    expect(countedMisses(confidence(overrides), 'rasa')).toEqual({
      fallback: true,
      empty: false,
      engineError: false,
    });
    expect(countedMisses(confidence(overrides), undefined)).toEqual({
      fallback: true,
      empty: true,
      engineError: false,
    });
  });
});
