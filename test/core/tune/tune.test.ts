import { describe, expect, it } from 'vitest';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import type { TurnTrace } from '../../../src/core/model/turn.ts';
import { type Sample, tallySamples, withThresholds } from '../../../src/core/tune/judge-samples.ts';
import { recordedSample } from '../../../src/core/tune/recorded-sample.ts';
import { suggestThresholds, tuneAnswer } from '../../../src/core/tune/suggest-thresholds.ts';
import { confidence, NOW, nlu, policy } from '../../support/builders.ts';

const now = { answer: 0.6, clarify: 0.35 };

function sample(score: number | undefined, label?: string | null, more: Partial<NluResult> = {}): Sample {
  const intent = { name: 'book', ...(score !== undefined && { score }) };
  return { nlu: nlu({ intent, ...more }), ...(label !== undefined && { label }) };
}

describe('tallySamples', () => {
  it.each<[string, Sample, object]>([
    ['answered rightly', sample(0.9, 'book'), { answered: 1, right: 1 }],
    ['answered wrongly', sample(0.9, 'pay'), { answered: 1, wrong: 1 }],
    ['answered what is none of the intents', sample(0.9, null), { answered: 1, wrong: 1 }],
    ['answered, and nobody knows', sample(0.9), { answered: 1, right: 0, wrong: 0 }],
    ['asked back to the point', sample(0.5, 'book'), { clarified: 1, helpful: 1 }],
    [
      'asked back with the second in mind',
      sample(0.5, 'pay', { alternatives: [{ name: 'pay', score: 0.4 }] }),
      { clarified: 1, helpful: 1 },
    ],
    ['asked back in vain', sample(0.5, 'pay'), { clarified: 1, vain: 1 }],
    ['asked back what is none of the intents', sample(0.5, null), { clarified: 1, vain: 1 }],
    ['given up', sample(0.1, 'book'), { handedOver: 1, givenUp: 1 }],
    ['rightly given up', sample(0.1, null), { handedOver: 1, spared: 1 }],
    ['given up by the engine', sample(0.9, 'book', { fallback: true }), { handedOver: 1, givenUp: 1 }],
    [
      'a person, as wished',
      { nlu: nlu({ intent: { name: 'talk_to_human', score: 0.9 } }), label: 'talk_to_human' },
      { handedOver: 1, right: 1 },
    ],
  ])('%s', (_name, one, expected) => {
    const tally = tallySamples([one], policy(), 'rasa');
    expect(tally).toMatchObject(expected);
    expect(tally.answered + tally.clarified + tally.handedOver).toBe(1);
    expect(tally.right + tally.wrong + tally.helpful + tally.vain + tally.givenUp + tally.spared).toBe(
      one.label === undefined ? 0 : 1,
    );
  });
});

describe('tuneAnswer', () => {
  const samples = [0.2, 0.45, 0.62, 0.71, 0.93].map((score) => sample(score));

  it('answers less from each threshold to the next, and never loses anyone', () => {
    const rows = tuneAnswer(samples, policy(), 'rasa', 0.35);
    expect(rows.map(({ answer }) => answer)).toEqual(
      Array.from({ length: 19 }, (_, index) => (index + 1) / 20),
    );
    expect(rows.map(({ tally }) => tally.answered)).toEqual([
      5, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 2, 2, 1, 1, 1, 1, 0,
    ]);
    for (const { tally } of rows) expect(tally.answered + tally.clarified + tally.handedOver).toBe(5);
  });

  it('tries thresholds in the place of those of the engine, and leaves those of an intent', () => {
    const overridden = policy({
      confidence: confidence({
        engines: new Map([['rasa', { answer: 0.99, fallbackIntents: ['pay'] }]]),
        intents: new Map([['book', { answer: 0.7 }]]),
      }),
    });
    const tried = withThresholds(overridden, 'rasa', { answer: 0.5, clarify: 0.3 });
    expect(tallySamples(samples, tried, 'rasa')).toMatchObject({ answered: 2, clarified: 2, handedOver: 1 });
    const other = { nlu: nlu({ intent: { name: 'other', score: 0.6 } }) };
    expect(tallySamples([other], tried, 'rasa').answered).toBe(1);
    expect(
      tallySamples([{ nlu: nlu({ intent: { name: 'pay', score: 1 } }) }], tried, 'rasa').handedOver,
    ).toBe(1);
  });
});

