import type { Json, JsonObject } from '../../core/model/json.ts';
import type { ChannelName } from './stand-in-options.ts';

/** What a tap on an option turns into. `none`: the channel shows no options at all. */
export type TapResult = 'submitted-values' | 'title-with-reply' | 'title' | 'value' | 'none';

/** Limits of the provider behind the channel; Chatwoot does not check them, the provider refuses. */
interface ProviderLimits {
  readonly text: number;
  readonly optionTitle?: number;
  readonly optionValueBytes?: number;
  readonly options?: number;
}

export interface ChannelRow {
  readonly channel: string;
  readonly tap: TapResult;
  /** Tappable from this column of the version profile on; the widget and old channels always. */
  readonly needsButtonSupport: boolean;
  /** Options vanish when the message also carries files. */
  readonly filesHideOptions: boolean;
  /** Cards, forms, articles and the e-mail box are real controls. */
  readonly richContent: boolean;
  /** The customer's next message after "resolved" re-uses the conversation whatever the lock says. */
  readonly reusesResolved: boolean;
  /** The channel gives its own ids, so that a message posted with a `source_id` counts as already sent. */
  readonly ownIds: boolean;
  readonly limits?: ProviderLimits;
  /** Marks on a customer's message. */
  readonly incomingAttributes: () => Record<string, Json>;
  readonly conversationAttributes: (sourceId: string) => JsonObject;
}

const plain: Omit<ChannelRow, 'channel'> = {
  tap: 'none',
  needsButtonSupport: false,
  filesHideOptions: false,
  richContent: false,
  reusesResolved: false,
  ownIds: true,
  incomingAttributes: () => ({}),
  conversationAttributes: () => ({}),
};

export const channelTable: Readonly<Record<ChannelName, ChannelRow>> = {
  'web-widget': {
    ...plain,
    channel: 'Channel::WebWidget',
    tap: 'submitted-values',
    richContent: true,
    reusesResolved: true,
    ownIds: false,
    incomingAttributes: () => ({ in_reply_to: null }),
    conversationAttributes: widgetAttributes,
  },
  api: { ...plain, channel: 'Channel::Api', tap: 'submitted-values', richContent: true, ownIds: false },
  whatsapp: {
    ...plain,
    channel: 'Channel::Whatsapp',
    tap: 'title-with-reply',
    filesHideOptions: true,
    limits: { text: 4096, optionTitle: 24, options: 10 },
  },
  'twilio-sms': { ...plain, channel: 'Channel::TwilioSms' },
  telegram: {
    ...plain,
    channel: 'Channel::Telegram',
    tap: 'value',
    limits: { text: 4096, optionValueBytes: 64 },
    conversationAttributes: (sourceId) => ({ chat_id: Number(sourceId), business_connection_id: null }),
  },
  messenger: {
    ...plain,
    channel: 'Channel::FacebookPage',
    tap: 'title',
    needsButtonSupport: true,
    limits: { text: 2000, optionTitle: 20, options: 13 },
    incomingAttributes: () => ({ in_reply_to_external_id: null }),
  },
  instagram: {
    ...plain,
    channel: 'Channel::Instagram',
    limits: { text: 1000 },
    incomingAttributes: () => ({ in_reply_to_external_id: null }),
  },
  line: {
    ...plain,
    channel: 'Channel::Line',
    tap: 'value',
    needsButtonSupport: true,
    limits: { text: 5000, optionTitle: 40 },
  },
  sms: { ...plain, channel: 'Channel::Sms' },
  email: {
    ...plain,
    channel: 'Channel::Email',
    conversationAttributes: () => ({
      source: 'email',
      in_reply_to: null,
      auto_reply: false,
      mail_subject: 'A question',
      initiated_at: { timestamp: 'Mon Jul 13 2026 11:54:29 GMT+0200' },
    }),
  },
  tiktok: { ...plain, channel: 'Channel::Tiktok', limits: { text: 6000 } },
};

export function channelRow(channel: string): ChannelRow {
  const row = Object.values(channelTable).find((candidate) => candidate.channel === channel);
  if (!row) throw new Error(`There is no channel ${channel}.`);
  return row;
}

function widgetAttributes(): JsonObject {
  return {
    browser: {
      device_name: 'Unknown',
      browser_name: 'Firefox',
      platform_name: 'Generic Linux',
      browser_version: '140.0',
      platform_version: '0',
    },
    referer: 'http://localhost/',
    initiated_at: { timestamp: 'Mon Jul 13 2026 11:54:29 GMT+0200 (Central European Summer Time)' },
    browser_language: 'en',
  };
}

interface Outgoing {
  readonly content: string;
  readonly options: readonly { readonly title: string; readonly value: string }[];
}

/** The provider's refusal of a message, as Chatwoot stores it in `external_error`; undefined when it accepts. */
export function providerRefusal(row: ChannelRow, message: Outgoing): string | undefined {
  const limits = row.limits;
  if (!limits) return undefined;
  const tooBig =
    message.content.length > limits.text ||
    message.options.length > (limits.options ?? Number.POSITIVE_INFINITY) ||
    message.options.some((option) => optionTooLong(option, limits, message.options.length, row));
  return tooBig ? '(#131009) Parameter value is not valid' : undefined;
}

/** WhatsApp: up to three options are buttons with 20 characters each, more become a list with 24. */
function optionTooLong(
  option: Outgoing['options'][number],
  limits: ProviderLimits,
  count: number,
  row: ChannelRow,
): boolean {
  const asButton = row.tap === 'title-with-reply' && count <= 3;
  const titleLimit = asButton ? 20 : (limits.optionTitle ?? Number.POSITIVE_INFINITY);
  const valueLimit = limits.optionValueBytes ?? Number.POSITIVE_INFINITY;
  return option.title.length > titleLimit || Buffer.byteLength(option.value) > valueLimit;
}
