import { describe, expect, it } from 'vitest';
import { createMustacheTemplates } from '../../../src/config/mustache-templates.ts';
import type { WriteBackPolicy } from '../../../src/core/model/bot.ts';
import type { Conversation } from '../../../src/core/model/conversation.ts';
import type { JsonObject } from '../../../src/core/model/json.ts';
import type { ConversationState } from '../../../src/core/model/state.ts';
import { openState } from '../../../src/core/turn/session.ts';
import { createTraceRecorder } from '../../../src/core/turn/trace-recorder.ts';
import type { CustomerTurn, Verdict } from '../../../src/core/turn/turn.ts';
import { withWriteBack } from '../../../src/core/turn/write-back.ts';
import { conversation, customerSays, NOW, policy } from '../../support/builders.ts';
import { scriptedProvider } from '../../support/scripted-provider.ts';

const nothing: Verdict = {
  decision: 'answered',
  reason: '',
  replies: [],
  actions: [{ kind: 'resolve' }],
  answeredBy: { kind: 'nobody' },
};

interface Known {
  readonly conversation?: Partial<Conversation>;
  readonly written?: ConversationState['written'];
}

function write(writeBack: Partial<WriteBackPolicy>, view: JsonObject, known: Known = {}): Verdict {
  const event = customerSays('hi', { conversation: known.conversation ?? {} });
  const rules = policy({ writeBack: { attributes: {}, labels: {}, ...writeBack } });
  const turn: CustomerTurn = {
    input: { turnId: 't', event, policy: rules, acceptedAt: NOW, attempt: 1 },
    ports: {
      provider: scriptedProvider(),
      fetch: () => Promise.reject(new Error('nothing is fetched here')),
      templates: createMustacheTemplates(),
      clock: () => NOW,
      signal: new AbortController().signal,
    },
    policy: rules,
    conversation: event.conversation,
    state: { ...openState(conversation(), NOW), ...(known.written && { written: known.written }) },
    trace: createTraceRecorder(() => NOW),
    utterance: event.utterance,
    content: event.utterance.content,
  };
  return withWriteBack(turn, nothing, view);
}

describe('withWriteBack', () => {
  const attributes = { hotel: '{{slots.hotel}}', guests: '{{slots.guests}}', room: 'Room {{slots.room}}' };
  const view = { slots: { hotel: 'Plaza', guests: 2 }, intent: 'book' };

  it('writes values as they are, and leaves out what has gaps', () => {
    const { actions, written } = write({ attributes }, view);
    expect(actions).toEqual([
      { kind: 'resolve' },
      { kind: 'set-attributes', values: { hotel: 'Plaza', guests: 2 } },
    ]);
    expect(written).toEqual({ attributes: { hotel: 'Plaza', guests: 2 }, labels: [] });
  });

  it.each<[string, Known, JsonObject]>([
    ['what the conversation has', { conversation: { attributes: { hotel: 'Plaza' } } }, { guests: 2 }],
    ['what was written before', { written: { attributes: { hotel: 'Plaza' }, labels: [] } }, { guests: 2 }],
    [
      'what was written before and corrected by an agent',
      {
        conversation: { attributes: { hotel: 'Park' } },
        written: { attributes: { hotel: 'Plaza' }, labels: [] },
      },
      { guests: 2 },
    ],
  ])('does not write %s', (_name, known, values) => {
    expect(write({ attributes }, view, known).actions).toContainEqual({ kind: 'set-attributes', values });
  });

  it('says nothing when nothing changed', () => {
    const known = { conversation: { attributes: { hotel: 'Plaza', guests: 2 }, labels: ['booked'] } };
    expect(write({ attributes, labels: { booked: 'slots.hotel' } }, view, known)).toBe(nothing);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['a value', { slots: { done: 'yes' }, intent: 'book' }, ['done', 'topic-book']],
    ['zero', { slots: { done: 0 } }, ['done']],
    ['false', { slots: { done: false }, intent: 'book' }, ['topic-book']],
    ['nothing', { slots: {} }, []],
  ])('adds a label for %s', (_name, seen, labels) => {
    const { actions } = write({ labels: { done: 'slots.done', 'topic-{{intent}}': 'intent' } }, seen);
    expect(actions.filter(({ kind }) => kind === 'add-labels')).toEqual(
      labels.length > 0 ? [{ kind: 'add-labels', labels }] : [],
    );
  });
});
