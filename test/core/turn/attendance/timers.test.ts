import { describe, expect, it } from 'vitest';
import { createMustacheTemplates } from '../../../../src/config/mustache-templates.ts';
import type { AttendancePolicy, AttendanceState } from '../../../../src/core/model/attendance.ts';
import type { Conversation } from '../../../../src/core/model/conversation.ts';
import type { ConversationEvent } from '../../../../src/core/model/gateway-event.ts';
import { type ConversationState, createState } from '../../../../src/core/model/state.ts';
import type { Outcome } from '../../../../src/core/model/turn.ts';
import { isLost } from '../../../../src/core/turn/attendance/watchdog.ts';
import { runTurn } from '../../../../src/core/turn/run-turn.ts';
import { conversation, customerSays, NOW, nlu, policy } from '../../../support/builders.ts';
import { scriptedProvider } from '../../../support/scripted-provider.ts';

const provider = scriptedProvider();
provider.react(async () =>
  nlu({ intent: { name: 'greet', score: 0.9 }, replies: [{ kind: 'text', text: 'Hi' }] }),
);

function take(
  event: ConversationEvent,
  attendance: AttendancePolicy,
  state?: ConversationState,
): Promise<Outcome> {
  const input = {
    turnId: 'turn',
    event,
    policy: policy(attendance),
    acceptedAt: NOW,
    attempt: 1,
    ...(state && { state }),
  };
  const ports = {
    provider,
    fetch: async () => ({ ok: false as const, code: 'FETCH_FAILED' as const, detail: 'none' }),
    templates: createMustacheTemplates(),
    clock: () => NOW,
    signal: new AbortController().signal,
  };
  return runTurn(input, ports);
}

const owned = (attended: AttendanceState = {}): ConversationState => ({ ...createState('s', NOW), attended });
const peoples = (attended: AttendanceState = {}): ConversationState => ({
  ...owned(attended),
  owner: 'people',
  ownerReason: 'a person replied',
});
const personReplied = (over: Partial<Conversation> = {}): ConversationEvent => ({
  kind: 'person-replied',
  conversation: conversation(over),
  at: NOW,
  messageId: '7',
  from: 'dashboard',
});
const changed = (over: Partial<Conversation> = {}): ConversationEvent => ({
  kind: 'conversation-changed',
  conversation: conversation(over),
  at: NOW,
});
const due = (name: string, at = NOW, over: Partial<Conversation> = {}): ConversationEvent => ({
  kind: 'timer-due',
  conversation: conversation(over),
  at,
  name,
  payload: {},
});

const quiet: AttendancePolicy = { returns: { quietMs: 1_000, text: 'Back.' } };
const idle: AttendancePolicy = {
  idle: { remind: { afterMs: 1_000, text: 'There?' }, end: { afterMs: 2_000, how: 'resolve' } },
};
const watchdog: AttendancePolicy = { watchdog: { afterMs: 60_000, text: 'Sorry.' } };

describe('which timers a turn sets', () => {
  it.each([
    ['nothing is configured', customerSays('hi'), {}, undefined, []],
    [
      'the bot answers: idle begins',
      customerSays('hi'),
      idle,
      undefined,
      [{ name: 'idle', at: NOW + 1_000, payload: { stage: 'remind' } }],
    ],
    ['a person replies: quiet begins', personReplied(), quiet, owned(), [{ name: 'quiet', at: NOW + 1_000 }]],
    [
      'a person replies again: quiet begins anew',
      personReplied(),
      quiet,
      peoples({ timers: { quiet: NOW } }),
      [{ name: 'quiet', at: NOW + 1_000 }],
    ],
    [
      'the customer writes to people: quiet goes on',
      customerSays('hi', { conversation: { status: 'people' } }),
      quiet,
      peoples({ timers: { quiet: NOW } }),
      [],
    ],
    [
      'closed: quiet ends',
      changed({ status: 'closed' }),
      quiet,
      peoples({ timers: { quiet: NOW } }),
      [{ name: 'quiet' }],
    ],
    [
      'a person replies: idle ends',
      personReplied(),
      idle,
      owned({ timers: { idle: NOW } }),
      [{ name: 'idle' }],
    ],
    ['nothing set, nothing to forget', personReplied(), idle, owned(), []],
    ['an answered customer costs no timer', customerSays('hi'), watchdog, owned(), []],
    [
      'an answer ends the watch',
      customerSays('hi'),
      watchdog,
      owned({ timers: { watchdog: NOW } }),
      [{ name: 'watchdog' }],
    ],
  ] as const)('%s', async (_name, event, attendance, state, timers) => {
    const outcome = await take(event, attendance, state);
    expect(outcome.timers).toEqual(timers);
  });

  it('remembers when they are due, so that one that was overtaken leads to nothing', async () => {
    const first = await take(customerSays('hi'), idle, owned());
    expect(first.state.attended?.timers).toEqual({ idle: NOW + 1_000 });
    const overtaken = await take(due('idle', NOW + 500), idle, first.state);
    expect(overtaken).toMatchObject({ replies: [], timers: [] });
    expect(overtaken.trace.reason).toContain('overtaken');
  });

  it('watches when the engine answers in its own time, and stops when it has', async () => {
    provider.react(async () => nlu({ repliesFollow: true }));
    const waiting = await take(customerSays('hi'), watchdog, owned());
    provider.react(async () =>
      nlu({ intent: { name: 'greet', score: 0.9 }, replies: [{ kind: 'text', text: 'Hi' }] }),
    );
    expect(waiting.timers).toEqual([{ name: 'watchdog', at: NOW + 60_000, payload: { cause: 'no-answer' } }]);
    const late: ConversationEvent = {
      kind: 'provider-replied',
      conversation: conversation(),
      at: NOW,
      replies: [{ kind: 'text', text: 'There you are.' }],
      engine: 'scripted',
    };
    expect((await take(late, watchdog, waiting.state)).timers).toEqual([{ name: 'watchdog' }]);
    const overdue = await take(due('watchdog', NOW + 60_000), watchdog, waiting.state);
    expect(overdue.handoff).toMatchObject({ reason: 'watchdog', farewell: 'Sorry.' });
  });

  it('watches for a message that the platform knows and no turn saw', async () => {
    const waits = { waitingSince: NOW - 5_000, lastMessage: { id: '9', by: 'customer' } } as const;
    const outcome = await take(changed(waits), watchdog, owned());
    expect(outcome.timers).toEqual([
      { name: 'watchdog', at: NOW + 55_000, payload: { cause: 'lost-message' } },
    ]);
  });
});

