/**
 * What differs between releases of Chatwoot, one row a release. Everything else in this folder asks a column,
 * never a version. `4.16` stands for "4.16 and newer" and comes from pull requests, not from a running server.
 */
export type ChatwootVersion = '4.2' | '4.13' | '4.15' | '4.16';

export interface VersionProfile {
  readonly version: ChatwootVersion;
  /** `conversation_status_changed` and `conversation_updated` exist. */
  readonly conversationChanges: boolean;
  /** `X-Chatwoot-Delivery`, and with a secret `-Timestamp` and `-Signature`. */
  readonly signs: boolean;
  /** 429 and 500 are tried again. */
  readonly retries: boolean;
  /** A failed delivery of a message event flips a pending conversation to open. */
  readonly failureOpens: boolean;
  readonly followsRedirects: boolean;
  readonly limitsAnswerBody: boolean;
  /** `account` inside the conversation object. */
  readonly conversationAccount: boolean;
  /** A bot can be the assignee: `meta.assignee_type`, second receiver of events. */
  readonly botAssignee: boolean;
  readonly teamIcon: boolean;
  /** `content_attributes` keep every key. */
  readonly freeContentAttributes: boolean;
  readonly typingByBot: boolean;
  /** `GET /:id` and labels are open to bots. */
  readonly readByBot: boolean;
  /** A bot's reply clears `waiting_since`. */
  readonly replyClearsWaiting: boolean;
  readonly joinsBackslashNewline: boolean;
  readonly trimsTrailingNewlines: boolean;
  readonly messengerAndLineButtons: boolean;
  readonly attachmentContentType: boolean;
  readonly optionDescription: boolean;
  /** A new conversation is owned by the inbox's bot; opening takes it away; assigning couples with pending. */
  readonly botOwns: boolean;
  /** A bot that the account owns may use it without being attached to an inbox. */
  readonly ownedBotMayCall: boolean;
  readonly userAgent: string;
}

const row42: VersionProfile = {
  version: '4.2',
  conversationChanges: false,
  signs: false,
  retries: false,
  failureOpens: false,
  followsRedirects: false,
  limitsAnswerBody: false,
  conversationAccount: false,
  botAssignee: false,
  teamIcon: false,
  freeContentAttributes: false,
  typingByBot: false,
  readByBot: false,
  replyClearsWaiting: false,
  joinsBackslashNewline: false,
  trimsTrailingNewlines: false,
  messengerAndLineButtons: false,
  attachmentContentType: false,
  optionDescription: false,
  botOwns: false,
  ownedBotMayCall: false,
  userAgent: 'rest-client/2.1.0 (linux x86_64) ruby/3.3.3p89',
};

const row413: VersionProfile = {
  ...row42,
  version: '4.13',
  conversationChanges: true,
  signs: true,
  retries: true,
  failureOpens: true,
  botAssignee: true,
  freeContentAttributes: true,
  typingByBot: true,
  replyClearsWaiting: true,
  ownedBotMayCall: true,
  joinsBackslashNewline: true,
  messengerAndLineButtons: true,
  attachmentContentType: true,
};

const row415: VersionProfile = {
  ...row413,
  version: '4.15',
  followsRedirects: true,
  limitsAnswerBody: true,
  conversationAccount: true,
  teamIcon: true,
  readByBot: true,
  trimsTrailingNewlines: true,
  userAgent: 'Ruby',
};

const row416: VersionProfile = { ...row415, version: '4.16', optionDescription: true, botOwns: true };

export const versionProfiles: Readonly<Record<ChatwootVersion, VersionProfile>> = {
  '4.2': row42,
  '4.13': row413,
  '4.15': row415,
  '4.16': row416,
};
