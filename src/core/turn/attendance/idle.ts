/** The customer does not answer the bot: a reminder, then the end. */
import type { Outcome } from '../../model/turn.ts';
import { concludeSilently } from '../conclude-turn.ts';
import type { Turn } from '../turn.ts';
import { concludeOwnMove, sayText } from './own-move.ts';
import { isOver, type Moment, spoke, type TimerDue, type TimerKind, type TimerWish } from './timer-wish.ts';

export const idleTimer: TimerKind = { wish: idleWish, due: idleDue };

/** The bot said something and waits: the time begins anew. Somebody else's turn: there is nothing to wait for. */
function idleWish(moment: Moment): TimerWish {
  const { outcome, policy, event, now } = moment;
  const { idle } = policy;
  const stage = idle?.remind ? 'remind' : 'end';
  const afterMs = idle?.remind?.afterMs ?? idle?.end?.afterMs;
  if (afterMs === undefined || outcome.state.owner === 'people' || isOver(moment)) return 'forget';
  if (event.kind === 'timer-due' || !spoke(outcome)) return 'keep';
  return { at: now + afterMs, payload: { stage } };
}

function idleDue(turn: Turn, event: TimerDue, silent: string | undefined): Outcome {
  const { idle } = turn.policy;
  if (!idle) return concludeSilently(turn, 'reminders are switched off by now');
  if (silent !== undefined) return concludeSilently(turn, silent);
  return event.payload['stage'] === 'remind' ? remind(turn, idle) : end(turn, idle);
}

type IdlePolicy = NonNullable<Turn['policy']['idle']>;

function remind(turn: Turn, { remind: reminder, end: ending }: IdlePolicy): Outcome {
  const outcome = concludeOwnMove(turn, {
    decision: 'answered',
    reason: 'the customer did not answer: reminded',
    replies: sayText(turn, reminder?.text),
    actions: [],
    answeredBy: { kind: 'policy' },
  });
  if (!ending) return outcome;
  const at = turn.ports.clock() + ending.afterMs;
  return { ...outcome, timers: [{ name: 'idle', at, payload: { stage: 'end' } }] };
}

function end(turn: Turn, { end: ending }: IdlePolicy): Outcome {
  if (!ending) return concludeSilently(turn, 'the customer did not answer; nothing more is configured');
  const said = sayText(turn, ending.text);
  if (ending.how === 'resolve') {
    return concludeOwnMove(turn, {
      decision: 'answered',
      reason: 'the customer did not answer: closed',
      replies: said,
      actions: [{ kind: 'resolve' }],
      answeredBy: { kind: 'policy' },
      flow: null,
    });
  }
  return concludeOwnMove(turn, {
    decision: 'handed-off',
    reason: 'the customer did not answer',
    replies: said,
    actions: [],
    answeredBy: { kind: 'policy' },
    handoff: { reason: 'idle', ...(said.length > 0 && { farewell: '' }) },
    flow: null,
  });
}