describe('suggestThresholds', () => {
  it('finds the threshold that keeps wrong answers out', () => {
    const samples = [0.85, 0.8, 0.9]
      .map((score) => sample(score, 'book'))
      .concat([0.7, 0.65].map((score) => sample(score, 'pay')));
    const suggested = suggestThresholds(samples, policy(), 'rasa', now);
    expect(suggested).toMatchObject({ by: 'labels' });
    expect(suggested?.answer).toBeGreaterThan(0.7);
    expect(suggested?.answer).toBeLessThanOrEqual(0.8);
    // A question about `book` would not help those who want to pay.
    expect(suggested?.clarify).toBeGreaterThan(0.7);
  });

  it('leaves what is as good as anything', () => {
    expect(suggestThresholds([sample(0.99, 'book')], policy(), 'rasa', now)).toEqual({
      ...now,
      by: 'labels',
    });
  });

  it('without labels goes by where the scores part', () => {
    const samples = [0.15, 0.2, 0.22, 0.8, 0.85, 0.9].map((score) => sample(score));
    const suggested = suggestThresholds(samples, policy(), 'rasa', now);
    expect(suggested).toMatchObject({ by: 'gap' });
    expect(suggested?.answer).toBeGreaterThan(0.22);
    expect(suggested?.answer).toBeLessThanOrEqual(0.8);
  });

  it('suggests nothing where there are no scores', () => {
    expect(suggestThresholds([sample(undefined)], policy(), 'rasa', now)).toBeUndefined();
  });
});

describe('recordedSample', () => {
  const trace: TurnTrace = {
    id: 't',
    event: 'customer-spoke',
    at: NOW,
    durationMs: 1,
    decision: 'answered',
    reason: '',
    utterance: 'a room please',
    intent: { name: 'book', score: 0.5 },
    alternatives: [{ name: 'pay', score: 0.2 }],
    entities: [],
    engine: { name: 'rasa', durationMs: 1 },
    answeredBy: { kind: 'policy' },
    warnings: [],
    steps: [{ at: NOW, step: 'judged', detail: { fallback: false, spoke: true, settled: false } }],
  };

  it('judges a turn as it was judged then', () => {
    const recorded = recordedSample(trace);
    expect(recorded?.nlu).toMatchObject({ intent: trace.intent, alternatives: trace.alternatives });
    expect(recorded?.nlu.replies).toHaveLength(1);
    expect(recorded).not.toHaveProperty('label');
  });

  it('keeps what the engine said of itself', () => {
    const steps = [{ at: NOW, step: 'judged', detail: { fallback: true } }];
    expect(recordedSample({ ...trace, steps })?.nlu.fallback).toBe(true);
  });

  it.each<[string, Partial<TurnTrace>]>([
    ['in which nothing was judged', { steps: [] }],
    ['in which the score had no say', { steps: [{ at: NOW, step: 'judged', detail: { settled: true } }] }],
    ['in which the engine failed', { engine: { name: 'rasa', durationMs: 1, error: 'ENGINE_TIMEOUT' } }],
  ])('leaves out a turn %s', (_name, over) => {
    expect(recordedSample({ ...trace, ...over })).toBeUndefined();
  });

  it('leaves out a turn without an engine or an utterance', () => {
    const { engine: _engine, ...noEngine } = trace;
    const { utterance: _utterance, ...noUtterance } = trace;
    expect(recordedSample(noEngine)).toBeUndefined();
    expect(recordedSample(noUtterance)).toBeUndefined();
  });
});
