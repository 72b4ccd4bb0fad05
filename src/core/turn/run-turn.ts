/**
 * One turn, as a straight line: whose turn is it → what did the customer say → answer in the flow that waits, or
 * freely → conclude. Each step is a tested function in a file of its own; this one holds no rule.
 *
 * Nothing is sent and nothing is stored here: the outcome is planned into calls and committed by the caller, so a
 * turn that fails halfway can be repeated.
 */
import type { ConversationState } from '../model/state.ts';
import type { Outcome } from '../model/turn.ts';
import { answerFreely } from './answer-freely.ts';
import { answerInFlow } from './answer-in-flow.ts';

import { goOnAfterProof } from './at-gate.ts';
import { obeyCommand } from './attendance/agent-commands.ts';
import { suggest } from './attendance/assist.ts';
import { concludeAsking, hearFeedback } from './attendance/feedback.ts';
import { concludeFirstWords, type Returned, sayFirstWords } from './attendance/first-words.ts';
import { answerTimer, withTimers } from './attendance/timers.ts';
import { concludeSilently } from './conclude-turn.ts';
import { hideSecret } from './hide-secret.ts';
import { leaveSession } from './leave-session.ts';
import { mayAnswer } from './may-answer.ts';
import { noteCut } from './note-cut.ts';
import { recordShadow } from './record-shadow.ts';
import { relayProviderReply, withoutNews } from './relay-provider-reply.ts';
import { resolveChoice } from './resolve-choice.ts';
import { openState, renewSession } from './session.ts';
import { settleHandoff } from './settle-handoff.ts';
import { createTraceRecorder } from './trace-recorder.ts';
import type { CustomerTurn, Turn, TurnInput, TurnPorts, Verdict } from './turn.ts';
import { viewAfter, withWriteBack } from './write-back.ts';

type CustomerSpoke = Extract<TurnInput['event'], { kind: 'customer-spoke' }>;

/** @throws GatewayError when the turn should be tried again later. */
export async function runTurn(input: TurnInput, ports: TurnPorts): Promise<Outcome> {
  const outcome = await decideTurn(beginTurn(input, ports));
  return withTimers(input, outcome, ports.clock());
}

async function decideTurn(turn: Turn): Promise<Outcome> {
  const { input } = turn;
  const { event } = input;
  if (event.kind === 'shadow-answered') return recordShadow(turn, event);
  const ownMove = event.kind === 'provider-replied' || event.kind === 'timer-due';
  const seen = ownMove ? withoutNews(event, turn.state) : event;
  const ownership = mayAnswer(seen, turn.state, turn.policy, input.acceptedAt);
  const owned = { ...turn, state: stateFor(ownership.returned, ownership.state, turn) };
  const { session } = turn.state;
  if (owned.state.session.id !== session.id || isClosedNow(owned, turn)) await leaveSession(turn, session.id);
  if (ownership.returned) turn.trace.step('returned-to-bot', { how: ownership.returned });
  if (event.kind === 'timer-due') return answerTimer(owned, event, ownership.silent);
  const obeyed = event.kind === 'note-written' ? obeyCommand(owned, event) : undefined;
  if (obeyed) return obeyed;
  if (ownership.silent !== undefined) return keepSilent(owned, ownership.silent);
  switch (event.kind) {
    case 'customer-spoke':
      return answerCustomer(owned, event, ownership.returned);
    case 'provider-replied':
      return relayProviderReply(owned, event);
    case 'conversation-changed':
      return concludeFirstWords(owned, ownership.returned);
    case 'note-written':
      return concludeSilently(owned, 'notes are not answered');
    case 'person-replied':
      return concludeSilently(owned, 'a person replied');
  }
}

async function answerCustomer(turn: Turn, event: CustomerSpoke, returned: Returned): Promise<Outcome> {
  if (event.utterance.content.kind === 'opened') return concludeFirstWords(turn, returned);
  const first = await sayFirstWords(turn, returned);
  const spoken = asSpoken({ ...turn, state: first.state }, event);
  const { content } = spoken;
  const verdict = hearFeedback(spoken) ?? (await answer(spoken));
  const proved = await goOnAfterProof(spoken, verdict, answerFreely);
  const whole = withWriteBack(spoken, proved, viewAfter(spoken, proved));
  const kept = { ...spoken, content: hideSecret(content, turn.state, turn.policy) };
  const settled = await settleHandoff(kept, whole);
  return concludeAsking(kept, { ...settled, replies: [...first.replies, ...settled.replies] });
}

function answer(turn: CustomerTurn): Promise<Verdict> {
  return turn.state.flow ? answerInFlow(turn, turn.state.flow) : answerFreely(turn);
}

/** People have the conversation; they may want to know what the bot would say. */
async function keepSilent(turn: Turn, why: string): Promise<Outcome> {
  const { event } = turn.input;
  const speaks = event.kind === 'customer-spoke' && event.utterance.content.kind !== 'opened';
  return speaks ? suggest(asSpoken(turn, event), why) : concludeSilently(turn, why);
}

function asSpoken(turn: Turn, { utterance }: CustomerSpoke): CustomerTurn {
  turn.trace.warn(noteCut(utterance));
  return { ...turn, utterance, content: resolveChoice(utterance.content, turn.state.offered) };
}

function isClosedNow({ state, policy }: Turn, before: Turn): boolean {
  const closed = state.seen?.status === 'closed' && before.state.seen?.status !== 'closed';
  return closed && policy.freshSessionAfterClose;
}

function beginTurn(input: TurnInput, ports: TurnPorts): Turn {
  const { conversation } = input.event;
  return {
    input,
    ports,
    policy: input.policy,
    conversation,
    state: input.state ?? openState(conversation, input.acceptedAt),
    trace: createTraceRecorder(ports.clock),
  };
}

function stateFor(returned: Returned, state: ConversationState, turn: Turn): ConversationState {
  const fresh = returned === 'reopened' && turn.policy.freshSessionAfterClose;
  return fresh ? renewSession(state, turn.conversation, turn.input.acceptedAt) : state;
}
