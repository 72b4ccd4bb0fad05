/** What happens at the gate: pass, prove who you are, or no further. And what happens once it is proved. */
import type { ConversationState, FlowState } from '../model/state.ts';
import { checkGate, isLocked, provedValue, type Visitor } from './identity-gate.ts';
import type { CustomerTurn, Turn, Verdict } from './turn.ts';

/** What is asked for; everything named is looked at. */
export interface Wish {
  readonly intent?: string;
  readonly flow?: string;
}

/** Puts the question of the flow that checks a code: begins it, or asks again when it waits already. */
type AskForCode = (flow: string) => Promise<Verdict | undefined>;

/** Undefined: the gate is open. Else what is said instead of the answer. */
export async function barAtGate(
  turn: CustomerTurn,
  wish: Wish,
  askForCode: AskForCode,
): Promise<Verdict | undefined> {
  const { identity } = turn.policy;
  const need =
    (wish.intent === undefined ? undefined : identity.intents.get(wish.intent)) ??
    (wish.flow === undefined ? undefined : identity.flows.get(wish.flow));
  const gate = checkGate(need, visitorOf(turn), identity);
  if (gate.kind === 'open') return undefined;
  turn.trace.step('identity-gate', { ...wish, need: need ?? 'nothing', gate: gate.kind });
  switch (gate.kind) {
    case 'ask-for-code': {
      const asked = await askForCode(gate.flow);
      const noWayIn = 'the visitor would have to prove who they are, and the flow for that is missing';
      return asked ? { ...asked, wanted: turn.content } : toPeople(noWayIn);
    }
    case 'log-in':
      return say(identity.loginText, 'the visitor has not proved who they are');
    case 'locked':
      return lockedOut(turn);
    case 'people':
      return toPeople('the visitor has not proved who they are');
  }
}

/** The verdict when no more codes are taken. */
export function lockedOut({ policy: { identity } }: Turn): Verdict {
  const why = `${identity.attempts} wrong codes: none is taken for a while`;
  return identity.otherwise === 'handoff' ? toPeople(why) : say(identity.lockedText, why);
}

export function isLockedOut(turn: Turn): boolean {
  return isLocked(visitorOf(turn));
}

export function visitorOf({ conversation, state, input }: Turn): Visitor {
  return {
    contact: conversation.contact.id,
    verified: conversation.contact.verified,
    session: state.session.id,
    ...(state.identity && { identity: state.identity }),
    at: input.acceptedAt,
  };
}

/**
 * Once a code was right, what the visitor had wanted is answered as if it had been said now. The engine is asked
 * again, since what it said before the proof was not shown.
 */
export async function goOnAfterProof(
  turn: CustomerTurn,
  verdict: Verdict,
  answer: (turn: CustomerTurn) => Promise<Verdict>,
): Promise<Verdict> {
  const { wanted, flow: _flow, ...state } = turn.state;
  const proved = { ...turn, state: { ...state, ...(verdict.identity && { identity: verdict.identity }) } };
  const isProved = verdict.identity !== undefined && provedValue(visitorOf(proved)) !== undefined;
  if (!wanted || !isProved || verdict.flow !== null || verdict.handoff) return verdict;
  turn.trace.step('identity-proved');
  const next = await answer({ ...proved, content: wanted });
  return {
    ...next,
    replies: [...verdict.replies, ...next.replies],
    actions: [...verdict.actions, ...next.actions],
    flow: next.flow ?? null,
    identity: next.identity ?? verdict.identity,
  };
}

/** What the state remembers of it. A wish is kept only while the code is waited for. */
export function identityAfter(
  turn: CustomerTurn,
  verdict: Verdict,
  flow: FlowState | undefined,
): Pick<ConversationState, 'identity' | 'wanted'> {
  const identity = verdict.identity ?? turn.state.identity;
  const wanted = verdict.wanted ?? turn.state.wanted;
  const waits = flow !== undefined && flow.flow === turn.policy.identity.codeFlow;
  return { ...(identity && { identity }), ...(waits && wanted && { wanted }) };
}

function say(text: string, reason: string): Verdict {
  return {
    decision: 'answered',
    reason,
    replies: [{ kind: 'text', text }],
    actions: [],
    answeredBy: { kind: 'policy' },
    understood: true,
  };
}

function toPeople(reason: string): Verdict {
  return {
    decision: 'handed-off',
    reason,
    replies: [],
    actions: [],
    answeredBy: { kind: 'nobody' },
    handoff: { reason: 'rule' },
    flow: null,
    understood: true,
  };
}
