import { describe, expect, it } from 'vitest';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import { isConfident, judgeUnderstanding } from '../../../src/core/turn/judge-understanding.ts';
import { nlu, policy } from '../../support/builders.ts';

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
