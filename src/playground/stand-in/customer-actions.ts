import type { Json } from '../../core/model/json.ts';
import { type CustomerAttachment, storeAttachment } from './attachments.ts';
import { type ChannelRow, channelRow } from './channel-table.ts';
import { startConversation } from './conversation-lifecycle.ts';
import { continuesAfterResolve, createMessage } from './create-message.ts';
import { emitMessage } from './emit-event.ts';
import { type OfferedOption, optionsOf } from './options-of-message.ts';
import type { Platform } from './platform.ts';
import { randomToken } from './random.ts';
import type { ConversationRecord, MessageRecord } from './records.ts';
import { sendFirstMessageTemplates } from './send-templates.ts';
import { answerWidgetMessage, postWidgetMessage } from './widget-actions.ts';

/** What a customer writes, on any channel. */
export interface CustomerMessage {
  readonly content?: string | null;
  readonly attachments?: readonly CustomerAttachment[];
  /** Id of the message that is quoted. */
  readonly inReplyTo?: number;
  /** E-mail only: the mail was sent by a machine. */
  readonly autoReply?: boolean;
}

/**
 * The customer writes. On channels that begin a new conversation after "resolved" the returned message belongs to
 * that new one. @throws MessageProblem
 */
export function customerWrites(
  platform: Platform,
  conversation: ConversationRecord,
  given: CustomerMessage,
): MessageRecord {
  const content = given.content ?? null;
  const { contactInbox } = conversation;
  if (contactInbox.inbox.channel === 'Channel::WebWidget') {
    return postWidgetMessage(platform, contactInbox, { ...given, content, ...reply(given) }, conversation);
  }
  const continues = conversation.status !== 'resolved' || continuesAfterResolve(conversation);
  const target = continues ? conversation : startConversation(platform, contactInbox);
  return receiveMessage(platform, target, given, channelRow(contactInbox.inbox.channel));
}

const reply = (given: CustomerMessage) => (given.inReplyTo === undefined ? {} : { replyTo: given.inReplyTo });

function receiveMessage(
  platform: Platform,
  conversation: ConversationRecord,
  given: CustomerMessage,
  row: ChannelRow,
): MessageRecord {
  const { world } = platform;
  const { contact, inbox } = conversation.contactInbox;
  const isMail = inbox.channel === 'Channel::Email';
  const sourceId = row.ownIds ? randomToken(world.random, 22) : null;
  contact.lastActivityAt = world.now();
  const message = createMessage(platform, conversation, {
    content: given.content ?? null,
    contentType: isMail ? 'incoming_email' : 'text',
    contentAttributes: {
      ...row.incomingAttributes(),
      ...(isMail ? mailAttributes(conversation, given, sourceId) : {}),
      ...quoted(platform, given.inReplyTo),
    },
    messageType: 'incoming',
    sender: { kind: 'contact', contact },
    sourceId,
    attachments: (given.attachments ?? []).map((item) => storeAttachment(world, item)),
  });
  sendFirstMessageTemplates(platform, message);
  return message;
}

function quoted(platform: Platform, inReplyTo: number | undefined): Record<string, Json> {
  if (inReplyTo === undefined) return {};
  const external = platform.world.messages.get(inReplyTo)?.sourceId ?? null;
  return { in_reply_to_external_id: external, in_reply_to: inReplyTo };
}

function mailAttributes(
  conversation: ConversationRecord,
  given: CustomerMessage,
  sourceId: string | null,
): Record<string, Json> {
  const text = given.content ?? '';
  return {
    email: {
      bcc: null,
      cc: null,
      content_type: 'text/plain; charset=UTF-8',
      date: new Date(conversation.lastActivityAt).toISOString(),
      from: [conversation.contactInbox.sourceId],
      headers: null,
      html_content: {},
      in_reply_to: null,
      message_id: sourceId,
      multipart: false,
      number_of_attachments: given.attachments?.length ?? 0,
      references: [],
      subject: 'A question',
      text_content: { full: `${text}\n`, reply: text, quoted: text },
      to: ['support@example.com'],
      auto_reply: given.autoReply ?? false,
    },
    cc_email: null,
    bcc_email: null,
  };
}

/**
 * The customer taps an option that the bot offered. What reaches Chatwoot depends on the channel: the widget edits the
 * bot's message, WhatsApp and Messenger send the title, Telegram and LINE the value.
 * @throws Error when the channel shows no such option.
 */
export function chooseOption(platform: Platform, question: MessageRecord, value: string): MessageRecord {
  const option = optionsOf(question.contentAttributes).find((candidate) => candidate.value === value);
  if (!option || tappableOptions(platform, question).length === 0) {
    throw new Error(`Message ${question.id} shows no option with the value "${value}".`);
  }
  const row = channelRow(question.conversation.inbox.channel);
  switch (row.tap) {
    case 'submitted-values':
      answerWidgetMessage(platform, question, { submittedValues: [{ ...option }] });
      return question;
    case 'title-with-reply':
      return receiveMessage(
        platform,
        question.conversation,
        { content: option.title, inReplyTo: question.id },
        row,
      );
    case 'title':
      return receiveMessage(platform, question.conversation, { content: option.title }, row);
    case 'value':
      return receiveMessage(platform, question.conversation, { content: option.value }, row);
    case 'none':
      throw new Error(`The channel ${row.channel} shows no options.`);
  }
}

/** The options that the customer sees and can tap now. */
export function tappableOptions(platform: Platform, message: MessageRecord): readonly OfferedOption[] {
  const row = channelRow(message.conversation.inbox.channel);
  const hidden =
    message.contentType !== 'input_select' ||
    !message.reachedCustomer ||
    !message.content ||
    row.tap === 'none' ||
    (row.needsButtonSupport && !platform.world.profile.messengerAndLineButtons) ||
    (row.filesHideOptions && message.attachments.length > 0) ||
    message.contentAttributes['submitted_values'] !== undefined;
  return hidden ? [] : optionsOf(message.contentAttributes);
}

/** Telegram: the customer edits a message that was already sent. */
export function editMessage(platform: Platform, message: MessageRecord, content: string): void {
  message.content = content;
  message.updatedAt = platform.world.now();
  emitMessage(platform, 'message_updated', message);
}
