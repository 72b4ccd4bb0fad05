import { describe, expect, it } from 'vitest';
import { resultFromLex } from '../../../src/providers/lex/from-lex-turn.ts';
import { joinResults } from '../../../src/providers/lex/join-turns.ts';
import { lexAnswerSchema } from '../../../src/providers/lex/lex-wire.ts';
import { nlu } from '../../support/builders.ts';
import { lexSettings } from './support.ts';

function result(sessionState: object, over: Record<string, unknown> = {}, text = 'hello') {
  const answer = lexAnswerSchema.parse({ sessionId: 's1', sessionState });
  const piece = { text, start: 0 };
  return resultFromLex({ answer, piece, words: true, localeId: 'en_US', warnings: [] }, lexSettings(over));
}

const slot = (originalValue: string, interpretedValue = originalValue) => ({
  shape: 'Scalar',
  value: { originalValue, interpretedValue },
});

describe('an answer of Lex', () => {
  it('of another shape than ours in a part is read all the same', () => {
    const odd = {
      dialogAction: 7,
      intent: { name: 'x', slots: { a: 'none', b: null, c: slot('tea') } },
      sessionAttributes: [1],
      activeContexts: 'all',
    };
    expect(result(odd)).toMatchObject({ intent: { name: 'x' }, session: { attributes: {}, stale: false } });
  });

  it('has the score of its intent, wherever that stands', () => {
    const answer = lexAnswerSchema.parse({
      sessionState: { intent: { name: 'book', state: 'InProgress' } },
      interpretations: [
        { intent: { name: 'greet' }, nluConfidence: { score: 0.9 } },
        { intent: { name: 'book' }, nluConfidence: { score: 0.6 } },
        { intent: { name: 'FallbackIntent' } },
        { intent: null, nluConfidence: { score: 0.5 } },
      ],
    });
    const read = resultFromLex({ answer, words: true, localeId: 'en_US', warnings: [] }, lexSettings());
    expect(read).toMatchObject({
      intent: { name: 'book', score: 0.6 },
      alternatives: [{ name: 'greet', score: 0.9 }],
    });
  });

  it.each([
    ['Fulfilled', true],
    ['ReadyForFulfillment', true],
    ['FulfillmentInProgress', true],
    ['InProgress', false],
    ['Failed', false],
  ])('hands over by intent in the state %s: %s', (state, hands) => {
    const read = result({ intent: { name: 'TalkToAgent', state } });
    expect(read.handoff !== undefined).toBe(hands);
  });

  it('hands over when an intent failed, only if that is wanted', () => {
    const failed = { intent: { name: 'BookHotel', state: 'Failed' } };
    expect(result(failed).handoff).toBeUndefined();
    expect(result(failed, { handoff: { failed: true } }).handoff).toEqual({
      note: 'intent BookHotel failed',
    });
  });

  it.each(['', 'false', 'No', '0', 'null'])('does not hand over by an attribute that says %j', (handoff) => {
    expect(result({ sessionAttributes: { handoff } }).handoff).toBeUndefined();
  });

  it.each([
    ['ElicitSlot', true],
    ['ConfirmIntent', true],
    ['ElicitIntent', undefined],
    ['Close', undefined],
    ['None', undefined],
  ])('with %s expects an answer: %s', (type, expected) => {
    expect(result({ dialogAction: { type } }).expectsAnswer).toBe(expected);
  });

  it('finds the customer’s words whole, in any case and any script', () => {
    const intent = {
      name: 'x',
      slots: { guests: slot('2'), hotel: slot('PARK hotel', 'Park Hotel'), city: slot('Zürich') },
    };
    const text = 'for 12 at the Park Hotel in Zürich (2)';
    expect(result({ intent }, {}, text).entities).toEqual([
      { name: 'guests', value: '2', text: '2', start: 36, end: 37 },
      { name: 'hotel', value: 'Park Hotel', text: 'Park Hotel', start: 14, end: 24 },
      { name: 'city', value: 'Zürich', text: 'Zürich', start: 28, end: 34 },
    ]);
  });

  it('takes words with signs in them as they are', () => {
    const intent = { name: 'x', slots: { email: slot('a.b+c@example.com'), odd: slot('(.*)') } };
    const names = result({ intent }, {}, 'mail a.b+c@example.com').entities.map(({ name }) => name);
    expect(names).toEqual(['email']);
  });

  it('keeps our own attributes out of what the bot collected', () => {
    const sessionAttributes = { source: 'chatwoot', chatwoot_turn: '1/0', bookingId: '7' };
    const read = result({ sessionAttributes }, { session_attributes: { source: 'chatwoot' } });
    expect(read.slots).toEqual({ bookingId: '7' });
  });
});

describe('several answers as one', () => {
  const reply = (text: string) => ({ kind: 'text', text }) as const;

  it('say what was understood, with the surest intent', () => {
    const joined = joinResults(
      nlu({ intent: { name: 'greet', score: 0.7 }, replies: [reply('Hi')] }),
      nlu({ fallback: true, replies: [reply('What?')] }),
      nlu({ intent: { name: 'book', score: 0.9 }, replies: [reply('When?')], expectsAnswer: true }),
      nlu({ intent: { name: 'inform', score: 0.8 }, replies: [reply('Fine')], session: { x: 1 } }),
    );
    expect(joined).toMatchObject({ intent: { name: 'book' }, session: { x: 1 } });
    expect(joined.replies).toEqual([reply('Hi'), reply('When?'), reply('Fine')]);
    expect(joined.fallback).toBeUndefined();
    expect(joined.expectsAnswer).toBeUndefined();
  });

  it('are one fallback when nothing was understood', () => {
    const joined = joinResults(
      nlu({ fallback: true, replies: [reply('What?')] }),
      nlu({ fallback: true, replies: [reply('Pardon?')] }),
    );
    expect(joined).toMatchObject({ fallback: true, replies: [reply('Pardon?')] });
    expect(joined.intent).toBeUndefined();
  });
});
