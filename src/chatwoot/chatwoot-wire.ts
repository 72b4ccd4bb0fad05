/**
 * The shapes that Chatwoot posts, as far as we read them (protocol: 4.2 to 4.16). Tolerant: a field that we can do
 * without becomes undefined when it is odd, since an odd label must not cost a customer an answer. Required are
 * only the ids, the message type and the status.
 */
import { z } from 'zod';

/** Absent, null and odd all read as undefined or null. */
function maybe<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().catch(undefined);
}

const id = z.int().nonnegative();
const text = maybe(z.string());
const flag = maybe(z.boolean());
/** Unix seconds that a date can hold, whole or with a fraction. */
const seconds = maybe(z.number().min(0).max(8.64e12));
/** Ids of our own calls; longer ones are nobody's. */
const marker = maybe(z.string().max(500));
/** Looked at later, or only for being there. */
const anything = z.unknown().optional();
const named = z.object({ id, name: text });

const assigneeWire = maybe(named.extend({ type: text }));

const contact = z.object({
  id,
  name: text,
  email: text,
  phone_number: text,
  identifier: text,
  blocked: flag,
  custom_attributes: anything,
  additional_attributes: maybe(z.object({ language_code: text })),
});

/** A number here, a word in the root of message events. */
const direction = { message_type: maybe(z.int()), sender_type: text };

/** The newest public message of the conversation, not necessarily the one of the event. */
const newestMessage = z.object({
  id: maybe(id),
  account_id: maybe(id),
  status: text,
  updated_at: text,
  ...direction,
});

export const conversationWire = z.object({
  id,
  status: z.string(),
  inbox_id: maybe(id),
  account: maybe(z.object({ id })),
  channel: text,
  can_reply: flag,
  additional_attributes: maybe(
    z.object({ referer: text, browser_language: text, conversation_language: text, type: text }),
  ),
  contact_inbox: maybe(z.object({ contact_id: maybe(id), source_id: text, hmac_verified: flag })),
  messages: maybe(z.array(newestMessage)),
  labels: maybe(z.array(z.string())),
  meta: maybe(
    z.object({
      sender: maybe(contact),
      assignee: assigneeWire,
      /** Its presence, even as null, tells a version newer than 4.2. */
      assignee_type: text,
      team: maybe(named),
      hmac_verified: flag,
    }),
  ),
  custom_attributes: anything,
  priority: maybe(z.enum(['low', 'medium', 'high', 'urgent'])),
  waiting_since: seconds,
  last_activity_at: seconds,
  updated_at: seconds,
});
export type WireConversation = z.infer<typeof conversationWire>;

const attachment = z.object({
  file_type: text,
  data_url: text,
  fallback_title: text,
  coordinates_lat: maybe(z.number()),
  coordinates_long: maybe(z.number()),
  meta: maybe(z.object({ firstName: text, lastName: text, first_name: text, last_name: text })),
});
export type WireAttachment = z.infer<typeof attachment>;

export const messageEventWire = z.object({
  id,
  message_type: z.string(),
  /** Strict, unlike the rest: a private note must never be mistaken for a public message. */
  private: z.boolean().nullish(),
  content: text,
  content_type: text,
  content_attributes: maybe(
    z.object({
      gateway_call_id: marker,
      submitted_values: anything,
      submitted_email: text,
      items: anything,
      deleted: flag,
      external_error: anything,
      external_echo: flag,
      automation_rule_id: anything,
      email: maybe(z.object({ auto_reply: flag })),
    }),
  ),
  additional_attributes: maybe(z.object({ campaign_id: anything })),
  created_at: text,
  source_id: text,
  sender: maybe(z.object({ id: maybe(id), name: text, type: text, blocked: flag })),
  account: maybe(z.object({ id })),
  conversation: conversationWire,
  attachments: maybe(z.array(attachment.nullable().catch(null))),
});
export type WireMessageEvent = z.infer<typeof messageEventWire>;

export const conversationEventWire = conversationWire.extend({
  changed_attributes: maybe(z.array(z.record(z.string(), z.unknown()))),
});
export type WireConversationEvent = z.infer<typeof conversationEventWire>;

export const widgetEventWire = z.object({
  /** Of the visitor in this inbox. */
  id: maybe(id),
  source_id: text,
  inbox: maybe(named),
  contact: maybe(contact),
  account: maybe(z.object({ id })),
  current_conversation: maybe(conversationWire),
  event_info: maybe(
    z.object({
      referer: text,
      widget_language: text,
      browser_language: text,
      initiated_at: maybe(z.object({ timestamp: text })),
    }),
  ),
});
export type WireWidgetEvent = z.infer<typeof widgetEventWire>;

/** Read before anything else. */
export const envelopeWire = z.object({ event: z.string() });

/** A conversation as the REST API shows it to a bot (`GET`, or an empty `PATCH`). */
const shownMessage = z.object({
  id,
  source_id: text,
  content_attributes: maybe(z.object({ gateway_call_id: marker })),
  ...direction,
});
export const shownConversationWire = z.object({
  id,
  status: z.string(),
  /** Whole, since it is written back. */
  custom_attributes: maybe(z.record(z.string(), z.json())),
  labels: maybe(z.array(z.string())),
  meta: maybe(z.object({ assignee: assigneeWire, assignee_type: text })),
  last_non_activity_message: maybe(shownMessage),
  messages: maybe(z.array(shownMessage)),
  waiting_since: seconds,
});
export type ShownConversation = z.infer<typeof shownConversationWire>;
