import type {
  Assignee,
  Contact,
  Conversation,
  ConversationFeature,
  ConversationStatus,
} from '../core/model/conversation.ts';
import { boundAttributes, boundText } from './bounded.ts';
import { readChannel } from './channel-profiles.ts';
import type { WireConversation } from './chatwoot-wire.ts';

/** What the delivery tells beside the body. */
export interface ConversationContext {
  /** Name of the bot in our configuration. */
  readonly bot: string;
  /** Chatwoot's id of our bot, when known: tells our bot from another one that holds a conversation. */
  readonly ownBotId?: string;
  /** The request carried a delivery id: 4.13 or newer. */
  readonly deliveryId?: string;
  /** Language of the widget, from its own event. */
  readonly widgetLanguage?: string;
}

const MAX_NAME_LENGTH = 300;
const MAX_LABELS = 100;
const MAX_URL_LENGTH = 2_048;

const statuses: Readonly<Record<string, ConversationStatus>> = {
  pending: 'bot',
  open: 'people',
  snoozed: 'paused',
  resolved: 'closed',
};

/** A status of a later version is taken for people's: silence is safe, talking over a person is not. */
export function readStatus(status: string): ConversationStatus {
  return Object.hasOwn(statuses, status) ? (statuses[status] ?? 'people') : 'people';
}

/** Account of a conversation; before 4.14 the conversation itself names none, but its newest message does. */
export function readAccount(
  wire: WireConversation,
  root?: { readonly id: number } | null,
): string | undefined {
  const id = root?.id ?? wire.account?.id ?? wire.messages?.[0]?.account_id;
  return id == null ? undefined : String(id);
}

/** The conversation as this event saw it, in neutral words. */
export function readConversation(
  wire: WireConversation,
  account: string,
  context: ConversationContext,
): Conversation {
  const assignee = readAssignee(wire.meta, context.ownBotId);
  const team = wire.meta?.team;
  const language = readLanguage(wire, context);
  const pageUrl = wire.additional_attributes?.referer;
  return {
    key: `${context.bot}:${account}:${wire.id}`,
    bot: context.bot,
    account,
    id: String(wire.id),
    inbox: String(wire.inbox_id ?? ''),
    channel: readChannel(wire),
    status: readStatus(wire.status),
    canReply: wire.can_reply ?? true,
    ...(assignee && { assignee }),
    ...(team && { team: { id: String(team.id), name: boundText(team.name ?? '', MAX_NAME_LENGTH) } }),
    contact: readContact(wire),
    attributes: boundAttributes(wire.custom_attributes),
    labels: (wire.labels ?? []).slice(0, MAX_LABELS).map((label) => boundText(label, MAX_NAME_LENGTH)),
    ...(wire.priority && { priority: wire.priority }),
    ...(language && { language: boundText(language, 35) }),
    ...(pageUrl && { pageUrl: boundText(pageUrl, MAX_URL_LENGTH) }),
    ...readWaiting(wire),
    ...readLastMessage(wire.messages?.[0]),
    features: readFeatures(wire, context),
  };
}

/** Seconds, 0 for nobody. */
export function readWaiting({ waiting_since }: Pick<WireConversation, 'waiting_since'>) {
  return waiting_since ? { waitingSince: waiting_since * 1000 } : {};
}

interface WireLastMessage {
  readonly id?: number | null | undefined;
  readonly message_type?: number | null | undefined;
  readonly sender_type?: string | null | undefined;
}

export function readLastMessage(
  message: WireLastMessage | null | undefined,
): Pick<Conversation, 'lastMessage'> {
  const by = message && readAuthor(message);
  return by && message.id != null ? { lastMessage: { id: String(message.id), by } } : {};
}

type Author = NonNullable<Conversation['lastMessage']>['by'];

/** Message types: 0 incoming, 1 outgoing, 2 activity, 3 template (protocol §3.2). */
function readAuthor({ message_type, sender_type }: WireLastMessage): Author | undefined {
  switch (message_type) {
    case 0:
      return 'customer';
    case 1:
      if (sender_type === 'User') return 'person';
      return sender_type === 'AgentBot' ? 'bot' : 'platform';
    case 3:
      return 'platform';
    default:
      return undefined;
  }
}

function readContact(wire: WireConversation): Contact {
  const sender = wire.meta?.sender;
  const known = {
    name: sender?.name,
    email: sender?.email,
    phone: sender?.phone_number,
    identifier: sender?.identifier,
  };
  const given = Object.entries(known).flatMap(([key, value]) =>
    value ? [[key, boundText(value, MAX_NAME_LENGTH)]] : [],
  );
  return {
    id: String(sender?.id ?? wire.contact_inbox?.contact_id ?? ''),
    ...Object.fromEntries(given),
    verified: wire.meta?.hmac_verified ?? wire.contact_inbox?.hmac_verified ?? false,
    blocked: sender?.blocked ?? false,
    attributes: boundAttributes(sender?.custom_attributes),
  };
}

export function readAssignee(
  meta: Pick<NonNullable<WireConversation['meta']>, 'assignee' | 'assignee_type'> | null | undefined,
  ownBotId: string | undefined,
): Assignee | undefined {
  const assignee = meta?.assignee;
  if (!assignee) return undefined;
  const id = String(assignee.id);
  const isBot = meta.assignee_type === 'AgentBot' || assignee.type === 'agent_bot';
  const otherBot = ownBotId !== undefined && ownBotId !== id;
  return {
    // While our own id is not known, a bot that holds the conversation is taken for us: since 4.16 it mostly is.
    kind: isBot ? (otherBot ? 'other-bot' : 'this-bot') : readAssigneeKind(assignee.type),
    id,
    ...(assignee.name && { name: boundText(assignee.name, MAX_NAME_LENGTH) }),
  };
}

function readAssigneeKind(type: string | null | undefined): Assignee['kind'] {
  return type === 'captain_assistant' ? 'other-bot' : 'person';
}

function readLanguage(wire: WireConversation, context: ConversationContext): string | null | undefined {
  const attributes = wire.additional_attributes;
  return (
    attributes?.conversation_language ??
    context.widgetLanguage ??
    attributes?.browser_language ??
    wire.meta?.sender?.additional_attributes?.language_code
  );
}

const none: readonly ConversationFeature[] = [];
const since413: readonly ConversationFeature[] = ['markers', 'typing'];
const since415: readonly ConversationFeature[] = ['markers', 'typing', 'read-back', 'labels'];

/** Versions by shape (protocol §10): `account` in the conversation, then `assignee_type` or a delivery id. */
function readFeatures(wire: WireConversation, context: ConversationContext): readonly ConversationFeature[] {
  if (wire.account) return since415;
  const newerThan42 = wire.meta?.assignee_type !== undefined || context.deliveryId !== undefined;
  return newerThan42 ? since413 : none;
}
