import { emitConversation } from './emit-event.ts';
import type { Platform } from './platform.ts';
import type { ConversationRecord } from './records.ts';
import type { ChangedAttribute } from './serialize-event.ts';
import { isoTime } from './times.ts';

export type ConversationPatch = Partial<
  Pick<
    ConversationRecord,
    | 'status'
    | 'assignee'
    | 'assigneeBot'
    | 'team'
    | 'labels'
    | 'customAttributes'
    | 'priority'
    | 'snoozedUntil'
    | 'waitingSince'
    | 'firstReplyCreatedAt'
  >
>;

/** The database columns as `changed_attributes` names them, in the order in which they are listed. */
const COLUMNS: readonly (readonly [string, (conversation: ConversationRecord) => unknown])[] = [
  ['status', (it) => it.status],
  ['assignee_id', (it) => it.assignee?.id ?? null],
  ['assignee_agent_bot_id', (it) => it.assigneeBot?.id ?? null],
  ['team_id', (it) => it.team?.id ?? null],
  ['snoozed_until', (it) => isoTime(it.snoozedUntil)],
  ['custom_attributes', (it) => it.customAttributes],
  ['label_list', (it) => it.labels],
  ['cached_label_list', (it) => (it.labels.length > 0 ? it.labels.join(', ') : null)],
  ['waiting_since', (it) => isoTime(it.waitingSince)],
  ['first_reply_created_at', (it) => isoTime(it.firstReplyCreatedAt)],
  ['priority', (it) => it.priority],
];

export interface ChangeOptions {
  /** A nested save in the same transaction hides the status events (Chatwoot issue 9277). */
  readonly hidesStatusEvents?: boolean;
}

/** One save of a conversation: sets the values and raises the events in the order in which Chatwoot does. */
export function changeConversation(
  platform: Platform,
  conversation: ConversationRecord,
  patch: ConversationPatch,
  options: ChangeOptions = {},
): void {
  const before = readColumns(conversation);
  const updatedBefore = conversation.updatedAt;
  Object.assign(conversation, patch);
  const changed = changedColumns(before, readColumns(conversation));
  if (changed.length === 0) return;
  conversation.updatedAt = platform.world.now();
  const statusChanged = changed.some((row) => 'status' in row);
  if (statusChanged && !options.hidesStatusEvents) emitStatusEvents(platform, conversation);
  const updated = {
    updated_at: {
      previous_value: isoTime(updatedBefore),
      current_value: isoTime(conversation.updatedAt),
    },
  };
  emitConversation(platform, 'conversation_updated', conversation, [...changed, updated]);
  platform.notify({ type: 'conversation', conversationId: conversation.id });
}

function emitStatusEvents(platform: Platform, conversation: ConversationRecord): void {
  if (conversation.status === 'open') emitConversation(platform, 'conversation_opened', conversation);
  if (conversation.status === 'resolved') emitConversation(platform, 'conversation_resolved', conversation);
  // The key is there and always null: Chatwoot passes a value that is already cleared.
  emitConversation(platform, 'conversation_status_changed', conversation, null);
}

function readColumns(conversation: ConversationRecord): Map<string, unknown> {
  return new Map(COLUMNS.map(([name, read]) => [name, read(conversation)]));
}

function changedColumns(before: Map<string, unknown>, after: Map<string, unknown>): ChangedAttribute[] {
  return COLUMNS.flatMap(([name]) => {
    const previous = before.get(name);
    const current = after.get(name);
    if (JSON.stringify(previous) === JSON.stringify(current)) return [];
    return [{ [name]: { previous_value: previous, current_value: current } }];
  });
}
