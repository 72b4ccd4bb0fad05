import type { JsonObject } from '../../core/model/json.ts';
import type { ContactInboxRecord, ConversationRecord, MessageRecord } from './records.ts';
import { conversationJson } from './serialize-conversation.ts';
import { attachmentsKey } from './serialize-message.ts';
import { accountJson, topContact, topSender } from './serialize-people.ts';
import { isoTime } from './times.ts';
import type { World } from './world.ts';

export type ConversationEventName =
  | 'conversation_opened'
  | 'conversation_resolved'
  | 'conversation_status_changed'
  | 'conversation_updated';
export type MessageEventName = 'message_created' | 'message_updated';
export type WebhookEventName = ConversationEventName | MessageEventName | 'webwidget_triggered';

/** One row of `changed_attributes`. */
export type ChangedAttribute = Readonly<Record<string, { previous_value: unknown; current_value: unknown }>>;

export function messageEvent(world: World, event: MessageEventName, message: MessageRecord) {
  const { inbox } = message.conversation;
  return {
    account: accountJson(world),
    additional_attributes: message.additionalAttributes,
    content_attributes: message.contentAttributes,
    content_type: message.contentType,
    content: contentForWebhook(world, message.content),
    conversation: conversationJson(world, message.conversation),
    created_at: isoTime(message.createdAt),
    id: message.id,
    inbox: { id: inbox.id, name: inbox.name },
    message_type: message.messageType,
    private: message.private,
    sender: topSender(world, message.sender),
    source_id: message.sourceId,
    ...attachmentsKey(world, message),
    event,
  };
}

function contentForWebhook(world: World, content: string | null): string | null {
  if (content === null) return null;
  const joined = world.profile.joinsBackslashNewline ? content.replaceAll('\\\n', '\n') : content;
  return world.profile.trimsTrailingNewlines ? joined.replace(/\n+$/, '') : joined;
}

/** `changed` undefined: the event carries no `changed_attributes` at all. */
export function conversationEvent(
  world: World,
  event: ConversationEventName,
  conversation: ConversationRecord,
  changed?: readonly ChangedAttribute[] | null,
) {
  return {
    ...conversationJson(world, conversation),
    event,
    ...(changed === undefined ? {} : { changed_attributes: changed }),
  };
}

export function widgetEvent(
  world: World,
  contactInbox: ContactInboxRecord,
  conversation: ConversationRecord | null,
  eventInfo: JsonObject,
) {
  const { inbox } = contactInbox;
  return {
    id: contactInbox.id,
    contact: topContact(world, contactInbox.contact),
    inbox: { id: inbox.id, name: inbox.name },
    account: accountJson(world),
    current_conversation: conversation ? conversationJson(world, conversation) : null,
    source_id: contactInbox.sourceId,
    event: 'webwidget_triggered' as const,
    event_info: eventInfo,
  };
}
