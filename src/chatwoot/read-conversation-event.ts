import type { Conversation } from '../core/model/conversation.ts';
import { conversationEventWire, type WireConversationEvent } from './chatwoot-wire.ts';
import { conversationEventId } from './event-ids.ts';
import { readAccount, readConversation } from './read-conversation.ts';
import { newEvent } from './read-message.ts';
import { ignored, type ReadEvent, type ReadEventOptions } from './read-result.ts';

/**
 * Columns that say nothing about whose turn it is. Every bot reply clears `waiting_since` and every customer message
 * sets it, so these are two webhooks a turn; the second tells of a message that should have come by itself. A column that is not listed counts: a later version may assign by it.
 */
const quietColumns: ReadonlySet<string> = new Set([
  'updated_at',
  'waiting_since',
  'first_reply_created_at',
  'last_activity_at',
  'agent_last_seen_at',
  'assignee_last_seen_at',
  'contact_last_seen_at',
  'custom_attributes',
  'additional_attributes',
  'label_list',
  'cached_label_list',
  'priority',
]);

export function readConversationEvent(body: unknown, options: ReadEventOptions): ReadEvent {
  const parsed = conversationEventWire.safeParse(body);
  if (!parsed.success) return ignored('wrong-shape');
  const wire = parsed.data;
  const since = waitingSince(wire);
  const noise = isNoise(wire);
  if (noise && since === undefined) return ignored('conversation-update-noise');
  const account = readAccount(wire);
  if (account === undefined) return ignored('no-account');
  const scope = { bot: options.bot, account };
  const id = noise
    ? conversationEventId(scope, String(wire.id), 'waiting', since)
    : conversationEventId(scope, String(wire.id), 'changed', facts(wire));
  const at = wire.updated_at ? Math.floor(wire.updated_at * 1000) : options.receivedAt;
  const conversation = readConversation(wire, account, options);
  const event = newEvent(id, options, { kind: 'conversation-changed', conversation, at });
  return noise ? asWaiting(event, conversation) : event;
}

/** Set when a customer wrote; the newest message is then theirs. Seconds. */
function waitingSince({ waiting_since, changed_attributes }: WireConversationEvent): number | undefined {
  const changed = changed_attributes?.some((change) => 'waiting_since' in change);
  return changed && waiting_since ? waiting_since : undefined;
}

function asWaiting(read: ReadEvent, { lastMessage }: Conversation): ReadEvent {
  if (read.kind !== 'event' || lastMessage?.by !== 'customer') return ignored('conversation-update-noise');
  return { kind: 'waiting', messageId: lastMessage.id, event: read.event };
}

function isNoise(wire: WireConversationEvent): boolean {
  const columns = (wire.changed_attributes ?? []).flatMap((change) => Object.keys(change));
  return columns.length > 0 && columns.every((column) => quietColumns.has(column));
}

/** What makes one change another one. A change of status comes as up to three webhooks that agree in all of this. */
function facts(wire: WireConversationEvent): unknown {
  const { assignee, assignee_type: type, team } = wire.meta ?? {};
  return [wire.updated_at, wire.status, assignee?.id, type, team?.id];
}
