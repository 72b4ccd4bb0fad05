import type { BotPolicy } from '../model/bot.ts';
import type { Conversation } from '../model/conversation.ts';
import type { Json, JsonObject } from '../model/json.ts';

/** What an engine may know of the customer and the conversation: the listed attributes, nothing else. */
export function engineContext(conversation: Conversation, policy: BotPolicy): JsonObject {
  return {
    contact: pick(contactValues(conversation), policy.context.contact),
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
