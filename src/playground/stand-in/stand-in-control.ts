import type { JsonObject } from '../../core/model/json.ts';
import {
  agentNotes,
  agentReplies,
  agentTakesOver,
  deleteMessage,
  repliesFromPhone,
} from './agent-actions.ts';
import { assignBot, assignUser, setStatus, startConversation } from './conversation-lifecycle.ts';
import { type CustomerMessage, chooseOption, customerWrites, editMessage } from './customer-actions.ts';
import { type SeenMessage, viewAsCustomer } from './customer-view.ts';
import type { Platform } from './platform.ts';
import type {
  BotRecord,
  ContactInboxRecord,
  ConversationRecord,
  ConversationStatus,
  InboxRecord,
  MessageRecord,
  UserRecord,
} from './records.ts';
import { type ConversationSummary, type ShownMessage, showMessage, summarize } from './show-message.ts';
import { answerWidgetMessage, markRead, triggerWidget } from './widget-actions.ts';
import { eventInfo } from './widget-routes.ts';
import { addContactInbox, type ContactOptions } from './world.ts';

export interface ConversationOptions {
  /** Name or id. Default: the first inbox. */
  readonly inbox?: string | number;
  readonly contact?: ContactOptions;
  /** Id of somebody who was here before (`newVisitor`); `contact` is then ignored. */
  readonly visitor?: number;
}

/** Somebody who loaded the site: can open the widget before any conversation exists. */
export interface Visitor {
  readonly id: number;
  readonly contactId: number;
  /** `X-Auth-Token` of the widget's HTTP API. */
  readonly authToken: string;
  readonly websiteToken: string;
}

/** What tests, the terminal chat and the playground do to the stand-in. Unknown ids throw an Error. */
export interface StandInControl {
  newVisitor(options?: ConversationOptions): Visitor;
  /** Begins a conversation without a message. No event goes to the bot, as in Chatwoot. */
  createConversation(options?: ConversationOptions): ConversationSummary;
  conversation(conversationId: number): ConversationSummary;

  /** The customer writes text, on any channel. @throws Error when Chatwoot refuses it */
  customerSays(conversationId: number, content: string): ShownMessage;
  /** The same with attachments, a quote, or the marks of an automatic e-mail. */
  customerWrites(conversationId: number, message: CustomerMessage): ShownMessage;
  /** Taps an option of an `input_select`, in the way of the channel. @throws Error when it is not shown */
  chooseOption(messageId: number, value: string): ShownMessage;
  submitForm(messageId: number, values: Readonly<Record<string, string>>): ShownMessage;
  submitEmail(messageId: number, email: string): ShownMessage;
  /** Telegram: the customer edits an earlier message. */
  editMessage(messageId: number, content: string): ShownMessage;
  rateConversation(messageId: number, rating: number, feedback?: string): ShownMessage;
  /** Opens the widget's bubble: `webwidget_triggered`. */
  openWidget(target: number | { readonly visitor: number }): void;
  /** The customer has seen everything: one `message_updated` per unread message. */
  readReceipts(conversationId: number): void;

  agentReplies(conversationId: number, content: string, agent?: string): ShownMessage;
  agentNotes(conversationId: number, content: string, agent?: string): ShownMessage;
  /** A person answers in the channel's own app (`external_echo`). */
  repliesFromPhone(conversationId: number, content: string): ShownMessage;
  /** Assigned to the agent and open. */
  agentTakesOver(conversationId: number, agent?: string): void;
  /** By name; null takes the conversation away. */
  assign(conversationId: number, agent: string | null): void;
  assignBot(conversationId: number, bot: string): void;
  /** By an agent. `snoozedUntil`: epoch milliseconds. */
  setStatus(conversationId: number, status: ConversationStatus, snoozedUntil?: number): void;
  resolve(conversationId: number): void;
  deleteMessage(messageId: number): ShownMessage;

  /** All messages, with notes and activity, oldest first. */
  messages(conversationId: number): ShownMessage[];
  /** What the customer sees on that channel. */
  customerView(conversationId: number): SeenMessage[];
  /** Whether the customer sees the typing indicator now. */
  isTyping(conversationId: number): boolean;
}

