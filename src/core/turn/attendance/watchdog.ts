/**
 * A customer who waits in vain goes to people. Two things are watched here, by a timer that survives restarts: an engine
 * that promised to answer later, and a message that never reached us (the platform says that somebody waits, and no
 * turn saw their message). Turns that take too long are ended by their deadline; answers that the platform refuses
 * come here as an event of their own (`refusedAnswer`).
 */
import type { Conversation } from '../../model/conversation.ts';
import type { ConversationEvent } from '../../model/gateway-event.ts';
import type { ConversationState } from '../../model/state.ts';
import type { Outcome } from '../../model/turn.ts';
import { concludeSilently } from '../conclude-turn.ts';
import type { Turn } from '../turn.ts';
import { concludeOwnMove } from './own-move.ts';
import {
  heldByPeople,
  isOver,
  isSet,
  type Moment,
  spoke,
  type TimerDue,
  type TimerKind,
  type TimerWish,
} from './timer-wish.ts';

export const watchdogTimer: TimerKind = { wish: watchdogWish, due: watchdogDue };

/** Why the customer may be waiting: the payload of the timer. */
type Cause = 'no-answer' | 'lost-message' | 'refused-answer';

const inWords: Readonly<Record<Cause, string>> = {
  'no-answer': 'the engine never answered',
  'lost-message': 'a message of the customer never reached the bot',
  'refused-answer': 'the platform refused what the bot answered',
};

/** The platform took no word of an answer: an event for the conversation's own line, so that people hear of it. */
export function refusedAnswer(conversation: Conversation, at: number): ConversationEvent {
  const cause: Cause = 'refused-answer';
  return { kind: 'timer-due', conversation, at, name: 'watchdog', payload: { cause } };
}

/** It was made by no timer, so that none can have overtaken it. */
export function isUntimed({ payload }: TimerDue): boolean {
  return payload['cause'] === 'refused-answer';
}

/** The platform counts who waits since when in whole seconds. */
const SECOND_MS = 1_000;

/** The customer waits, and the message that they wait for was seen by no turn. */
export function isLost({ waitingSince, lastMessage }: Conversation, state: ConversationState): boolean {
  const heard = state.attended?.heard;
  if (waitingSince === undefined || lastMessage?.by !== 'customer') return false;
  return heard === undefined || (heard.messageId !== lastMessage.id && heard.at < waitingSince + SECOND_MS);
}

function watchdogWish(moment: Moment): TimerWish {
  const { event, policy, outcome, now } = moment;
  const { state } = outcome;
  if (!policy.watchdog || isOver(moment) || heldByPeople(state, event.conversation)) return 'forget';
  const { afterMs } = policy.watchdog;
  if (event.kind === 'customer-spoke' && event.utterance.content.kind !== 'opened') {
    return outcome.repliesFollow ? { at: now + afterMs, payload: { cause: 'no-answer' } } : 'forget';
  }
  if (event.kind === 'provider-replied') return spoke(outcome) ? 'forget' : 'keep';
  if (event.kind === 'timer-due' || isSet(moment, 'watchdog') || !isLost(event.conversation, state))
    return 'keep';
  const { waitingSince = now } = event.conversation;
  return { at: Math.max(now, waitingSince + afterMs), payload: { cause: 'lost-message' } };
}

function watchdogDue(turn: Turn, event: TimerDue, silent: string | undefined): Outcome {
  const { policy, conversation, state } = turn;
  if (silent !== undefined) return concludeSilently(turn, silent);
  if (!policy.watchdog) return concludeSilently(turn, 'the watchdog is switched off by now');
  const cause = readCause(event);
  if (cause === 'lost-message' && !isLost(conversation, state)) {
    return concludeSilently(turn, 'nobody waits any more');
  }
  return concludeOwnMove(turn, {
    decision: 'handed-off',
    reason: `the customer waits in vain: ${inWords[cause]}`,
    replies: [],
    actions: [],
    answeredBy: { kind: 'policy' },
    handoff: { reason: 'watchdog', farewell: policy.watchdog.text },
    flow: null,
  });
}

function readCause({ payload: { cause } }: TimerDue): Cause {
  return cause === 'lost-message' || cause === 'refused-answer' ? cause : 'no-answer';
}
