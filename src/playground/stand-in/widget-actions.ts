import type { Json, JsonObject } from '../../core/model/json.ts';
import { type CustomerAttachment, storeAttachment } from './attachments.ts';
import { channelRow } from './channel-table.ts';
import { startConversation } from './conversation-lifecycle.ts';
import { createMessage } from './create-message.ts';
import { emitMessage, emitWidgetOpened } from './emit-event.ts';
import type { Platform } from './platform.ts';
import type { ContactInboxRecord, ConversationRecord, MessageRecord } from './records.ts';
import { sendFirstMessageTemplates } from './send-templates.ts';

/*
 * What a visitor can do in the website widget. The widget's HTTP routes, the control API and the tests all come
 * through here.
 */

export interface WidgetMessage {
  readonly content: string | null;
  readonly replyTo?: number | null;
  readonly attachments?: readonly CustomerAttachment[];
}

/** A visitor has one conversation: the newest. */
export function currentConversation(
  platform: Platform,
  visitor: ContactInboxRecord,
): ConversationRecord | null {
  const own = [...platform.world.conversations.values()].filter((it) => it.contactInbox === visitor);
  return own.at(-1) ?? null;
}

/** The visitor sends a message; the first one begins the conversation. @throws MessageProblem */
export function postWidgetMessage(
  platform: Platform,
  visitor: ContactInboxRecord,
  given: WidgetMessage,
  conversation = currentConversation(platform, visitor) ?? startConversation(platform, visitor),
): MessageRecord {
  const attachments = (given.attachments ?? []).map((item) => storeAttachment(platform.world, item));
  visitor.contact.lastActivityAt = platform.world.now();
  const message = createMessage(platform, conversation, {
    content: given.content,
    messageType: 'incoming',
    sender: { kind: 'contact', contact: visitor.contact },
    contentAttributes: {
      ...channelRow(visitor.inbox.channel).incomingAttributes(),
      ...(given.replyTo === undefined ? {} : { in_reply_to: given.replyTo }),
    },
    attachments,
  });
  sendFirstMessageTemplates(platform, message);
  return message;
}

/** The answer to a question of the bot: it edits the bot's own message and creates none. */
export interface WidgetAnswer {
  readonly submittedValues?: Json;
  readonly email?: string;
}

export function answerWidgetMessage(platform: Platform, message: MessageRecord, answer: WidgetAnswer): void {
  if (message.contentType === 'input_email') {
    submitEmail(platform, message, answer.email ?? '');
    return;
  }
  const kept = keepKnownKeys(answer.submittedValues);
  if (kept !== undefined) updateAttributes(platform, message, { submitted_values: kept });
}

/** The event still shows the contact without the address: the contact is saved afterwards. */
function submitEmail(platform: Platform, message: MessageRecord, given: string): void {
  const email = given.toLowerCase();
  updateAttributes(platform, message, { submitted_email: email });
  message.conversation.contactInbox.contact.email = email;
}

function updateAttributes(
  platform: Platform,
  message: MessageRecord,
  added: Readonly<Record<string, Json>>,
): void {
  const next = { ...message.contentAttributes, ...added };
  // A save that changes nothing raises nothing.
  if (JSON.stringify(next) === JSON.stringify(message.contentAttributes)) return;
  message.contentAttributes = next;
  message.updatedAt = platform.world.now();
  emitMessage(platform, 'message_updated', message);
}

const ANSWER_KEYS = ['name', 'title', 'value'];

/** Only scalar `name`, `title`, `value` survive, or the survey object. */
function keepKnownKeys(values: Json | undefined): Json | undefined {
  if (values === undefined || values === null) return undefined;
  if (Array.isArray(values)) return values.filter(isRecord).map(keepScalars);
  const survey = isRecord(values) ? values['csat_survey_response'] : undefined;
  if (!isRecord(survey)) return undefined;
  const { rating = null, feedback_message = null } = survey;
  return { csat_survey_response: { rating, feedback_message } };
}

function keepScalars(item: JsonObject): JsonObject {
  const kept = Object.entries(item).filter(
    ([key, value]) => ANSWER_KEYS.includes(key) && (value === null || typeof value !== 'object'),
  );
  return Object.fromEntries(kept);
}

function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The visitor opens the bubble. */
export function triggerWidget(platform: Platform, visitor: ContactInboxRecord, eventInfo: JsonObject): void {
  emitWidgetOpened(platform, visitor, currentConversation(platform, visitor), eventInfo);
}

/** Opening the chat marks every unread message of bot and agents: one update each. */
export function markRead(platform: Platform, conversation: ConversationRecord): void {
  conversation.contactLastSeenAt = platform.world.now();
  for (const message of conversation.messages) {
    const readable = message.messageType === 'outgoing' || message.messageType === 'template';
    if (!readable || message.private || !message.reachedCustomer) continue;
    if (message.status !== 'sent' && message.status !== 'delivered') continue;
    message.status = 'read';
    message.updatedAt = platform.world.now();
    emitMessage(platform, 'message_updated', message);
  }
}
