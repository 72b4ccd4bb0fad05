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
const named = z.object({ id, name: text });

const assigneeWire = maybe(named.extend({ type: text }));

const contact = z.object({
  id,
  name: text,
  email: text,
  phone_number: text,
  identifier: text,
  blocked: flag,
  custom_attributes: z.unknown(),
  additional_attributes: maybe(z.object({ language_code: text })),
});

/** The newest public message of the conversation, not necessarily the one of the event. */
const newestMessage = z.object({ id: maybe(id), account_id: maybe(id), status: text, updated_at: text });

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
  custom_attributes: z.unknown(),
  priority: maybe(z.enum(['low', 'medium', 'high', 'urgent'])),
  waiting_since: maybe(z.number()),
  last_activity_at: maybe(z.number()),
  updated_at: maybe(z.number()),
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
      gateway_call_id: text,
      submitted_values: z.unknown(),
      submitted_email: text,
      items: z.unknown(),
      deleted: flag,
      external_error: z.unknown(),
      external_echo: flag,
      automation_rule_id: z.unknown(),
      email: maybe(z.object({ auto_reply: flag })),
    }),
  ),
  additional_attributes: maybe(z.object({ campaign_id: z.unknown() })),
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
  account: maybe(z.object({ id })),
  current_conversation: maybe(conversationWire),
  event_info: maybe(
    z.object({
      referer: text,
      widget_language: text,
      initiated_at: maybe(z.object({ timestamp: text })),
    }),
  ),
});
export type WireWidgetEvent = z.infer<typeof widgetEventWire>;

/** Read before anything else: which event, and whether a customer's message is at stake. */
export const envelopeWire = z.object({ event: z.string(), message_type: z.unknown() });

/** A conversation as the REST API shows it to a bot (`GET`, or an empty `PATCH`). */
const shownMessage = z.object({
  id,
  source_id: text,
  content_attributes: maybe(z.object({ gateway_call_id: text })),
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
});
export type ShownConversation = z.infer<typeof shownConversationWire>;
