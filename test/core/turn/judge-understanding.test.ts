import { describe, expect, it } from 'vitest';
import type { ConfidencePolicy } from '../../../src/core/model/bot.ts';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import { isConfident, judgeUnderstanding } from '../../../src/core/turn/judge-understanding.ts';
import { confidence, nlu, policy } from '../../support/builders.ts';

const said = [{ kind: 'text', text: 'Of course.' }] as const;

describe('judgeUnderstanding', () => {
  it.each<[string, Partial<NluResult>, string]>([
    ['a score at the threshold', { intent: { name: 'greet', score: 0.6 } }, 'understood'],
    ['a score just under it', { intent: { name: 'greet', score: 0.599 } }, 'unsure'],
    ['a score at the lower threshold', { intent: { name: 'greet', score: 0.35 } }, 'unsure'],
    ['a score under both', { intent: { name: 'greet', score: 0.34 } }, 'missed'],
    ['an intent without a score', { intent: { name: 'greet' } }, 'understood'],
    ['a fallback with a high score', { intent: { name: 'x', score: 0.99 }, fallback: true }, 'missed'],
    ['words without an intent', { replies: said }, 'understood'],
    ['nothing at all', {}, 'missed'],
    ['nothing yet, of an engine that answers in its own time', { repliesFollow: true }, 'understood'],
    [
      'a low score in the middle of a dialogue',
      { intent: { name: 'inform', score: 0.1 }, expectsAnswer: true },
      'understood',
    ],
    ['a wish for a person', { intent: { name: 'talk_to_human', score: 0.9 } }, 'person-asked'],
    ['a half-sure wish for a person', { intent: { name: 'talk_to_human', score: 0.36 } }, 'person-asked'],
    ['a doubtful wish for a person', { intent: { name: 'talk_to_human', score: 0.2 } }, 'missed'],
    [
      'a wish for a person in the middle of a dialogue',
      { intent: { name: 'talk_to_human' }, expectsAnswer: true },
      'person-asked',
    ],
    ['an engine that asks for a person', { handoff: {}, replies: said }, 'person-needed'],
  ])('takes %s as it should', (_name, result, kind) => {
    expect(judgeUnderstanding(nlu(result), policy()).kind).toBe(kind);
  });

  it('asks back with the two best titles and a way out', () => {
    const result = nlu({
      intent: { name: 'ask_price', score: 0.5 },
      alternatives: [
        { name: 'book-hotel', score: 0.3 },
        { name: 'bye', score: 0.1 },
      ],
    });
    const judgement = judgeUnderstanding(result, policy({ titles: new Map([['ask_price', 'Our prices']]) }));
    expect(judgement).toMatchObject({
      candidates: [
        { title: 'Our prices', value: 'intent:ask_price' },
        { title: 'Book hotel', value: 'intent:book-hotel' },
        { title: 'Something else', value: 'intent:' },
      ],
    });
  });
});

describe('a near tie', () => {
  const tie = (first: number, second: number | undefined, more: Partial<NluResult> = {}) =>
    nlu({
      intent: { name: 'a', score: first },
      alternatives: [{ name: 'b', ...(second !== undefined && { score: second }) }],
      ...more,
    });

  it.each<[string, NluResult, Partial<ConfidencePolicy>, string]>([
    ['clearly ahead', tie(0.8, 0.5), {}, 'understood'],
    ['just ahead enough', tie(0.7, 0.6), {}, 'understood'],
    ['hardly ahead', tie(0.7, 0.61), {}, 'unsure'],
    ['level', tie(0.7, 0.7), {}, 'unsure'],
    ['level, where margins do not count', tie(0.7, 0.7), { margin: 0 }, 'understood'],
    ['a second without a score', tie(0.7, undefined), {}, 'understood'],
    ['a wide margin of the intent', tie(0.9, 0.65), { intents: new Map([['a', { margin: 0.3 }]]) }, 'unsure'],
    [
      'no margin of the engine',
      tie(0.7, 0.65),
      { engines: new Map([['rasa', { margin: 0 }]]) },
      'understood',
    ],
    ['a fallback intent as second', tie(0.7, 0.65), { fallbackIntents: ['b'] }, 'understood'],
    ['in the middle of a dialogue', tie(0.7, 0.65, { expectsAnswer: true }), {}, 'understood'],
    ['under the threshold anyway', tie(0.3, 0.29), {}, 'missed'],
  ])('%s', (_name, result, over, kind) => {
    expect(judgeUnderstanding(result, policy({ confidence: confidence(over) }), 'rasa').kind).toBe(kind);
  });

  it('is no question when the customer would read the same title twice', () => {
    const titles = new Map([
      ['a', 'Prices'],
      ['b', 'Prices'],
    ]);
    expect(judgeUnderstanding(tie(0.7, 0.7), policy({ titles })).kind).toBe('understood');
  });

  it('does not interrupt a flow', () => {
    expect(isConfident(tie(0.7, 0.65), policy())).toBe(false);
    expect(isConfident(tie(0.7, 0.4), policy())).toBe(true);
  });
});

describe('an engine that gives up', () => {
  it.each<[string, NluResult['alternatives'], string]>([
    ['without an idea', [], 'missed'],
    ['with an idea worth asking for', [{ name: 'a', score: 0.4 }], 'unsure'],
    ['with a poor idea', [{ name: 'a', score: 0.3 }], 'missed'],
    ['with an idea of unknown worth', [{ name: 'a' }], 'missed'],
  ])('%s', (_name, alternatives, kind) => {
    expect(judgeUnderstanding(nlu({ fallback: true, alternatives }), policy()).kind).toBe(kind);
  });

  it('is asked back with its ideas, not with its fallback intent', () => {
    const result = nlu({
      intent: { name: 'out_of_scope', score: 0.8 },
      alternatives: [
        { name: 'a', score: 0.5 },
        { name: 'b', score: 0.4 },
        { name: 'c', score: 0.3 },
      ],
    });
    const judgement = judgeUnderstanding(
      result,
      policy({ confidence: confidence({ fallbackIntents: ['out_of_scope'] }) }),
    );
    expect(judgement).toMatchObject({
      kind: 'unsure',
      candidates: [{ value: 'intent:a' }, { value: 'intent:b' }, { value: 'intent:' }],
    });
  });
});

describe('isConfident', () => {
  it.each<[Partial<NluResult>, boolean]>([
    [{ intent: { name: 'a', score: 0.6 } }, true],
    [{ intent: { name: 'a', score: 0.59 } }, false],
    [{ intent: { name: 'a' } }, true],
    [{ intent: { name: 'a', score: 1 }, fallback: true }, false],
    [{}, false],
  ])('%j → %s', (result, expected) => {
    expect(isConfident(nlu(result), policy())).toBe(expected);
  });
});
