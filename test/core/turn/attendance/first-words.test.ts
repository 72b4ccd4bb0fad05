import { describe, expect, it } from 'vitest';
import { createMustacheTemplates } from '../../../../src/config/mustache-templates.ts';
import type { AttendancePolicy, WelcomePolicy } from '../../../../src/core/model/attendance.ts';
import type { ConversationEvent } from '../../../../src/core/model/gateway-event.ts';
import { type ConversationState, createState } from '../../../../src/core/model/state.ts';
import type { ProviderCapabilities } from '../../../../src/core/ports/provider.ts';
import { runTurn } from '../../../../src/core/turn/run-turn.ts';
import { conversation, customerSays, NOW, nlu, policy } from '../../../support/builders.ts';
import { scriptedProvider } from '../../../support/scripted-provider.ts';

function house(attendance: AttendancePolicy, capabilities: Partial<ProviderCapabilities> = {}) {
  const provider = scriptedProvider(capabilities);
  provider.react(async ({ content }) =>
    nlu({
      intent: { name: 'greet', score: 0.9 },
      replies: [{ kind: 'text', text: `heard ${content.kind}` }],
      session: content.kind,
    }),
  );
  const take = (event: ConversationEvent, state?: ConversationState) =>
    runTurn(
      {
        turnId: 'turn',
        event,
        policy: policy(attendance),
        acceptedAt: NOW,
        attempt: 1,
        ...(state && { state }),
      },
      {
        provider,
        fetch: async () => ({ ok: false, code: 'FETCH_FAILED', detail: 'none' }),
        templates: createMustacheTemplates(),
        clock: () => NOW,
        signal: new AbortController().signal,
      },
    );
  return { provider, take };
}

const welcome = (over: Partial<WelcomePolicy>): AttendancePolicy => ({
  welcome: { on: 'opened', replies: [], createConversation: false, ...over },
});
const opened = (lastMessage?: 'customer' | 'bot' | 'platform') =>
  customerSays(
    { kind: 'opened' },
    { conversation: lastMessage ? { lastMessage: { id: '1', by: lastMessage } } : {} },
  );
const said = (outcome: { replies: readonly { kind: string }[] }) =>
  outcome.replies.map((reply) => ('text' in reply ? reply.text : reply.kind));

describe('the engine greets', () => {
  it('is told that the chat was opened', async () => {
    const { provider, take } = house(welcome({ event: { kind: 'opened' } }));
    const outcome = await take(opened());
    expect(said(outcome)).toEqual(['heard opened']);
    expect(provider.asked.map(({ content, turnId }) => [content.kind, turnId])).toEqual([
      ['opened', 'turn/welcome'],
    ]);
    expect(outcome.state).toMatchObject({ attended: { welcomed: true }, session: { data: 'opened' } });
  });

  it('by an event of its own, before it is asked for the answer', async () => {
    const event = { kind: 'event', name: 'WELCOME' } as const;
    const { provider, take } = house(welcome({ on: 'first-message', event }));
    const outcome = await take(customerSays('hello'));
    expect(said(outcome)).toEqual(['heard event', 'heard text']);
    expect(provider.asked.map(({ content, session }) => [content.kind, session])).toEqual([
      ['event', undefined],
      ['text', 'event'],
    ]);
  });
});

describe('a welcome is said once, and never late', () => {
  const hello = welcome({ replies: [{ text: 'Hello{{#contact.name}} {{contact.name}}{{/contact.name}}!' }] });

  it.each([
    ['nobody has spoken', opened(), ['Hello!']],
    ['the customer has', opened('customer'), []],
    ['the bot has', opened('bot'), []],
    ['the platform has', opened('platform'), []],
  ] as const)('%s', async (_name, event, replies) => {
    expect(said(await house(hello).take(event))).toEqual(replies);
  });

  it('not again', async () => {
    const { take } = house(hello);
    const first = await take(opened());
    expect(said(await take(opened(), first.state))).toEqual([]);
  });

  it('not to a talk that goes on', async () => {
    const { take } = house(welcome({ on: 'created', replies: [{ text: 'Hello!' }] }));
    const state = { ...createState('s', NOW), turns: 3 };
    expect(said(await take(customerSays('and?'), state))).toEqual(['heard text']);
  });
});

describe('back again', () => {
  const returns = { returns: { text: 'Back.', reopenText: 'Again.' } };
  const people = {
    ...createState('s', NOW - 9),
    owner: 'people',
    seen: { status: 'people', at: NOW - 5 },
  } as const;
  const closed = { ...people, owner: 'bot', seen: { status: 'closed', at: NOW - 5 } } as const;
  const changed: ConversationEvent = { kind: 'conversation-changed', conversation: conversation(), at: NOW };

  it.each([
    ['pushed back', changed, people, ['Back.']],
    ['pushed back, seen with the next message only', customerSays('hi'), people, ['Back.', 'heard text']],
    ['re-opened', changed, closed, ['Again.']],
    ['re-opened, seen with the message', customerSays('hi'), closed, ['Again.', 'heard text']],
  ] as const)('%s', async (_name, event, state, replies) => {
    expect(said(await house(returns).take(event, state))).toEqual(replies);
  });
});

describe('suggestions', () => {
  const assist = { assist: { minScore: 0.6, everyMs: 0 } };
  const toPeople = customerSays('hi', { conversation: { status: 'people' } });

  it('ask for understanding only', async () => {
    const { provider, take } = house(assist);
    const outcome = await take(toPeople);
    expect(provider.asked.map(({ purpose }) => purpose)).toEqual(['understand']);
    expect(outcome).toMatchObject({ replies: [], actions: [{ kind: 'note' }] });
    expect(outcome.state.session).not.toHaveProperty('data');
  });

  it('never ask an engine whose dialogue would move', async () => {
    const { provider, take } = house(assist, { understands: false });
    expect((await take(toPeople)).actions).toEqual([]);
    expect(provider.asked).toEqual([]);
  });

  it('are not worth a second try', async () => {
    const { provider, take } = house(assist);
    provider.react(() => Promise.reject(new Error('down')));
    expect(await take(toPeople)).toMatchObject({ actions: [], trace: { decision: 'silent' } });
  });
});
