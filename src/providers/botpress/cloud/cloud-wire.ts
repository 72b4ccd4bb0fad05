/**
 * Shapes of the Chat API that we read; everything else is passed over. Sources: `packages/chat-api`,
 * `integrations/chat` (botpress/botpress), and recordings of a third party.
 */
import { z } from 'zod';
import type { JsonObject } from '../../../core/model/json.ts';

/** A part of another shape than ours must not spoil the whole answer. */
const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);
const string = lenient(z.string());
const number = lenient(z.number());
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

export const cloudMessageSchema = z.object({
  id: z.string().min(1),
  createdAt: z.string(),
  conversationId: z.string(),
  userId: z.string(),
  payload: jsonObject,
  metadata: lenient(jsonObject),
  /** Signals only; the list of messages does not say it. */
  isBot: lenient(z.boolean()),
});

export const cloudEventSchema = z.object({
  createdAt: z.string(),
  conversationId: z.string(),
  payload: jsonObject,
  isBot: lenient(z.boolean()),
});

/** The envelope of every signal, over SSE and webhook alike. */
export const cloudSignalSchema = z.object({ type: z.string(), data: z.unknown() });
export const cloudStreamDeltaSchema = z.object({ conversationId: z.string() });

export const cloudUserSchema = z.object({ user: z.object({ id: z.string() }) });
export const cloudConversationSchema = z.object({ conversation: z.object({ id: z.string() }) });
export const cloudCreatedSchema = z.object({ message: cloudMessageSchema });
export const cloudListSchema = z.object({
  messages: z.array(cloudMessageSchema),
  meta: lenient(z.object({ nextToken: string })),
});

/** An error body. It comes with status 200, too (seen with a wrong webhook id). */
export const cloudErrorSchema = z.object({ code: z.number(), type: z.string() });

const action = z.object({ action: string, label: string, value: string });
const option = z.object({ label: string, value: string });
const card = z.object({
  title: string,
  subtitle: string,
  imageUrl: string,
  actions: lenient(z.array(action)),
});

export const cloudPayloadSchema = card.extend({
  type: string,
  text: string,
  markdown: string,
  audioUrl: string,
  videoUrl: string,
  fileUrl: string,
  latitude: number,
  longitude: number,
  address: string,
  options: lenient(z.array(option)),
  /** Cards of a carousel, or parts of a bloc: flat, or below `payload` as on the bot's side. */
  items: lenient(z.array(jsonObject)),
});

export const cloudCardSchema = card;

export type CloudMessage = z.output<typeof cloudMessageSchema>;
export type CloudEvent = z.output<typeof cloudEventSchema>;
export type CloudPayload = z.output<typeof cloudPayloadSchema>;
export type CloudCard = z.output<typeof card>;
