import type { ChatwootVersion } from './version-profiles.ts';

/** Short names of channels; `Channel::…` is accepted too, see `channel-table.ts`. */
export type ChannelName =
  | 'web-widget'
  | 'api'
  | 'whatsapp'
  | 'twilio-sms'
  | 'telegram'
  | 'messenger'
  | 'instagram'
  | 'line'
  | 'sms'
  | 'email'
  | 'tiktok';

export interface BotOptions {
  readonly name: string;
  /** Where events go. Absent or null: none are sent. */
  readonly outgoingUrl?: string | null;
  /** Default: a random token. */
  readonly token?: string;
  /** Default: a random secret. Null: requests are not signed, as for a bot without a secret. */
  readonly secret?: string | null;
  readonly system?: boolean;
}

export interface InboxOptions {
  readonly name: string;
  /** Default `web-widget`. */
  readonly channel?: ChannelName;
  /** Name of the attached bot. Default: the first bot. Null: none. */
  readonly bot?: string | null;
  readonly lockToSingleConversation?: boolean;
  /** Chatwoot's own templates; all off unless named here. */
  readonly greeting?: string;
  readonly emailCollect?: boolean;
  readonly csat?: boolean;
}

export interface UserOptions {
  readonly name: string;
  readonly displayName?: string;
  readonly email: string;
  readonly role: 'administrator' | 'agent';
  readonly token: string;
}

export interface Waits {
  /** Before the second and third attempt of a delivery that met 429 or 500. Chatwoot waits 3 s. */
  readonly retryMs: number;
  /** Up to this share of `retryMs` is added at random. */
  readonly retryJitter: number;
  /** How long a bot may take to answer, per connect and per read. */
  readonly webhookTimeoutMs: number;
  /** After which a channel other than the widget reports its own id of a sent message. */
  readonly channelMs: number;
}

export interface StandInOptions {
  /** Release to behave like. Default `4.15`. */
  readonly version?: ChatwootVersion;
  readonly account?: { readonly id?: number; readonly name?: string; readonly suspended?: boolean };
  /** Ids of accounts that exist but that no bot here may use. */
  readonly foreignAccounts?: readonly number[];
  /** Default: one bot named `bot` without an address, token `playground-token`. */
  readonly bots?: readonly BotOptions[];
  /** Default: one website widget, `Website`. Inbox ids count from 1 in this order. */
  readonly inboxes?: readonly InboxOptions[];
  /** Default: administrator Alex (`admin-token`) and agent Dana Ortiz (`agent-token`). */
  readonly users?: readonly UserOptions[];
  /** Default: `support`, `billing`. */
  readonly teams?: readonly string[];
  /** Epoch milliseconds. Default: the system clock. */
  readonly clock?: () => number;
  /** Seed of everything random: tokens, shuffling, duplicates, jitter. Default 1. */
  readonly seed?: number;
  /** The account setting of the same name: a failed delivery leaves the conversation pending. */
  readonly keepPendingOnBotFailure?: boolean;
  readonly waits?: Partial<Waits>;
  /** Webhook deliveries under way at once. Default 10, as Sidekiq. */
  readonly deliveryConcurrency?: number;
  /** Deliver queued events in random order. */
  readonly shuffle?: boolean;
  /** Share of deliveries that are sent twice with the same delivery id, 0 to 1. */
  readonly duplicateProbability?: number;
  /** Refuse webhook addresses that resolve to private addresses, as 4.14 and newer do unless told otherwise. */
  readonly restrictAddresses?: boolean;
  /** Drop the header `api_access_token`, as a default nginx does. */
  readonly eatUnderscoreHeaders?: boolean;
  /** Requests per client address and clock minute before 429. Absent: no limit. */
  readonly rackAttackLimit?: number;
  /**
   * Give a conversation that becomes open to the first agent at once. As in Chatwoot the nested save then swallows
   * `conversation_opened` and `conversation_status_changed`.
   */
  readonly autoAssignment?: boolean;
  /** Re-use connections for webhooks. Default false: Chatwoot opens a new one for each delivery. */
  readonly keepAlive?: boolean;
  /** Messages per conversation and minute before 422. Default 200. */
  readonly messagesPerMinute?: number;
  /** Address under which the stand-in is reached; attachment addresses begin with it. */
  readonly publicUrl?: string;
  /** Conversation and message ids count from after this, so that runs can be told apart. Default 0. */
  readonly firstId?: number;
  /** Newest entries kept in each of the logs `requests` and `deliveries`. Default 5000. */
  readonly logLimit?: number;
}

export const defaultWaits: Waits = {
  retryMs: 3000,
  retryJitter: 0.15,
  webhookTimeoutMs: 5000,
  channelMs: 5,
};