export function createControl(platform: Platform): StandInControl {
  const { world } = platform;
  const find = (id: number) => need(world.conversations.get(id), `conversation ${id}`);
  const message = (id: number) => need(world.messages.get(id), `message ${id}`);
  const show = (record: MessageRecord) => showMessage(world, record);
  const agent = (name?: string) => findAgent(platform, name);
  const visitorOf = (options: ConversationOptions = {}) => resolveVisitor(platform, options);
  const onMessage = (id: number, act: (record: MessageRecord) => void) => {
    const record = message(id);
    act(record);
    return show(record);
  };
  const submit = (id: number, submittedValues: readonly JsonObject[] | JsonObject) =>
    onMessage(id, (record) => answerWidgetMessage(platform, record, { submittedValues }));
  const status = (id: number, next: ConversationStatus, snoozedUntil: number | null = null) =>
    setStatus(platform, find(id), next, { kind: 'user', user: agent() }, snoozedUntil);

  return {
    newVisitor: (options) => describeVisitor(visitorOf(options)),
    createConversation: (options) => summarize(world, startConversation(platform, visitorOf(options))),
    conversation: (id) => summarize(world, find(id)),

    customerSays: (id, content) => show(customerWrites(platform, find(id), { content })),
    customerWrites: (id, given) => show(customerWrites(platform, find(id), given)),
    chooseOption: (id, value) => show(chooseOption(platform, message(id), value)),
    submitForm: (id, values) =>
      submit(
        id,
        Object.entries(values).map(([name, value]) => ({ name, value })),
      ),
    submitEmail: (id, email) => onMessage(id, (record) => answerWidgetMessage(platform, record, { email })),
    editMessage: (id, content) => onMessage(id, (record) => editMessage(platform, record, content)),
    rateConversation: (id, rating, feedback) =>
      submit(id, { csat_survey_response: { rating, feedback_message: feedback ?? null } }),
    openWidget(target) {
      const visitor =
        typeof target === 'number' ? find(target).contactInbox : visitorOf({ visitor: target.visitor });
      triggerWidget(platform, visitor, eventInfo({}, 'en'));
    },
    readReceipts: (id) => markRead(platform, find(id)),

    agentReplies: (id, content, name) => show(agentReplies(platform, find(id), agent(name), content)),
    agentNotes: (id, content, name) => show(agentNotes(platform, find(id), agent(name), content)),
    repliesFromPhone: (id, content) => show(repliesFromPhone(platform, find(id), content)),
    agentTakesOver: (id, name) => agentTakesOver(platform, find(id), agent(name)),
    assign: (id, name) =>
      assignUser(platform, find(id), name === null ? null : agent(name), { kind: 'user', user: agent() }),
    assignBot: (id, name) => assignBot(platform, find(id), findBot(world.bots, name)),
    setStatus: (id, next, snoozedUntil) => status(id, next, snoozedUntil),
    resolve: (id) => status(id, 'resolved'),
    deleteMessage: (id) => onMessage(id, (record) => deleteMessage(platform, record)),

    messages: (id) => find(id).messages.map(show),
    customerView: (id) => viewAsCustomer(platform, find(id)),
    isTyping: (id) => isTyping(platform, find(id)),
  };
}

export function isTyping(platform: Platform, conversation: ConversationRecord): boolean {
  return conversation.typingUntil > platform.world.now();
}

function need<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new Error(`There is no ${what}.`);
  return thing;
}

/** By name; without one the first agent. */
function findAgent(platform: Platform, name?: string): UserRecord {
  const { users } = platform.world;
  const wanted = name === undefined ? (user: UserRecord) => user.role === 'agent' : nameIs(name);
  return need(users.find(wanted), `agent ${name ?? ''}`);
}

const nameIs = (name: string) => (user: UserRecord) => user.name === name || user.displayName === name;

function findBot(bots: readonly BotRecord[], name: string): BotRecord {
  return need(
    bots.find((bot) => bot.name === name),
    `bot ${name}`,
  );
}

function resolveVisitor(platform: Platform, options: ConversationOptions): ContactInboxRecord {
  const { world } = platform;
  if (options.visitor !== undefined) {
    return need(world.contactInboxes.get(options.visitor), `visitor ${options.visitor}`);
  }
  return addContactInbox(world, findInbox(world.inboxes, options.inbox), options.contact ?? {});
}

function findInbox(inboxes: readonly InboxRecord[], wanted: string | number | undefined): InboxRecord {
  const found =
    wanted === undefined ? inboxes[0] : inboxes.find((inbox) => inbox.id === wanted || inbox.name === wanted);
  return need(found, `inbox ${wanted ?? ''}`);
}

function describeVisitor(row: ContactInboxRecord): Visitor {
  return {
    id: row.id,
    contactId: row.contact.id,
    authToken: row.authToken,
    websiteToken: row.inbox.websiteToken,
  };
}
