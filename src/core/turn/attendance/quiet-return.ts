/** People let a conversation rest: after a while the bot takes it back. Every message of a person starts the time anew. */
import type { Outcome } from '../../model/turn.ts';
import { concludeSilently } from '../conclude-turn.ts';
import { giveToBot } from '../may-answer.ts';
import type { Turn } from '../turn.ts';
import { concludeOwnMove, sayText } from './own-move.ts';
import { heldByPeople, isOver, isSet, type Moment, type TimerKind, type TimerWish } from './timer-wish.ts';

export const quietTimer: TimerKind = { wish: quietWish, due: returnAfterQuiet };

function quietWish(moment: Moment): TimerWish {
  const { event, outcome, policy, now } = moment;
  const quietMs = policy.returns?.quietMs;
  if (quietMs === undefined || isOver(moment) || !heldByPeople(outcome.state, event.conversation)) {
    return 'forget';
  }
  const begins = event.kind === 'person-replied' || !isSet(moment, 'quiet');
  return begins ? { at: now + quietMs } : 'keep';
}

/** Put aside or closed by a person it stays theirs: they said what they want. */
function returnAfterQuiet(turn: Turn): Outcome {
  const { conversation, policy, state } = turn;
  const { status } = conversation;
  if (!heldByPeople(state, conversation))
    return concludeSilently(turn, 'the bot has the conversation already');
  if (status === 'paused' || status === 'closed' || conversation.contact.blocked) {
    return concludeSilently(turn, `nobody wrote for a while; the conversation stays ${status}`);
  }
  return concludeOwnMove(
    { ...turn, state: giveToBot(state, conversation, policy, turn.ports.clock()) },
    {
      decision: 'answered',
      reason: 'nobody wrote for a while: the bot takes the conversation back',
      replies: sayText(turn, policy.returns?.text),
      actions: policy.answerStatuses.includes(status) ? [] : [{ kind: 'set-status', status: 'bot' }],
      answeredBy: { kind: 'policy' },
    },
  );
}
