/**
 * When a turn decides for people: outside the opening hours the bot may keep the conversation, or ask first how the
 * customer can be reached. One step of the conductor, between verdict and outcome.
 *
 * While contact details are collected (`state.collecting`) the flow that asks is the bot's last errand: its end, or a
 * second wish for people, hands over for the reason of the first; another flow in its place means that the customer
 * has thought better of it.
 */
import type { HandoffHours } from '../model/bot.ts';
import { emptyNluResult } from '../model/nlu-result.ts';
import type { ConversationState } from '../model/state.ts';
import { directTurn } from './direct-turn.ts';
import { beginFlow } from './drive-flow.ts';
import { peopleAreThere } from './handoff-rules.ts';
import type { CustomerTurn, Verdict } from './turn.ts';

type Collecting = NonNullable<ConversationState['collecting']>;
type HandoffVerdict = Verdict & { readonly handoff: NonNullable<Verdict['handoff']> };

export async function settleHandoff(turn: CustomerTurn, decided: Verdict): Promise<Verdict> {
  const verdict = withCollected(turn, decided);
  if (!isHandoff(verdict)) return verdict;
  if (turn.state.owner === 'people') return alreadyWithPeople(turn, verdict);
  const { hours } = turn.policy.handoff;
  if (!hours || turn.state.collecting || peopleAreThere(turn.policy, turn.input.acceptedAt)) return verdict;
  turn.trace.step('outside-hours', { when_closed: hours.whenClosed });
  switch (hours.whenClosed) {
    case 'open':
      return verdict;
    case 'stay':
      return keepWithBot(turn, verdict);
    case 'collect':
      return (await collect(turn, verdict, hours)) ?? verdict;
  }
}

function isHandoff(verdict: Verdict): verdict is HandoffVerdict {
  return verdict.handoff !== undefined;
}

/** A second wish for the same thing: what was done is not done again. */
function alreadyWithPeople(turn: CustomerTurn, { handoff: _handoff, ...rest }: HandoffVerdict): Verdict {
  turn.trace.step('already-handed-over');
  return { ...rest, decision: rest.replies.length > 0 ? 'answered' : 'silent' };
}

function keepWithBot(turn: CustomerTurn, verdict: HandoffVerdict): Verdict {
  const { handoff: _handoff, ...rest } = verdict;
  return {
    ...rest,
    decision: 'answered',
    reason: `${rest.reason}; nobody is there, and the bot stays`,
    replies: [...rest.replies, ...closedText(turn, verdict)],
    answeredBy: { kind: 'policy' },
    // The row of misses has led to its end; the next one begins anew.
    understood: true,
  };
}

/** Undefined: the flow cannot begin, so that people have to be called without it. */
async function collect(
  turn: CustomerTurn,
  verdict: HandoffVerdict,
  { collectFlow = '' }: HandoffHours,
): Promise<Verdict | undefined> {
  const { handoff, ...rest } = verdict;
  const begun = await beginFlow(turn, collectFlow, rest.nlu ?? emptyNluResult);
  if (!begun?.flow) return undefined;
  return {
    ...rest,
    decision: 'answered',
    reason: `${rest.reason}; nobody is there, contact details are collected first`,
    replies: [...rest.replies, ...closedText(turn, verdict), ...begun.replies],
    actions: [...rest.actions, ...begun.actions],
    answeredBy: begun.answeredBy,
    flow: begun.flow,
    understood: true,
    collecting: { flow: collectFlow, reason: handoff.reason, why: rest.reason },
  };
}

function withCollected(turn: CustomerTurn, verdict: Verdict): Verdict {
  const { collecting } = turn.state;
  if (!collecting) return verdict;
  if (verdict.handoff) return { ...verdict, handoff: { ...verdict.handoff, reason: collecting.reason } };
  const flow = verdict.flow === undefined ? turn.state.flow : (verdict.flow ?? undefined);
  if (!flow) return asked(verdict, collecting);
  return flow.flow === collecting.flow ? { ...verdict, collecting } : verdict;
}

function asked(verdict: Verdict, { reason, why }: Collecting): Verdict {
  return {
    ...verdict,
    decision: 'handed-off',
    reason: `${why}; asked how to reach the customer first`,
    handoff: { reason },
    flow: null,
  };
}

function closedText(turn: CustomerTurn, verdict: HandoffVerdict) {
  const { farewell } = directTurn(turn, verdict, verdict.handoff);
  return farewell === '' ? [] : [{ kind: 'text', text: farewell } as const];
}
