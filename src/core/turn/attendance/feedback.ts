/** "Was this helpful?": asked before the bot closes a conversation, once per session. */
import type { FeedbackPolicy } from '../../model/attendance.ts';
import type { Reply } from '../../model/reply.ts';
import type { Action, Outcome } from '../../model/turn.ts';
import { concludeSilently, concludeTurn } from '../conclude-turn.ts';
import type { CustomerTurn, Turn, Verdict } from '../turn.ts';
import { attend } from './attend.ts';
import { concludeOwnMove, sayText } from './own-move.ts';
import { isOver, type Moment, type TimerDue, type TimerKind, type TimerWish } from './timer-wish.ts';

const VALUES = { yes: 'feedback:yes', no: 'feedback:no' } as const;

export const feedbackTimer: TimerKind = { wish: feedbackWish, due: closeUnanswered };

/** Concludes a turn; where it would close the conversation, the question comes first. */
export function concludeAsking(turn: CustomerTurn, verdict: Verdict): Outcome {
  const { feedback } = turn.policy;
  const closes = !verdict.handoff && verdict.actions.some(({ kind }) => kind === 'resolve');
  if (!feedback || !closes || turn.state.attended?.feedback) return concludeTurn(turn, verdict);
  const outcome = concludeTurn(turn, {
    ...verdict,
    replies: [...verdict.replies, question(turn, feedback)],
    actions: verdict.actions.filter(({ kind }) => kind !== 'resolve'),
  });
  const askedAt = turn.ports.clock();
  return {
    ...outcome,
    state: attend(outcome.state, { feedback: { askedAt } }),
    timers: [...outcome.timers, { name: 'feedback', at: askedAt + feedback.closeAfterMs }],
  };
}

function question(turn: Turn, { text, yes, no }: FeedbackPolicy): Reply {
  const said = (template: string) =>
    sayText(turn, template)
      .map((reply) => (reply.kind === 'text' ? reply.text : ''))
      .join('');
  return {
    kind: 'choices',
    text: said(text),
    options: [
      { title: said(yes), value: VALUES.yes },
      { title: said(no), value: VALUES.no },
    ],
  };
}

/** Undefined: what the customer said is no answer to the question. */
export function hearFeedback(turn: CustomerTurn): Verdict | undefined {
  const { feedback } = turn.policy;
  const { content } = turn;
  if (!feedback || content.kind !== 'choice' || !turn.state.attended?.feedback) return undefined;
  const answer = content.value === VALUES.yes ? 'yes' : content.value === VALUES.no ? 'no' : undefined;
  return answer && judged(turn, feedback, answer);
}

function judged(turn: CustomerTurn, feedback: FeedbackPolicy, answer: 'yes' | 'no'): Verdict {
  const recorded = record(feedback, answer);
  const common = { answeredBy: { kind: 'policy' }, flow: null } as const;
  const reason = `the customer was asked whether it helped: ${answer}`;
  if (answer === 'no' && feedback.onNo === 'handoff') {
    return {
      ...common,
      decision: 'handed-off',
      reason,
      replies: [],
      actions: recorded,
      handoff: { reason: 'feedback' },
    };
  }
  return {
    ...common,
    decision: 'answered',
    reason,
    replies: sayText(turn, feedback.thanks),
    actions: [...recorded, { kind: 'resolve' }],
  };
}

function record({ attribute, labels }: FeedbackPolicy, answer: 'yes' | 'no'): readonly Action[] {
  const label = labels[answer];
  return [
    ...(attribute === undefined
      ? []
      : [{ kind: 'set-attributes' as const, values: { [attribute]: answer } }]),
    ...(label === undefined ? [] : [{ kind: 'add-labels' as const, labels: [label] }]),
  ];
}

/** Whoever says anything is still there. */
function feedbackWish(moment: Moment): TimerWish {
  const { event, outcome, policy } = moment;
  const gone = !policy.feedback || outcome.state.owner === 'people' || isOver(moment);
  return gone || event.kind === 'customer-spoke' ? 'forget' : 'keep';
}

function closeUnanswered(turn: Turn, _event: TimerDue, silent: string | undefined): Outcome {
  if (silent !== undefined) return concludeSilently(turn, silent);
  return concludeOwnMove(turn, {
    decision: 'answered',
    reason: 'the customer did not say whether it helped: closed',
    replies: [],
    actions: [{ kind: 'resolve' }],
    answeredBy: { kind: 'policy' },
    flow: null,
  });
}
