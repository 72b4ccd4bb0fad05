import type { JsonObject } from './json.ts';

/**
 * Who a conversation is with, in neutral words:
 * `bot` = the bot is expected to answer · `people` = handed to people · `paused` = put aside by a person until
 * later · `closed` = finished, until the customer writes again.
 */
export type ConversationStatus = 'bot' | 'people' | 'paused' | 'closed';

/** The person on the other side. Personal data: never logged. */
export interface Contact {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** The customer's own id at the operator's site, when the site set one. */
  readonly identifier?: string;
  /** True when the site proved the visitor's identity. */
  readonly verified: boolean;
  /** Blocked by the operator: the bot does not answer. */
  readonly blocked: boolean;
  readonly attributes: JsonObject;
}

/** Who holds the conversation by assignment. `other-bot`: another bot than ours. */
export interface Assignee {
  readonly kind: 'person' | 'this-bot' | 'other-bot';
  readonly id: string;
  readonly name?: string;
}

/** A conversation as one event saw it. A snapshot: it may be older than the truth. */
export interface Conversation {
  /** `<bot>:<account>:<id>`: unique in one gateway; the lane of the durable store. */
  readonly key: string;
  /** Name of the bot in our configuration. */
  readonly bot: string;
  readonly account: string;
  /** The id that the platform's API takes. */
  readonly id: string;
  readonly inbox: string;
  /** Key of a row in the channel profiles, e.g. `web-widget`, `whatsapp`, `email`. */
  readonly channel: string;
  readonly status: ConversationStatus;
  /** False outside the channel's messaging window. */
  readonly canReply: boolean;
  readonly assignee?: Assignee;
  readonly team?: { readonly id: string; readonly name: string };
  readonly contact: Contact;
  /** Custom attributes of the conversation. */
  readonly attributes: JsonObject;
  readonly labels: readonly string[];
  readonly priority?: 'low' | 'medium' | 'high' | 'urgent';
  /** BCP 47, as the channel reports it. */
  readonly language?: string;
  readonly pageUrl?: string;
  /** Epoch milliseconds since which the customer waits for an answer; absent when nobody waits or unknown. */
  readonly waitingSince?: number;
  /** The newest public message when the event happened; not necessarily the one of the event. */
  readonly lastMessage?: { readonly id: string; readonly by: 'customer' | 'bot' | 'person' | 'platform' };
  /** There is no conversation yet, only a visitor (`source`, the platform's name for them): what is said first begins it. */
  readonly begins?: { readonly source: string };
  /** What this version of the platform is known to offer (read from the shape of the event). */
  readonly features: readonly ConversationFeature[];
}

/**
 * Feature detection by shape, since the platform never names its version.
 * `markers`: free keys on our messages come back · `typing`: typing indicator open to bots ·
 * `read-back`: a conversation can be read by the bot · `labels`: labels open to bots.
 */
export type ConversationFeature = 'markers' | 'typing' | 'read-back' | 'labels';
