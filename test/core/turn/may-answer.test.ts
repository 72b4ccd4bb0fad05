import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/core/model/conversation.ts';
import type { ConversationEvent } from '../../../src/core/model/gateway-event.ts';
import type { ConversationState } from '../../../src/core/model/state.ts';
import {
  handOver,
  mayAnswer,
  type Ownership,
  takenWhileThinking,
} from '../../../src/core/turn/may-answer.ts';
import { openState } from '../../../src/core/turn/session.ts';
import { conversation, customerSays, NOW, policy } from '../../support/builders.ts';

const fresh = openState(conversation(), NOW);

function afterEvents(state: ConversationState, ...events: readonly ConversationEvent[]): Ownership {
  let ownership: Ownership = { state };
  for (const event of events) ownership = mayAnswer(event, ownership.state, policy(), NOW);
  return ownership;
}

function changed(over: Partial<Conversation>, at: number): ConversationEvent {
  return { kind: 'conversation-changed', conversation: conversation(over), at };
}

describe('mayAnswer', () => {
  it('answers a customer in a conversation of the bot', () => {
    expect(afterEvents(fresh, customerSays('hi')).silent).toBeUndefined();
  });

  it.each<[string, Partial<Conversation>]>([
    ['with people', { status: 'people' }],
    ['paused', { status: 'paused' }],
    ['closed', { status: 'closed' }],
    ['assigned to a person', { assignee: { kind: 'person', id: '4' } }],
    ['assigned to another bot', { assignee: { kind: 'other-bot', id: '4' } }],
    ['of a blocked contact', { contact: { ...conversation().contact, blocked: true } }],
  ])('is silent in a conversation %s', (_name, over) => {
    expect(afterEvents(fresh, customerSays('hi', { conversation: over })).silent).toBeDefined();
  });

  it('answers when this bot is assigned', () => {
    const mine = { assignee: { kind: 'this-bot', id: '2' } } as const;
    expect(afterEvents(fresh, customerSays('hi', { conversation: mine })).silent).toBeUndefined();
  });

  it('goes silent when a person replies, although the status stays', () => {
    const replied: ConversationEvent = {
      kind: 'person-replied',
      conversation: conversation(),
      at: NOW,
      messageId: '1',
      from: 'dashboard',
    };
    const ownership = afterEvents(fresh, replied, customerSays('thanks', { at: NOW + 1_000 }));
    expect(ownership.silent).toContain('a person replied');
  });

  it('stays silent while its own handoff travels and messages still show the old status', () => {
    const handed = handOver(afterEvents(fresh, customerSays('human!')).state, NOW);
    expect(afterEvents(handed, customerSays('hello?', { at: NOW + 5_000 })).silent).toBeDefined();
  });

  it('comes back when an agent pushes the conversation back', () => {
    const handed = handOver(afterEvents(fresh, customerSays('human!')).state, NOW);
    const ownership = afterEvents(
      handed,
      changed({ status: 'people' }, NOW + 1_000),
      changed({ status: 'bot' }, NOW + 9_000),
    );
    expect(ownership.returned).toBe('pushed-back');
    expect(ownership.state.owner).toBe('bot');
  });

  it('comes back with the next message where pushing back raises no event', () => {
    const handed = handOver(afterEvents(fresh, customerSays('human!')).state, NOW);
    const opened = afterEvents(handed, changed({ status: 'people' }, NOW + 1_000)).state;
    expect(afterEvents(opened, customerSays('hi again', { at: NOW + 60_000 })).silent).toBeUndefined();
  });

  it('comes back by itself when its handoff never took effect', () => {
    const handed = handOver(afterEvents(fresh, customerSays('human!')).state, NOW);
    expect(afterEvents(handed, customerSays('anybody?', { at: NOW + 61_000 })).silent).toBeUndefined();
  });

  it('tells a re-opened conversation from one that was pushed back', () => {
    const closed = afterEvents(fresh, changed({ status: 'closed' }, NOW)).state;
    expect(afterEvents(closed, customerSays('me again', { at: NOW + 1_000 })).returned).toBe('reopened');
  });

  it('answers who re-opens, although the person of the last episode is still assigned', () => {
    const kept = { assignee: { kind: 'person', id: '4' } } as const;
    const closed = afterEvents(fresh, changed({ status: 'closed', ...kept }, NOW)).state;
    const reopened = afterEvents(closed, customerSays('me again', { at: NOW + 1_000, conversation: kept }));
    expect(reopened.silent).toBeUndefined();
    const next = afterEvents(
      reopened.state,
      customerSays('and this', { at: NOW + 2_000, conversation: kept }),
    );
    expect(next.silent).toBeUndefined();
    const another = { assignee: { kind: 'person', id: '5' } } as const;
    const taken = afterEvents(next.state, customerSays('hm', { at: NOW + 3_000, conversation: another }));
    expect(taken.silent).toBe('a person is assigned');
    const back = afterEvents(taken.state, customerSays('hm', { at: NOW + 4_000, conversation: kept }));
    expect(back.silent).toBe('a person is assigned');
  });

  it('does not believe a snapshot that is older than what it has seen', () => {
    const open = afterEvents(fresh, changed({ status: 'people' }, NOW + 10_000)).state;
    expect(afterEvents(open, changed({ status: 'bot' }, NOW + 5_000)).state.owner).toBe('people');
  });

  it('is not given back by what happened in the same moment as it was taken', () => {
    const dana = { assignee: { kind: 'person', id: '4' } } as const;
    const taken = changed({ ...dana, status: 'people' }, NOW);
    const assigned = changed({ ...dana, status: 'bot' }, NOW);
    expect(afterEvents(fresh, taken, assigned)).toMatchObject({ state: { owner: 'people' } });
    expect(afterEvents(fresh, taken, assigned).returned).toBeUndefined();
    expect(afterEvents(fresh, assigned, taken).state.owner).toBe('people');
  });

  it('forgets flow and options when people take over', () => {
    const asking: ConversationState = {
      ...fresh,
      offered: { options: [{ title: 'A', value: 'a' }], at: NOW },
      flow: { flow: 'f', step: 's', slots: {}, wrongAnswers: 0, startedAt: NOW },
    };
    const { state } = afterEvents(asking, changed({ status: 'people' }, NOW));
    expect(state.flow).toBeUndefined();
    expect(state.offered).toBeUndefined();
  });
});

