import { describe, expect, it } from 'vitest';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import { resultFromTurn } from '../../../src/providers/rasa/from-rasa-turn.ts';
import { rasaSettingsSchema } from '../../../src/providers/rasa/rasa-settings.ts';
import { rasaMessagesSchema, rasaTrackerSchema } from '../../../src/providers/rasa/rasa-wire.ts';
import { readTurnRecord } from '../../../src/providers/rasa/turn-record.ts';

interface Told {
  readonly latest?: object;
  readonly tracker?: object;
  readonly events?: readonly object[];
  readonly messages?: readonly object[];
  readonly settings?: object;
}

/** What one turn with the message "hello" comes to. */
function resultOf({ latest, tracker, events, messages = [{ text: 'Said.' }], settings }: Told): NluResult {
  const body = {
    latest_message: { text: 'hello', metadata: { message_id: 't1' }, ...latest },
    events: events ? [{ event: 'user', text: 'hello' }, ...events] : null,
    ...tracker,
  };
  return resultFromTurn(
    {
      messages: rasaMessagesSchema.parse(messages),
      record: readTurnRecord(rasaTrackerSchema.parse(body), 't1', 'hello'),
      words: 'hello',
      session: { offered: [], paused: false },
      warnings: [],
    },
    rasaSettingsSchema.parse({ url: 'http://rasa:5005', ...settings }),
  );
}

const calm = (...commands: readonly object[]): Told => ({
  latest: { intent: { name: null, confidence: 0 }, commands },
});

describe('handoff signals', () => {
  it.each<[string, Told, string]>([
    ['a pause', { tracker: { paused: true } }, 'Rasa paused the conversation'],
    [
      'a response',
      { events: [{ event: 'bot', text: 'x', metadata: { utter_action: 'utter_handoff' } }] },
      'response utter_handoff',
    ],
    [
      'an action',
      { events: [{ event: 'action', name: 'action_human_handoff' }] },
      'action action_human_handoff',
    ],
    ['an intent', { latest: { intent: { name: 'talk_to_human', confidence: 0.9 } } }, 'intent talk_to_human'],
    ['a command', calm({ command: 'human handoff' }), 'command human handoff'],
    [
      'a flow',
      { events: [{ event: 'flow_started', flow_id: 'pattern_human_handoff' }] },
      'flow pattern_human_handoff',
    ],
    [
      'a flow on the stack',
      { tracker: { stack: [{ flow_id: 'pattern_human_handoff' }] } },
      'flow pattern_human_handoff',
    ],
    ['a slot', { tracker: { slots: { handoff_active: true } } }, 'slot handoff_active'],
    [
      'a flow of the project',
      { ...calm({ command: 'start flow', flow: 'call_me' }), settings: { handoff: { flows: ['call_me'] } } },
      'flow call_me',
    ],
    [
      'a custom payload before all others',
      { messages: [{ custom: { handoff: true, reason: 'said' } }], tracker: { paused: true } },
      'reason: said',
    ],
  ])('%s', (_, told, note) => {
    expect(resultOf(told).handoff).toEqual({ note });
  });

  it.each<[string, Told]>([
    ['nothing of the kind', {}],
    ['a slot with another value', { tracker: { slots: { handoff_active: false } } }],
    ['a pause that is not one', { tracker: { paused: true }, settings: { handoff: { paused: false } } }],
    [
      'an event of an earlier turn',
      { tracker: { events: [{ event: 'action', name: 'action_handoff' }, { event: 'user' }] } },
    ],
  ])('but not %s', (_, told) => {
    expect(resultOf(told).handoff).toBeUndefined();
  });

  it('drop a text that says that nobody is there', () => {
    const text = 'Sorry, nobody is there.';
    const refusal = { event: 'bot', text, metadata: { utter_action: 'utter_human_handoff_not_available' } };
    const result = resultOf({
      ...calm({ command: 'human handoff' }),
      events: [refusal],
      messages: [{ text: 'One moment.' }, { text }],
    });
    expect(result.replies).toEqual([{ kind: 'text', text: 'One moment.' }]);
  });
});

