import type { TimerName } from '../../model/attendance.ts';
import type { Conversation } from '../../model/conversation.ts';
import type { ConversationEvent } from '../../model/gateway-event.ts';
import type { JsonObject } from '../../model/json.ts';
import type { ConversationState } from '../../model/state.ts';
import type { Outcome } from '../../model/turn.ts';
import type { Turn } from '../turn.ts';

export type TimerDue = Extract<ConversationEvent, { kind: 'timer-due' }>;

/** What a timer looks at when a turn has come to its outcome. */
export interface Moment {
  readonly event: ConversationEvent;
  readonly policy: Turn['policy'];
  readonly outcome: Outcome;
  /** Epoch milliseconds. */
  readonly now: number;
}

export type TimerWish = 'keep' | 'forget' | { readonly at: number; readonly payload?: JsonObject };

/** One timer: what every turn does to it, and what happens when it is due. */
export interface TimerKind {
  wish(moment: Moment): TimerWish;
  /** `silent`: why the bot may not speak now; absent when it may. */
  due(turn: Turn, event: TimerDue, silent: string | undefined): Outcome;
}

export function isSet({ outcome }: Moment, name: TimerName): boolean {
  return outcome.state.attended?.timers?.[name] !== undefined;
}

/** People hold it: they took it, or one of them is assigned to it. */
export function heldByPeople(state: ConversationState, { assignee }: Conversation): boolean {
  if (state.owner === 'people') return true;
  return assignee?.kind === 'person' && assignee.id !== state.formerAssignee;
}

/** The customer heard something in this turn. */
export function spoke({ replies, handoff }: Outcome): boolean {
  return replies.length > 0 || handoff?.farewell !== undefined;
}

/** After this turn nobody is expected to say anything. */
export function isOver({ outcome, event }: Moment): boolean {
  return event.conversation.status === 'closed' || outcome.actions.some(({ kind }) => kind === 'resolve');
}
