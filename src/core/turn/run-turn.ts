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
import { concludeSilently, concludeTurn } from './conclude-turn.ts';
import { hideSecret } from './hide-secret.ts';
import { leaveSession } from './leave-session.ts';
import { mayAnswer } from './may-answer.ts';
import { relayProviderReply, withoutNews } from './relay-provider-reply.ts';
import { resolveChoice } from './resolve-choice.ts';
import { openState, renewSession } from './session.ts';
import { settleHandoff } from './settle-handoff.ts';
import { createTraceRecorder } from './trace-recorder.ts';
import type { Turn, TurnInput, TurnPorts } from './turn.ts';

/** @throws GatewayError when the turn should be tried again later. */
export async function runTurn(input: TurnInput, ports: TurnPorts): Promise<Outcome> {
  const outcome = await decideTurn(beginTurn(input, ports));
  return withTimers(input, outcome, ports.clock());
}

async function decideTurn(turn: Turn): Promise<Outcome> {
  const { input } = turn;
  const { event } = input;
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

async function answerCustomer(
  turn: Turn,
  event: Extract<TurnInput['event'], { kind: 'customer-spoke' }>,
): Promise<Outcome> {
  const { utterance } = event;
  if (utterance.content.kind === 'opened')
    return concludeSilently(turn, 'the chat was opened; no welcome is configured');
  const content = resolveChoice(utterance.content, turn.state.offered);
  const spoken = { ...turn, utterance, content };
  const verdict = await (turn.state.flow ? answerInFlow(spoken, turn.state.flow) : answerFreely(spoken));
  const proved = await goOnAfterProof(spoken, verdict, answerFreely);
  const kept = { ...spoken, content: hideSecret(content, turn.state, turn.policy) };
  return concludeTurn(kept, await settleHandoff(kept, proved));
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

function stateFor(
  returned: 'pushed-back' | 'reopened' | undefined,
  state: ConversationState,
  turn: Turn,
): ConversationState {
  const fresh = returned === 'reopened' && turn.policy.freshSessionAfterClose;
  return fresh ? renewSession(state, turn.conversation, turn.input.acceptedAt) : state;
}
