/** The stored form of one planned call: all that is needed to send it, also after a restart. */
import { z } from 'zod';
import type { Json, JsonObject } from '../core/model/json.ts';

/** Endpoints below `/api/v1/accounts/<account>/conversations/<conversation>/` that a bot's token may use. */
const endpoints = [
  /** The exception: a new conversation is made beside the others. */
  'conversations',
  'messages',
  'toggle_status',
  'toggle_priority',
  'assignments',
  'custom_attributes',
  'labels',
] as const;
export type Endpoint = (typeof endpoints)[number];

/** What is stored is JSON already: looking into every value again would cost each delivery a walk through it. */
const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const requestSchema = z.strictObject({
  account: z.string(),
  conversation: z.string(),
  endpoint: z.enum(endpoints),
  /** The JSON that is posted. */
  body: jsonObject,
  /** When the customer did what this answers: epoch milliseconds by Chatwoot's clock. */
  causedAt: z.number().optional(),
  /** Whom the conversation is given to; the id is looked up when the call is sent. `body` is empty then. */
  assign: z.strictObject({ kind: z.enum(['team', 'agent']), name: z.string() }).optional(),
  /** A file to fetch and send along, as multipart. */
  upload: z
    .strictObject({ url: z.string(), mediaType: z.enum(['image', 'audio', 'video', 'file']) })
    .optional(),
  /**
   * Chatwoot replaces attributes and labels wholesale. These are put into what the conversation holds when the call
   * is sent; `body` is what to post when that cannot be read.
   */
  merge: z
    .strictObject({ attributes: jsonObject.optional(), labels: z.array(z.string()).optional() })
    .optional(),
});

export type ChatwootRequest = z.infer<typeof requestSchema>;

/** Undefined: not a call of this channel, or one of a version that stored it otherwise. */
export function readRequest(stored: Json): ChatwootRequest | undefined {
  return requestSchema.safeParse(stored).data;
}
