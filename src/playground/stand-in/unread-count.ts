import type { ConversationRecord } from './records.ts';

const UNREAD_CAP = 10;

/** Customer messages that no agent has seen, capped as in Chatwoot. */
export function unreadCount(conversation: ConversationRecord): number {
  const seenAt = conversation.agentLastSeenAt ?? 0;
  let count = 0;
  for (const message of conversation.messages) {
    if (message.messageType === 'incoming' && message.createdAt > seenAt) count += 1;
    if (count === UNREAD_CAP) break;
  }
  return count;
}
