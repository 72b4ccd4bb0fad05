/** What an engine says by itself, as one turn: plain values in, outcome out. */
import { describe, expect, it } from 'vitest';
import { createMustacheTemplates } from '../../../src/config/mustache-templates.ts';
import type { ConversationEvent } from '../../../src/core/model/gateway-event.ts';
import { type ConversationState, createState } from '../../../src/core/model/state.ts';
import type { Outcome } from '../../../src/core/model/turn.ts';
import type { Provider } from '../../../src/core/ports/provider.ts';
import { runTurn } from '../../../src/core/turn/run-turn.ts';
import { conversation, NOW, policy } from '../../support/builders.ts';
import { scriptedProvider } from '../../support/scripted-provider.ts';

type Late = Extract<ConversationEvent, { kind: 'provider-replied' }>;

const seen = { status: 'bot', at: NOW - 60_000 } as const;
const before: ConversationState = { ...createState('hotel-1-312-abc', NOW - 90_000), seen };
const options = [{ title: 'Yes', value: '/affirm' }];

function late(over: Partial<Late> = {}): Late {
  return {
    kind: 'provider-replied',
    conversation: conversation(),
    at: NOW,
    engine: 'scripted',
    sessionId: 'hotel-1-312-abc',
    replies: [{ kind: 'text', text: 'Your taxi is here.' }],
    ...over,
  };
}

function relay(
  event: ConversationEvent,
  state = before,
  provider: Provider = scriptedProvider(),
): Promise<Outcome> {
  const input = { turnId: 'late-1', event, state, policy: policy(), acceptedAt: NOW, attempt: 1 };
  const fetch = async () => ({ ok: false, code: 'none', detail: 'none' }) as const;
  const signal = new AbortController().signal;
  return runTurn(input, { provider, fetch, templates: createMustacheTemplates(), clock: () => NOW, signal });
}

describe('what an engine says by itself', () => {
  it('is said in a conversation of the bot’s', async () => {
    const { replies, trace } = await relay(late());
    expect(replies).toEqual([{ kind: 'text', text: 'Your taxi is here.' }]);
    expect(trace).toMatchObject({ decision: 'answered', answeredBy: { kind: 'engine', engine: 'scripted' } });
  });

  it.each<[string, Partial<Late>, Partial<ConversationState>, RegExp]>([
    ['people own the conversation', {}, { owner: 'people' }, /people own the conversation/],
    ['a person has it now', { conversation: conversation({ status: 'people' }) }, {}, /is with people/],
    [
      'somebody is assigned',
      { conversation: conversation({ assignee: { kind: 'person', id: '3' } }) },
      {},
      /a person is assigned/,
    ],
    ['it is closed', { conversation: conversation({ status: 'closed' }) }, {}, /is with closed/],
    ['it is of an earlier session', { sessionId: 'hotel-1-312-aaa' }, {}, /belongs to an earlier session/],
    ['another engine serves', { engine: 'lex' }, {}, /dropped what lex said late: scripted serves/],
    ['it says nothing', { replies: [] }, {}, /said nothing that could be shown/],
  ])('is dropped, with the reason, when %s', async (_, event, state, reason) => {
    const outcome = await relay(late(event), { ...before, ...state });
    expect(outcome).toMatchObject({ replies: [], actions: [], trace: { decision: 'silent' } });
    expect(outcome.handoff).toBeUndefined();
    expect(outcome.trace.reason).toMatch(reason);
  });

  it('is said when a fallback says it', async () => {
    const provider = { ...scriptedProvider(), speakers: ['scripted', 'lex'] };
    const { replies, trace } = await relay(late({ engine: 'lex' }), before, provider);
    expect(replies).toHaveLength(1);
    expect(trace.answeredBy).toEqual({ kind: 'engine', engine: 'lex' });
  });

  it('is no news: a change of status that was on its way still counts when it comes', async () => {
    const { state } = await relay(late());
    expect(state.seen).toEqual(seen);
    const at = NOW - 100;
    const changed = {
      kind: 'conversation-changed',
      conversation: conversation({ status: 'people' }),
      at,
    } as const;
    const after = await relay(changed, state);
    expect(after.state.owner).toBe('people');
  });

  it('leaves the question that stands, unless it asks another', async () => {
    const asked = { ...before, offered: { options, at: NOW - 1_000 }, awaitsForm: true };
    expect((await relay(late(), asked)).state).toMatchObject({ offered: { options }, awaitsForm: true });
    const others = [{ title: 'A', value: 'a' }];
    const again = late({ replies: [{ kind: 'choices', text: 'Which?', options: others }] });
    expect((await relay(again, asked)).state.offered?.options).toEqual(others);
    const handed = await relay(late({ handoff: {} }), asked);
    expect(handed.state.offered).toBeUndefined();
    expect(handed.state.awaitsForm).toBeUndefined();
  });

  it('hands over and closes', async () => {
    expect(await relay(late({ handoff: { note: 'customs' } }))).toMatchObject({
      handoff: { reason: 'engine' },
      state: { owner: 'people' },
      trace: { decision: 'handed-off', reason: 'the engine asked for a person: customs' },
    });
    expect((await relay(late({ ended: { resolve: true } }))).actions).toContainEqual({ kind: 'resolve' });
  });

  it('is remembered by the engine’s own session', async () => {
    const provider: Provider = {
      ...scriptedProvider(),
      afterLateReply: (session, replies, engine) => ({
        session: session ?? null,
        said: replies.length,
        engine,
      }),
    };
    const { state } = await relay(late(), before, provider);
    expect(state.session.data).toEqual({ session: null, said: 1, engine: 'scripted' });
  });
});

describe('what a shadow made of an utterance', () => {
  const shadow: Extract<ConversationEvent, { kind: 'shadow-answered' }> = {
    kind: 'shadow-answered',
    conversation: conversation(),
    at: NOW,
    engine: 'lex',
    sessionId: 'hotel-1-312-abc',
    turnId: 'turn-1',
    durationMs: 7,
    intent: { name: 'greet', score: 0.8 },
    shown: { engine: 'rasa', intent: { name: 'greet', score: 0.9 } },
    session: { turns: 2 },
  };
  const provider: Provider = {
    ...scriptedProvider(),
    adoptSession: (session, engine, own) => ({ before: session ?? null, [engine]: own }),
  };

  it('is recorded, and changes nothing but what the shadow remembers', async () => {
    const outcome = await relay(shadow, before, provider);
    expect(outcome).toMatchObject({ replies: [], actions: [] });
    expect(outcome.state).toEqual({
      ...before,
      session: { ...before.session, data: { before: null, lex: { turns: 2 } } },
    });
    expect(outcome.trace.steps[0]?.detail).toMatchObject({ turn: 'turn-1', agrees: true, score: 0.8 });
  });

  it('agrees with nothing when it failed', async () => {
    const { intent: _, session: __, ...failed } = shadow;
    const outcome = await relay(
      { ...failed, error: 'ENGINE_TIMEOUT', shown: { engine: 'rasa' } },
      before,
      provider,
    );
    expect(outcome.trace.steps[0]?.detail).toMatchObject({ agrees: false, error: 'ENGINE_TIMEOUT' });
    expect(outcome.state).toEqual(before);
  });

  it('is not remembered in another session', async () => {
    const outcome = await relay({ ...shadow, sessionId: 'hotel-1-312-aaa' }, before, provider);
    expect(outcome.state).toEqual(before);
  });
});
