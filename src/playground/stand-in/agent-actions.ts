import { assignUser, setStatus } from './conversation-lifecycle.ts';
import { createMessage } from './create-message.ts';
import { emitMessage } from './emit-event.ts';
import type { Platform } from './platform.ts';
import type { ConversationRecord, MessageRecord, UserRecord } from './records.ts';

/** An agent answers the customer from the dashboard. The status stays what it is. */
export function agentReplies(
  platform: Platform,
  conversation: ConversationRecord,
  user: UserRecord,
  content: string,
): MessageRecord {
  conversation.agentLastSeenAt = platform.world.now();
  return createMessage(platform, conversation, {
    content,
    messageType: 'outgoing',
    sender: { kind: 'user', user },
  });
}

/** A private note: bots receive it, the customer does not. */
export function agentNotes(
  platform: Platform,
  conversation: ConversationRecord,
  user: UserRecord,
  content: string,
): MessageRecord {
  conversation.agentLastSeenAt = platform.world.now();
  return createMessage(platform, conversation, {
    content,
    messageType: 'outgoing',
    private: true,
    sender: { kind: 'user', user },
  });
}

/** The agent takes the conversation: assigned and open. */
export function agentTakesOver(platform: Platform, conversation: ConversationRecord, user: UserRecord): void {
  assignUser(platform, conversation, user, { kind: 'user', user });
  setStatus(platform, conversation, 'open', { kind: 'user', user });
}

/** A person answers in the channel's own app; Chatwoot learns of it as an echo without a sender. */
export function repliesFromPhone(
  platform: Platform,
  conversation: ConversationRecord,
  content: string,
): MessageRecord {
  const message = createMessage(platform, conversation, {
    content,
    messageType: 'outgoing',
    sender: null,
    sourceId: `wamid.${conversation.id}.${conversation.messages.length}`,
    contentAttributes: { external_echo: true },
  });
  message.reachedCustomer = true;
  return message;
}

/** The soft delete: content and attributes are wiped. */
export function deleteMessage(platform: Platform, message: MessageRecord): void {
  message.content = 'This message was deleted';
  message.contentType = 'text';
  message.contentAttributes = { deleted: true };
  message.attachments = [];
  message.updatedAt = platform.world.now();
  emitMessage(platform, 'message_updated', message);
}
