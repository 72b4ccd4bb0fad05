import type { Json, JsonObject } from '../../core/model/json.ts';

/**
 * What the stand-in keeps in memory. The records are mutable and private to this folder; what leaves it is
 * always a serialised copy. Times are epoch milliseconds (`…At`), null meaning "never".
 */
export type ConversationStatus = 'open' | 'resolved' | 'pending' | 'snoozed';
export type Priority = 'low' | 'medium' | 'high' | 'urgent';
export type MessageType = 'incoming' | 'outgoing' | 'activity' | 'template';
export type MessageStatus = 'sent' | 'delivered' | 'read' | 'failed';

export const CONTENT_TYPES = [
  'text',
  'input_text',
  'input_textarea',
  'input_email',
  'input_select',
  'cards',
  'form',
  'article',
  'incoming_email',
  'input_csat',
  'integrations',
  'sticker',
  'voice_call',
] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

export interface BotRecord {
  readonly id: number;
  name: string;
  description: string | null;
  outgoingUrl: string | null;
  token: string;
  secret: string | null;
  /** A bot of the whole installation: usable in every account, its secret is shown by no API. */
  readonly system: boolean;
}

export interface UserRecord {
  readonly id: number;
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: 'administrator' | 'agent';
  readonly token: string;
}

export interface TeamRecord {
  readonly id: number;
  readonly name: string;
}

export interface InboxRecord {
  readonly id: number;
  readonly name: string;
  /** `Channel::WebWidget`, `Channel::Whatsapp`, … */
  readonly channel: string;
  readonly websiteToken: string;
  bot: BotRecord | null;
  readonly lockToSingleConversation: boolean;
  readonly greeting: string | null;
  readonly emailCollect: boolean;
  readonly csat: boolean;
}

export interface ContactRecord {
  readonly id: number;
  name: string;
  email: string | null;
  phoneNumber: string | null;
  identifier: string | null;
  blocked: boolean;
  additionalAttributes: JsonObject;
  customAttributes: JsonObject;
  readonly createdAt: number;
  lastActivityAt: number;
}

/** A person on one channel: the identity that a conversation belongs to. */
export interface ContactInboxRecord {
  readonly id: number;
  readonly contact: ContactRecord;
  readonly inbox: InboxRecord;
  readonly sourceId: string;
  readonly hmacVerified: boolean;
  readonly pubsubToken: string;
  /** What the website widget sends as `X-Auth-Token`. */
  readonly authToken: string;
  readonly createdAt: number;
}

export interface AttachmentRecord {
  readonly id: number;
  readonly fileType: string;
  /** A stored file is served back under its own address; the other kinds carry what the channel sent. */
  readonly file: StoredFile | null;
  readonly fields: JsonObject;
}

export interface StoredFile {
  readonly key: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export type Sender =
  | { readonly kind: 'contact'; readonly contact: ContactRecord }
  | { readonly kind: 'user'; readonly user: UserRecord }
  | { readonly kind: 'agent_bot'; readonly bot: BotRecord }
  | null;

export interface MessageRecord {
  readonly id: number;
  readonly conversation: ConversationRecord;
  content: string | null;
  contentType: ContentType;
  contentAttributes: Record<string, Json>;
  readonly messageType: MessageType;
  readonly private: boolean;
  status: MessageStatus;
  sourceId: string | null;
  readonly sender: Sender;
  readonly additionalAttributes: JsonObject;
  attachments: AttachmentRecord[];
  /** False while, or because, the channel has not passed it on to the customer. */
  reachedCustomer: boolean;
  readonly createdAt: number;
  updatedAt: number;
}

export interface ConversationRecord {
  /** The display number: 1, 2, 3… in the account. */
  readonly id: number;
  readonly uuid: string;
  readonly inbox: InboxRecord;
  readonly contactInbox: ContactInboxRecord;
  status: ConversationStatus;
  assignee: UserRecord | null;
  assigneeBot: BotRecord | null;
  team: TeamRecord | null;
  labels: readonly string[];
  customAttributes: JsonObject;
  additionalAttributes: JsonObject;
  priority: Priority | null;
  snoozedUntil: number | null;
  firstReplyCreatedAt: number | null;
  waitingSince: number | null;
  agentLastSeenAt: number | null;
  contactLastSeenAt: number | null;
  lastActivityAt: number;
  readonly createdAt: number;
  updatedAt: number;
  /** The customer sees "typing" until then. */
  typingUntil: number;
  canReply: boolean;
  readonly messages: MessageRecord[];
}