describe('CALM', () => {
  it.each<[string, Told, Partial<NluResult>]>([
    [
      'a flow that starts is the intent, without a score',
      calm(
        { command: 'set slot', name: 'x' },
        { command: 'start flow', flow: 'book' },
        { command: 'start flow', flow: 'pay' },
      ),
      { intent: { name: 'book' }, alternatives: [{ name: 'pay' }] },
    ],
    ['small talk', calm({ command: 'chitchat' }), { intent: { name: 'chitchat' } }],
    ['a search', calm({ command: 'knowledge' }), { intent: { name: 'knowledge' } }],
    [
      'an answer to a question names nothing',
      calm({ command: 'set slot', name: 'date' }),
      { alternatives: [] },
    ],
    [
      'ambiguity',
      calm({ command: 'clarify', options: ['book', 'change'] }),
      { alternatives: [{ name: 'book' }, { name: 'change' }] },
    ],
    ['a fallback', calm({ command: 'cannot handle', reason: null }), { fallback: true }],
    ['a technical failure', calm({ command: 'error', error_type: 'too_long' }), { fallback: true }],
  ])('%s', (_, told, expected) => {
    const result = resultOf(told);
    expect(result).toMatchObject(expected);
    if (!expected.intent) expect(result.intent).toBeUndefined();
  });

  it('does not overrule an intent of the pipeline', () => {
    const latest = {
      intent: { name: 'greet', confidence: 0.8 },
      commands: [{ command: 'start flow', flow: 'book' }],
    };
    expect(resultOf({ latest }).intent).toEqual({ name: 'greet', score: 0.8 });
  });

  it('expects an answer while a slot is collected', () => {
    const stack = [
      { type: 'flow', flow_id: 'book' },
      { type: 'pattern_collect_information', collect: 'date' },
    ];
    expect(resultOf({ tracker: { stack } }).expectsAnswer).toBe(true);
    expect(resultOf({ tracker: { stack: [] } }).expectsAnswer).toBeUndefined();
  });
});

describe('intents and entities', () => {
  it.each(['nlu_fallback', 'out_of_scope'])('%s is a fallback and no intent', (name) => {
    const ranking = [
      { name, confidence: 0.6 },
      { name: 'greet', confidence: 0.3 },
    ];
    const result = resultOf({ latest: { intent: ranking[0], intent_ranking: ranking } });
    expect(result).toMatchObject({ fallback: true, alternatives: [{ name: 'greet', score: 0.3 }] });
    expect(result.intent).toBeUndefined();
  });

  it.each([
    { event: 'action', name: 'action_default_fallback' },
    { event: 'action', name: 'action_two_stage_fallback' },
    { event: 'bot', text: 'Sorry?', metadata: { utter_action: 'utter_default' } },
  ])('%j is a fallback, too', (event) => {
    expect(resultOf({ events: [event] }).fallback).toBe(true);
  });

  it('names a retrieval intent exactly', () => {
    const latest = {
      intent: { name: 'faq', confidence: 0.9 },
      response_selector: { faq: { response: { intent_response_key: 'faq/opening_hours', confidence: 0.7 } } },
    };
    expect(resultOf({ latest }).intent).toEqual({ name: 'faq/opening_hours', score: 0.9 });
  });

  it('says a whole day as a date, as Duckling finds it', () => {
    const entity = {
      entity: 'time',
      value: '2026-05-12T00:00:00.000+02:00',
      start: 0,
      end: 5,
      confidence: 1,
      additional_info: { grain: 'day' },
    };
    expect(resultOf({ latest: { entities: [entity] } }).entities).toEqual([
      { name: 'time', value: '2026-05-12', text: 'hello', start: 0, end: 5, score: 1 },
    ]);
  });

  it('keeps Rasa’s own slots and empty ones to itself', () => {
    const slots = { hotel: 'Park Hotel', date: null, requested_slot: 'date', flow_hashes: {} };
    expect(resultOf({ tracker: { slots } })).toMatchObject({
      slots: { hotel: 'Park Hotel' },
      expectsAnswer: true,
    });
  });
});
