import type { Json, JsonObject } from '../../core/model/json.ts';
import { channelRow } from './channel-table.ts';
import { tappableOptions } from './customer-actions.ts';
import { itemsOf, type OfferedOption } from './options-of-message.ts';
import type { Platform } from './platform.ts';
import type { ConversationRecord, MessageRecord } from './records.ts';
import { attachmentsKey } from './serialize-message.ts';

/** One message as the customer sees it on the channel. */
export interface SeenMessage {
  readonly id: number;
  readonly from: 'customer' | 'bot' | 'agent' | 'chatwoot';
  readonly text: string;
  /** What can be tapped now; empty once answered, and on channels that show no options. */
  readonly options: readonly OfferedOption[];
  /** Cards, links of an article or fields of a form, where the channel shows them. */
  readonly items: readonly JsonObject[];
  readonly shows: 'text' | 'options' | 'cards' | 'form' | 'article' | 'email-box' | 'rating';
  readonly attachments: readonly { readonly kind: string; readonly url: string }[];
  /** What the customer answered on this message, as the widget shows it afterwards. */
  readonly answer: string | null;
}

/** What the customer sees, oldest first. Private notes, activity and unsent messages are not there. */
export function viewAsCustomer(platform: Platform, conversation: ConversationRecord): SeenMessage[] {
  return conversation.messages
    .filter((message) => isVisible(message))
    .map((message) => seen(platform, message));
}

/** The widget shows nothing at all for a message without content, attachments excepted. */
function isVisible(message: MessageRecord): boolean {
  if (message.private || message.messageType === 'activity' || !message.reachedCustomer) return false;
  return Boolean(message.content) || message.attachments.length > 0;
}

function seen(platform: Platform, message: MessageRecord): SeenMessage {
  const shows = shownAs(platform, message);
  const attachments = attachmentsKey(platform.world, message).attachments ?? [];
  return {
    id: message.id,
    from: writtenBy(message),
    // Headline text is displayed for options only; cards, forms and articles replace it.
    text: shows === 'cards' || shows === 'form' || shows === 'article' ? '' : (message.content ?? ''),
    options: tappableOptions(platform, message),
    items: shows === 'text' || shows === 'options' ? [] : itemsOf(message.contentAttributes),
    shows,
    attachments: attachments.map((item) => ({
      kind: item.file_type,
      url: 'data_url' in item ? String(item.data_url) : '',
    })),
    answer: answerOf(message.contentAttributes),
  };
}

function shownAs(platform: Platform, message: MessageRecord): SeenMessage['shows'] {
  if (tappableOptions(platform, message).length > 0) return 'options';
  if (!channelRow(message.conversation.inbox.channel).richContent) return 'text';
  switch (message.contentType) {
    case 'input_select':
      return 'options';
    case 'cards':
    case 'form':
    case 'article':
      return message.contentType;
    case 'input_email':
      return 'email-box';
    case 'input_csat':
      return 'rating';
    default:
      return 'text';
  }
}

function writtenBy(message: MessageRecord): SeenMessage['from'] {
  switch (message.sender?.kind) {
    case undefined:
      return message.contentAttributes['external_echo'] === true ? 'agent' : 'chatwoot';
    case 'contact':
      return 'customer';
    case 'user':
      return 'agent';
    case 'agent_bot':
      return 'bot';
  }
}

function answerOf(attributes: Readonly<Record<string, Json>>): string | null {
  const email = attributes['submitted_email'];
  if (typeof email === 'string') return email;
  const values = attributes['submitted_values'];
  if (!Array.isArray(values)) return null;
  const texts = values.map((entry: Json) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? String(ownValue(entry, 'title') ?? ownValue(entry, 'value') ?? '')
      : String(entry),
  );
  return texts.join(', ');
}

const ownValue = (entry: object, key: string): unknown =>
  Object.hasOwn(entry, key) ? Reflect.get(entry, key) : undefined;
