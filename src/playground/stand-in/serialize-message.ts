import type { AttachmentRecord, MessageRecord, MessageType } from './records.ts';
import { nestedSender, senderReference } from './serialize-people.ts';
import { isoTime, seconds } from './times.ts';
import { unreadCount } from './unread-count.ts';
import type { World } from './world.ts';

const TYPE_NUMBERS: Readonly<Record<MessageType, number>> = {
  incoming: 0,
  outgoing: 1,
  activity: 2,
  template: 3,
};

export const messageTypeNumber = (type: MessageType) => TYPE_NUMBERS[type];

/** The element of `messages[]` in conversation objects. */
export function messageElement(world: World, message: MessageRecord) {
  const { conversation } = message;
  const reference = senderReference(message.sender);
  const sender = nestedSender(message.sender);
  return {
    id: message.id,
    content: message.content,
    account_id: world.account.id,
    inbox_id: conversation.inbox.id,
    conversation_id: conversation.id,
    message_type: messageTypeNumber(message.messageType),
    created_at: seconds(message.createdAt),
    updated_at: isoTime(message.updatedAt),
    private: message.private,
    status: message.status,
    source_id: message.sourceId,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    sender_type: reference.type,
    sender_id: reference.id,
    external_source_ids: {},
    additional_attributes: message.additionalAttributes,
    processed_message_content: message.content,
    sentiment: {},
    conversation: {
      assignee_id: conversation.assignee?.id ?? null,
      unread_count: unreadCount(conversation),
      last_activity_at: seconds(conversation.lastActivityAt),
      contact_inbox: { source_id: conversation.contactInbox.sourceId },
    },
    ...attachmentsKey(world, message),
    ...(sender ? { sender } : {}),
  };
}

/** The body that the messages endpoints answer with. `echo_id` exists only where the caller gave one. */
export function messageAnswer(world: World, message: MessageRecord, echoId?: string) {
  const sender = nestedSender(message.sender);
  return {
    id: message.id,
    content: message.content,
    inbox_id: message.conversation.inbox.id,
    ...(echoId === undefined ? {} : { echo_id: echoId }),
    conversation_id: message.conversation.id,
    message_type: messageTypeNumber(message.messageType),
    content_type: message.contentType,
    status: message.status,
    content_attributes: message.contentAttributes,
    created_at: seconds(message.createdAt),
    private: message.private,
    source_id: message.sourceId,
    ...(sender ? { sender } : {}),
    ...attachmentsKey(world, message),
  };
}

/** `attachments` is missing when there are none. */
export function attachmentsKey(world: World, message: MessageRecord) {
  if (message.attachments.length === 0) return {};
  return { attachments: message.attachments.map((item) => attachmentJson(world, message, item)) };
}

function attachmentJson(world: World, message: MessageRecord, item: AttachmentRecord) {
  return {
    id: item.id,
    message_id: message.id,
    file_type: item.fileType,
    account_id: world.account.id,
    ...(item.file ? storedFileFields(world, item, item.file) : item.fields),
  };
}

function storedFileFields(world: World, item: AttachmentRecord, file: NonNullable<AttachmentRecord['file']>) {
  const address = `${world.publicUrl}/rails/active_storage/blobs/redirect/${file.key}/${encodeURIComponent(file.name)}`;
  const audio = item.fileType === 'audio';
  return {
    extension: file.name.includes('.') ? file.name.split('.').at(-1) : null,
    ...(world.profile.attachmentContentType ? { content_type: file.contentType } : {}),
    data_url: audio ? `${address}?disposition=inline` : address,
    thumb_url: item.fileType === 'image' ? address.replace('/blobs/', '/representations/') : '',
    file_size: file.bytes.length,
    // Chatwoot measures pictures later; in the first event they are null.
    width: null,
    height: null,
    ...(audio ? { transcribed_text: '' } : {}),
  };
}
