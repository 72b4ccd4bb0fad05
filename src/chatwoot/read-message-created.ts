import { boundText, MAX_UTTERANCE_LENGTH } from './bounded.ts';
import { messageEventId } from './event-ids.ts';
import { readMarker } from './marker.ts';
import { readConversation } from './read-conversation.ts';
import { customerSpoke, cutNote, newEvent, type ReadMessage, readMessage, readTime } from './read-message.ts';
import { ignored, type ReadEvent, type ReadEventOptions } from './read-result.ts';
import { readUtteranceContent } from './read-utterance.ts';

export function readMessageCreated(body: unknown, options: ReadEventOptions): ReadEvent {
  const read = readMessage(body, options);
  if ('kind' in read) return read;
  switch (read.message.message_type) {
    case 'incoming':
      return readIncoming(read, options);
    case 'outgoing':
      return readOutgoing(read, options);
    case 'template':
      return ignored('template');
    default:
      return ignored('unknown-message-type');
  }
}

function readIncoming(read: ReadMessage, options: ReadEventOptions): ReadEvent {
  const { message, scope } = read;
  if (message.private) return ignored('private-note');
  if (message.content_attributes?.email?.auto_reply) return ignored('auto-reply');
  const messageId = String(message.id);
  const utterance = {
    messageId,
    at: readTime(message.created_at, options.receivedAt),
    content: readUtteranceContent(message),
    ...cutNote(message.content),
  };
  return customerSpoke(read, messageEventId(scope, messageId), utterance, options);
}

/** By whom? Our own messages come back too; a person's message means that the bot must be silent. */
function readOutgoing(read: ReadMessage, options: ReadEventOptions): ReadEvent {
  const { message } = read;
  const { sender, content_attributes: attributes } = message;
  const callId = readMarker(message);
  if (callId !== undefined) {
    return {
      kind: 'echo',
      callId,
      reference: String(message.id),
      ...(sender?.type === 'agent_bot' && sender.id != null && { senderId: String(sender.id) }),
    };
  }
  if (attributes?.automation_rule_id != null) return ignored('automation-message');
  if (message.additional_attributes?.campaign_id != null) return ignored('campaign-message');
  if (message.private) return sender?.type === 'user' ? noteWritten(read, options) : ignored('private-note');
  if (sender?.type === 'user') return personReplied(read, options, 'dashboard');
  // Without a sender: typed in the vendor's own app (`external_echo`), or in Slack, which leaves no sign.
  if (!sender) return personReplied(read, options, 'other-app');
  return ignored('own-message');
}

function personReplied(
  { message, scope }: ReadMessage,
  options: ReadEventOptions,
  from: 'dashboard' | 'other-app',
): ReadEvent {
  const messageId = String(message.id);
  return newEvent(messageEventId(scope, messageId), options, {
    kind: 'person-replied',
    conversation: readConversation(message.conversation, scope.account, options),
    at: readTime(message.created_at, options.receivedAt),
    messageId,
    from,
  });
}

function noteWritten({ message, scope }: ReadMessage, options: ReadEventOptions): ReadEvent {
  const messageId = String(message.id);
  return newEvent(messageEventId(scope, messageId), options, {
    kind: 'note-written',
    conversation: readConversation(message.conversation, scope.account, options),
    at: readTime(message.created_at, options.receivedAt),
    messageId,
    text: boundText(message.content ?? '', MAX_UTTERANCE_LENGTH),
    author: boundText(message.sender?.name ?? String(message.sender?.id ?? ''), 300),
  });
}
