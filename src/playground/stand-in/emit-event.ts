import type { JsonObject } from '../../core/model/json.ts';
import type { Platform } from './platform.ts';
import type { BotRecord, ContactInboxRecord, ConversationRecord, MessageRecord } from './records.ts';
import {
  type ChangedAttribute,
  type ConversationEventName,
  conversationEvent,
  type MessageEventName,
  messageEvent,
  widgetEvent,
} from './serialize-event.ts';

/** Tells watchers and bots about a message. Activity messages never go to bots. */
export function emitMessage(platform: Platform, event: MessageEventName, message: MessageRecord): void {
  const { conversation } = message;
  const type = event === 'message_created' ? 'message' : 'message-updated';
  platform.notify({ type, conversationId: conversation.id, messageId: message.id });
  if (message.messageType === 'activity') return;
  const receivers = receiversOf(platform, conversation);
  if (receivers.length === 0) return;
  const payload = messageEvent(platform.world, event, message);
  for (const bot of receivers) {
    platform.webhooks.enqueue({
      bot,
      event,
      conversationId: conversation.id,
      messageId: message.id,
      payload,
    });
  }
}

export function emitConversation(
  platform: Platform,
  event: ConversationEventName,
  conversation: ConversationRecord,
  changed?: readonly ChangedAttribute[] | null,
): void {
  const isNew = event === 'conversation_updated' || event === 'conversation_status_changed';
  if (isNew && !platform.world.profile.conversationChanges) return;
  const payload = conversationEvent(platform.world, event, conversation, changed);
  for (const bot of receiversOf(platform, conversation)) {
    platform.webhooks.enqueue({
      bot,
      event,
      conversationId: conversation.id,
      messageId: null,
      payload,
    });
  }
}

export function emitWidgetOpened(
  platform: Platform,
  contactInbox: ContactInboxRecord,
  conversation: ConversationRecord | null,
  eventInfo: JsonObject,
): void {
  const bot = contactInbox.inbox.bot;
  if (!bot?.outgoingUrl) return;
  platform.webhooks.enqueue({
    bot,
    event: 'webwidget_triggered',
    conversationId: conversation?.id ?? null,
    messageId: null,
    payload: widgetEvent(platform.world, contactInbox, conversation, eventInfo),
  });
}

/** The bot that the conversation is assigned to and the bot of the inbox; one bot in both roles is called once. */
function receiversOf(platform: Platform, conversation: ConversationRecord): BotRecord[] {
  const assigned = platform.world.profile.botAssignee ? conversation.assigneeBot : null;
  const bots = new Set([assigned, conversation.inbox.bot]);
  return [...bots].filter((bot) => bot !== null).filter((bot) => Boolean(bot.outgoingUrl));
}
