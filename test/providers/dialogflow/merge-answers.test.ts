import { describe, expect, it } from 'vitest';
import type { DialogflowAnswer } from '../../../src/providers/dialogflow/dialogflow-answer.ts';
import { mergeAnswers } from '../../../src/providers/dialogflow/merge-answers.ts';
import { collectSpeech } from '../../../src/providers/shared/engine-speech.ts';

function answer(text: string, over: Partial<DialogflowAnswer> = {}): DialogflowAnswer {
  return {
    speech: collectSpeech([{ kind: 'reply', reply: { kind: 'text', text } }]),
    alternatives: [],
    entities: [],
    warnings: [],
    ...over,
  };
}

describe('answers to the pieces of one text', () => {
  it('are one answer: best intent, all that was collected, what was said to what was understood', () => {
    const merged = mergeAnswers([
      answer('Hm?', { fallback: true, slots: { a: 1 } }),
      answer('Sure.', {
        intent: { name: 'book', score: 0.9 },
        entities: [{ name: 'hotel', value: 'x' }],
        slots: { b: 2 },
      }),
      answer('Which day?', { intent: { name: 'inform', score: 0.4 }, expectsAnswer: true, slots: { b: 3 } }),
    ]);
    expect(merged).toMatchObject({
      intent: { name: 'book' },
      entities: [{ name: 'hotel' }],
      slots: { a: 1, b: 3 },
      expectsAnswer: true,
    });
    expect(merged?.fallback).toBeUndefined();
    expect(merged?.speech.replies).toEqual([
      { kind: 'text', text: 'Sure.' },
      { kind: 'text', text: 'Which day?' },
    ]);
  });

  it('are not understood when none was, which is said once', () => {
    const merged = mergeAnswers([answer('Hm?', { fallback: true }), answer('What?', { fallback: true })]);
    expect(merged?.fallback).toBe(true);
    expect(merged?.speech.replies).toEqual([{ kind: 'text', text: 'What?' }]);
  });

  it('ask nothing when only an earlier piece did', () => {
    const merged = mergeAnswers([answer('Which day?', { expectsAnswer: true }), answer('Fine.')]);
    expect(merged?.expectsAnswer).toBeUndefined();
  });

  it('are nothing when nothing was asked', () => {
    expect(mergeAnswers([])).toBeUndefined();
  });
});
