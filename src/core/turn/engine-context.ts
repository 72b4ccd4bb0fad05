import type { BotPolicy } from '../model/bot.ts';
import type { Conversation } from '../model/conversation.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { visitorOf } from './at-gate.ts';
import { provedValue } from './identity-gate.ts';
import type { Turn } from './turn.ts';

/** What the engine of a turn may know beside the utterance. */
export function contextOf(turn: Turn): JsonObject {
  return engineContext(turn.conversation, turn.policy, provedValue(visitorOf(turn)) !== undefined);
}

/** What an engine may know of the customer and the conversation: the listed attributes, nothing else. */
export function engineContext(
  conversation: Conversation,
  policy: Pick<BotPolicy, 'context'>,
  verifiedByCode = false,
): JsonObject {
  const contact = { ...contactValues(conversation), verified_by_code: verifiedByCode };
  return {
    contact: pick(contact, policy.context.contact),
    conversation: pick(conversationValues(conversation), policy.context.conversation),
  };
}

function contactValues({ contact }: Conversation): JsonObject {
  return {
    ...contact.attributes,
    ...defined({
      id: contact.id,
      name: contact.name,
      email: contact.email,
      phone: contact.phone,
      identifier: contact.identifier,
      verified: contact.verified,
    }),
  };
}

function conversationValues(conversation: Conversation): JsonObject {
  return {
    ...conversation.attributes,
    ...defined({
      id: conversation.id,
      channel: conversation.channel,
      inbox: conversation.inbox,
      language: conversation.language,
      page_url: conversation.pageUrl,
      labels: conversation.labels,
      priority: conversation.priority,
    }),
  };
}

/**
 * The conversation as an engine's adapter gets it: ids and channel, which it needs to name its session. What is known
 * of the person is not in it, so that no adapter can let out what is not listed.
 */
export function withoutPerson(conversation: Conversation): Conversation {
  const { key, bot, account, id, inbox, channel, status, canReply, features } = conversation;
  const contact = { id: '', verified: false, blocked: false, attributes: {} };
  const bare = { key, bot, account, id, inbox, channel, status, canReply, features };
  return { ...bare, contact, attributes: {}, labels: [] };
}

/** The values that templates see as `contact.…` and `conversation.…`. They stay in the house, so nothing is hidden. */
export function templateView(conversation: Conversation): JsonObject {
  return { contact: contactValues(conversation), conversation: conversationValues(conversation) };
}

function pick(values: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.filter((name) => name in values).map((name) => [name, values[name] ?? null]),
  );
}

function defined(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const result: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) result[name] = value;
  return result;
}
