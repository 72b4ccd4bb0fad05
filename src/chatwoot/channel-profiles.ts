/**
 * What each channel of Chatwoot shows, one row per channel. A new limit is a new column, not an `if` on a channel's
 * name. Limits of vendors are those of their documentation; Chatwoot enforces none of them, the vendor then refuses
 * the message and the customer sees nothing.
 */
import type { WireConversation } from './chatwoot-wire.ts';

export type MediaType = 'image' | 'audio' | 'video' | 'file';

export interface ChannelProfile {
  /** Our name of the channel; `Conversation.channel`. */
  readonly key: string;
  /** Chatwoot's name of it. */
  readonly platform: string;
  /** Characters of one message; longer text is sent in several. */
  readonly textLength: number;
  /** Native buttons or lists for `input_select`, and what fits. Null: options are told as numbered text. */
  readonly select: {
    readonly options: number;
    readonly titleLength: number;
    readonly valueBytes: number;
    readonly bodyLength: number;
  } | null;
  /** Rich messages that the channel shows; elsewhere Chatwoot would send bare `content` and drop the items. */
  readonly cards: boolean;
  readonly form: boolean;
  readonly article: boolean;
  readonly emailBox: boolean;
  /** Uploaded files that arrive; others are sent as a link. */
  readonly uploads: readonly MediaType[];
  /** Bold and the like survive. */
  readonly markdown: boolean;
  /**
   * `source_id` may serve as our marker where free keys are not kept (4.2). On every other channel a message with
   * a `source_id` counts as already delivered and never reaches the customer.
   */
  readonly sourceIdMarker: boolean;
}

/** Chatwoot's own limit, checked after Liquid. */
export const MAX_CONTENT_LENGTH = 150_000;

const everyUpload: readonly MediaType[] = ['image', 'audio', 'video', 'file'];

/** The least that any channel can do: text, and files. */
const plain = {
  textLength: 4_000,
  select: null,
  cards: false,
  form: false,
  article: false,
  emailBox: false,
  uploads: everyUpload,
  markdown: true,
  sourceIdMarker: false,
} as const;

export const channelProfiles: readonly ChannelProfile[] = [
  {
    key: 'web-widget',
    platform: 'Channel::WebWidget',
    textLength: MAX_CONTENT_LENGTH,
    select: { options: 100, titleLength: 1_000, valueBytes: 10_000, bodyLength: MAX_CONTENT_LENGTH },
    cards: true,
    form: true,
    article: true,
    emailBox: true,
    uploads: everyUpload,
    markdown: true,
    sourceIdMarker: true,
  },
  // An API inbox passes on whole messages, but nobody knows what its client can draw: text is always right.
  { ...plain, key: 'api', platform: 'Channel::Api', textLength: MAX_CONTENT_LENGTH, sourceIdMarker: true },
  {
    ...plain,
    key: 'whatsapp',
    platform: 'Channel::Whatsapp',
    // Reply buttons up to three options, a list above; 20 characters fit both.
    select: { options: 10, titleLength: 20, valueBytes: 200, bodyLength: 1_024 },
  },
  { ...plain, key: 'twilio-whatsapp', platform: 'Channel::TwilioSms', textLength: 1_500 },
  { ...plain, key: 'twilio-sms', platform: 'Channel::TwilioSms', textLength: 1_500, markdown: false },
  {
    ...plain,
    key: 'telegram',
    platform: 'Channel::Telegram',
    select: { options: 50, titleLength: 60, valueBytes: 64, bodyLength: 4_000 },
  },
  // Messenger and LINE draw options from 4.13 on only, so numbered text is the form that always arrives.
  { ...plain, key: 'facebook', platform: 'Channel::FacebookPage', textLength: 2_000 },
  { ...plain, key: 'line', platform: 'Channel::Line', uploads: ['image', 'video'] },
  { ...plain, key: 'instagram', platform: 'Channel::Instagram', textLength: 1_000 },
  { ...plain, key: 'sms', platform: 'Channel::Sms', textLength: 1_500, markdown: false },
  { ...plain, key: 'email', platform: 'Channel::Email', textLength: MAX_CONTENT_LENGTH },
  // TikTok takes one small picture without text, or fails: links are sure.
  { ...plain, key: 'tiktok', platform: 'Channel::Tiktok', uploads: [], markdown: false },
  { ...plain, key: 'twitter', platform: 'Channel::TwitterProfile', markdown: false },
];

const unknownChannel: ChannelProfile = { ...plain, key: 'unknown', platform: '', textLength: 1_000 };

const byKey = new Map(channelProfiles.map((profile) => [profile.key, profile]));
const byPlatform = new Map(channelProfiles.map((profile) => [profile.platform, profile.key]));

export function channelProfile(key: string): ChannelProfile {
  return byKey.get(key) ?? unknownChannel;
}

/** Our key for the channel of a conversation. Two of Chatwoot's channel names stand for two channels each. */
export function readChannel(wire: WireConversation): string {
  const key = byPlatform.get(wire.channel ?? '') ?? unknownChannel.key;
  if (key === 'facebook' && wire.additional_attributes?.type === 'instagram_direct_message')
    return 'instagram';
  if (key === 'twilio-sms' && wire.contact_inbox?.source_id?.startsWith('whatsapp:'))
    return 'twilio-whatsapp';
  return key;
}