describe('takenWhileThinking', () => {
  const spoken = afterEvents(fresh, customerSays('hi', { at: NOW })).state;
  const replied: ConversationEvent = {
    kind: 'person-replied',
    conversation: conversation(),
    at: NOW + 1_000,
    messageId: '7',
    from: 'dashboard',
  };
  const dana = { assignee: { kind: 'person', id: '4' } } as const;

  it.each<[string, readonly ConversationEvent[], boolean]>([
    ['nothing', [], false],
    ['more of the customer', [customerSays('hello?', { at: NOW + 500 })], false],
    ['noise', [changed({}, NOW + 500)], false],
    ['a reply of a person', [replied], true],
    ['that it is open', [changed({ status: 'people' }, NOW + 500)], true],
    ['that a person is assigned', [changed(dana, NOW + 500)], true],
    ['open, and pushed back', [changed({ status: 'people' }, NOW + 5), changed({}, NOW + 9)], false],
    ['what is older than the utterance', [changed({ status: 'people' }, NOW - 5)], false],
    ['that it was closed', [changed({ status: 'closed' }, NOW + 500)], false],
  ])('hears %s', (_what, events, taken) => {
    expect(takenWhileThinking(events, spoken, policy())).toBe(taken);
  });

  it('leaves the farewell of an own handoff alone', () => {
    expect(takenWhileThinking([replied], handOver(spoken, NOW), policy())).toBe(false);
  });
});