describe('is a message lost?', () => {
  const heard = (messageId: string, at: number) => owned({ heard: { messageId, at } });
  it.each([
    ['nobody waits', { lastMessage: { id: '9', by: 'customer' } }, owned(), false],
    ['the bot spoke last', { waitingSince: NOW, lastMessage: { id: '9', by: 'bot' } }, owned(), false],
    ['nothing is known of the last message', { waitingSince: NOW }, owned(), false],
    ['no turn saw any', { waitingSince: NOW, lastMessage: { id: '9', by: 'customer' } }, owned(), true],
    [
      'a turn saw it',
      { waitingSince: NOW, lastMessage: { id: '9', by: 'customer' } },
      heard('9', NOW),
      false,
    ],
    [
      'a turn saw an earlier one',
      { waitingSince: NOW, lastMessage: { id: '9', by: 'customer' } },
      heard('8', NOW - 9_000),
      true,
    ],
    [
      'in the same second',
      { waitingSince: NOW, lastMessage: { id: '9', by: 'customer' } },
      heard('8', NOW + 400),
      true,
    ],
    [
      'a turn saw a later one',
      { waitingSince: NOW, lastMessage: { id: '9', by: 'customer' } },
      heard('10', NOW + 4_000),
      false,
    ],
  ] as const)('%s', (_name, shown, state, lost) => {
    expect(isLost(conversation(shown), state)).toBe(lost);
  });
});

describe('what a timer that is due leads to', () => {
  it('quiet: the bot takes the conversation back', async () => {
    const state = peoples({ timers: { quiet: NOW } });
    const assignee = { kind: 'person', id: '21' } as const;
    const outcome = await take(due('quiet', NOW, { status: 'people', assignee }), quiet, state);
    expect(outcome).toMatchObject({
      replies: [{ kind: 'text', text: 'Back.' }],
      actions: [{ kind: 'set-status', status: 'bot' }],
      state: { owner: 'bot', formerAssignee: '21', attended: { timers: {} } },
    });
    const next = customerSays('hi', { at: NOW + 5_000, conversation: { assignee } });
    expect((await take(next, quiet, outcome.state)).trace.decision).toBe('answered');
  });

  it.each(['paused', 'closed'] as const)('quiet: what is %s stays as it is', async (status) => {
    const outcome = await take(due('quiet', NOW, { status }), quiet, peoples({ timers: { quiet: NOW } }));
    expect(outcome).toMatchObject({ replies: [], actions: [], state: { owner: 'people' } });
  });

  it('idle: a reminder keeps what stands in front of the customer, then the end', async () => {
    const offered = { options: [{ title: 'A', value: 'a' }], at: NOW };
    const state = { ...owned({ timers: { idle: NOW } }), offered };
    const reminded = await take(due('idle'), { ...idle }, state);
    // Without a stage it is the end; the stage travels with the timer.
    expect(reminded.actions).toEqual([{ kind: 'resolve' }]);
    const event = { ...due('idle'), payload: { stage: 'remind' } } as ConversationEvent;
    const outcome = await take(event, idle, state);
    expect(outcome).toMatchObject({
      replies: [{ kind: 'text', text: 'There?' }],
      timers: [{ name: 'idle', at: NOW + 2_000, payload: { stage: 'end' } }],
      state: { offered, turns: 0, recent: [] },
    });
  });

  it('idle: silent while people have the conversation', async () => {
    const outcome = await take(
      due('idle', NOW, { status: 'people' }),
      idle,
      owned({ timers: { idle: NOW } }),
    );
    expect(outcome).toMatchObject({ replies: [], actions: [] });
  });

  it('watchdog: nobody waits any more', async () => {
    const event = { ...due('watchdog'), payload: { cause: 'lost-message' } } as ConversationEvent;
    const outcome = await take(event, watchdog, owned({ timers: { watchdog: NOW } }));
    expect(outcome.handoff).toBeUndefined();
  });

  it('a timer that there is not', async () => {
    expect((await take(due('tea'), idle, owned())).trace.reason).toBe('no use for timer tea');
  });
});
