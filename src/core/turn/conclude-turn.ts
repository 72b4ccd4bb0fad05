/** From verdict to outcome: the state that follows, the handoff in full, the trace. Nothing is decided here. */
import type { Handoff, HandoffReason } from '../model/handoff.ts';
import { type Reply, replyAsText } from '../model/reply.ts';
import { type ConversationState, RECENT_TURNS_KEPT } from '../model/state.ts';
import type { Outcome, TurnTrace } from '../model/turn.ts';
import { type Option, utteranceText } from '../model/utterance.ts';
import { hideInTrace, masksAfter } from '../privacy/engine-privacy.ts';
import { askedEngine } from './ask-engine.ts';
import { identityAfter } from './at-gate.ts';
import { holdForLater } from './clarified-choice.ts';
import { countTurn, forgetMisses } from './count-misses.ts';
import { directTurn } from './direct-turn.ts';
import { contextOf } from './engine-context.ts';
import { writeHandoffNote } from './handoff-note.ts';
import { handOver } from './may-answer.ts';
import type { CustomerTurn, Turn, Verdict } from './turn.ts';

/** Long enough to recall, short enough to keep. */
const RECENT_TEXT_LENGTH = 500;

export function concludeTurn(turn: CustomerTurn, verdict: Verdict): Outcome {
  const directed = verdict.handoff && directTurn(turn, verdict, verdict.handoff);
  const handoff = verdict.handoff && toHandoff(turn, verdict, verdict.handoff.reason, directed?.farewell);
  return {
    causedAt: turn.utterance.at,
    state: nextState(turn, verdict),
    replies: verdict.replies,
    actions: [...verdict.actions, ...(directed?.actions ?? [])],
    ...(handoff && { handoff }),
    timers: [],
    ...(verdict.nlu?.repliesFollow && verdict.replies.length === 0 && { repliesFollow: true }),
    trace: hideInTrace(customerTrace(turn, verdict), turn.policy.privacy, turn.state.masks),
  };
}

/** A turn in which the bot has nothing to say. */
export function concludeSilently(turn: Turn, reason: string): Outcome {
  return {
    state: turn.state,
    replies: [],
    actions: [],
    timers: [],
    trace: baseTrace(turn, 'silent', reason),
  };
}

function toHandoff(
  turn: CustomerTurn,
  verdict: Verdict,
  reason: HandoffReason,
  farewell: string | undefined,
): Handoff {
  return {
    reason,
    ...(farewell && { farewell }),
    note: writeHandoffNote(turn, verdict, reason, farewell),
  };
}

function nextState(turn: CustomerTurn, verdict: Verdict): ConversationState {
  const at = turn.input.acceptedAt;
  const kept = standing(turn.state);
  const flow = verdict.flow === undefined ? turn.state.flow : (verdict.flow ?? undefined);
  const options = offeredBy(verdict.replies);
  const state: ConversationState = {
    ...kept,
    ...(flow && { flow }),
    ...(options.length > 0 && { offered: { options, at } }),
    ...(verdict.replies.some(asksForForm) && { awaitsForm: true }),
    session: { ...kept.session, ...(verdict.nlu?.session !== undefined && { data: verdict.nlu.session }) },
    ...countTurn(turn.state, verdict, at, turn.policy.confidence, askedEngine(turn)),
    ...(verdict.decision === 'clarified' &&
      verdict.nlu && { clarifying: { heard: holdForLater(verdict.nlu) } }),
    ...(verdict.collecting && { collecting: verdict.collecting }),
    ...identityAfter(turn, verdict, flow),
    ...masksOf(turn),
    ...(verdict.written && { written: verdict.written }),
    turns: kept.turns + 1,
    recent: [...kept.recent, recentTurn(turn, verdict)].slice(-RECENT_TURNS_KEPT),
  };
  return verdict.handoff ? handOver(state, at) : state;
}

function masksOf(turn: CustomerTurn): Pick<ConversationState, 'masks'> {
  const masks = masksAfter(turn.content, contextOf(turn), turn.policy.privacy, turn.state.masks);
  return masks ? { masks } : {};
}

function asksForForm({ kind }: Reply): boolean {
  return kind === 'form' || kind === 'ask-email';
}

/** What of the last turn still stands. Questions stand for one turn. */
function standing(state: ConversationState) {
  const {
    flow: _flow,
    offered: _offered,
    awaitsForm: _awaitsForm,
    clarifying: _clarifying,
    collecting: _collecting,
    wanted: _wanted,
    ...kept
  } = forgetMisses(state);
  return kept;
}

/** The options that now stand in front of the customer, in the order shown. */
export function offeredBy(replies: readonly Reply[]): readonly Option[] {
  return replies.flatMap((reply): readonly Option[] => {
    if (reply.kind === 'choices') return reply.options;
    if (reply.kind !== 'cards') return [];
    return reply.cards.flatMap((card) =>
      card.actions.flatMap((action) =>
        action.kind === 'choice' ? [{ title: action.text, value: action.value }] : [],
      ),
    );
  });
}

function recentTurn(turn: CustomerTurn, verdict: Verdict): ConversationState['recent'][number] {
  const { intent } = verdict.nlu ?? {};
  return {
    at: turn.utterance.at,
    customer: utteranceText(turn.content).slice(0, RECENT_TEXT_LENGTH),
    bot: verdict.replies.map(replyAsText).join('\n').slice(0, RECENT_TEXT_LENGTH),
    ...(intent && { intent: intent.name }),
    ...(intent?.score !== undefined && { score: intent.score }),
  };
}

function customerTrace(turn: CustomerTurn, verdict: Verdict): TurnTrace {
  const { nlu } = verdict;
  const flow = verdict.flow ?? turn.state.flow;
  return {
    ...baseTrace(turn, verdict.decision, verdict.reason),
    utterance: utteranceText(turn.content),
    ...(nlu?.intent && { intent: nlu.intent }),
    alternatives: nlu?.alternatives ?? [],
    entities: nlu?.entities ?? [],
    ...(flow && { flow: { name: flow.flow, step: flow.step } }),
    answeredBy: verdict.answeredBy,
    ...(verdict.handoff && { handoff: verdict.handoff.reason }),
  };
}

function baseTrace(turn: Turn, decision: TurnTrace['decision'], reason: string): TurnTrace {
  return {
    id: turn.input.turnId,
    event: turn.input.event.kind,
    ...(turn.input.attempt > 1 && { attempts: turn.input.attempt }),
    at: turn.input.acceptedAt,
    durationMs: turn.ports.clock() - turn.trace.startedAt,
    decision,
    reason,
    alternatives: [],
    entities: [],
    answeredBy: { kind: 'nobody' },
    ...turn.trace.read(),
  };
}
