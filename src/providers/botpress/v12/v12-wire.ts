/**
 * Shapes of Botpress 12.x that we read; everything else is passed over. Sources: recordings of 12.31.10, and
 * `modules/builtin/src/content-types`, `packages/bp/src/core/converse`, `modules/nlu/src/backend` (botpress/v12).
 */
import { z } from 'zod';
import type { JsonObject } from '../../../core/model/json.ts';

const text = z.string().nullish();
/** A part of another shape than ours must not spoil the whole answer. */
const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);
const string = lenient(z.string());
const number = lenient(z.number());
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());
/** Authors type numbers where texts are meant. */
const scalar = z.union([z.string(), z.number()]).transform(String);

const action = z.object({
  title: string,
  action: string,
  text: string,
  url: string,
  payload: lenient(scalar),
});
const card = z.object({ title: string, subtitle: string, image: string, actions: lenient(z.array(action)) });

/** One thing that the bot said: a content element, or whatever a code action sent. */
export const v12ItemSchema = card.extend({
  /** Absent: text (`BP_VERSION` answers without one). */
  type: string,
  text: string,
  message: string,
  choices: lenient(z.array(z.object({ title: string, value: lenient(scalar) }))),
  options: lenient(z.array(z.object({ label: string, value: lenient(scalar) }))),
  items: lenient(z.array(card)),
  video: string,
  audio: string,
  file: string,
  latitude: number,
  longitude: number,
  address: string,
  value: lenient(z.union([z.number(), z.boolean()])),
  component: string,
  quick_replies: lenient(z.array(z.object({ title: string, payload: lenient(scalar) }))),
  wrapped: lenient(z.object({ text: string })),
  metadata: lenient(jsonObject),
});

const intent = z.object({ name: z.string(), confidence: number });
const entity = z.object({
  name: z.string(),
  meta: lenient(z.object({ confidence: number, start: number, end: number, source: string })),
  data: lenient(z.object({ value: z.json().optional() })),
});
const slot = z.object({
  value: z.json().optional(),
  source: lenient(scalar),
  confidence: number,
  start: number,
  end: number,
});

export const v12NluSchema = z.object({
  intent: lenient(intent),
  intents: lenient(z.array(intent)),
  entities: lenient(z.array(entity)),
  slots: lenient(z.record(z.string(), lenient(slot))),
  language: text,
  errored: lenient(z.boolean()),
});

const node = z.object({ flow: string, node: string });

export const v12ConverseSchema = z.object({
  responses: z.array(jsonObject),
  nlu: lenient(v12NluSchema),
  state: lenient(
    z.object({
      context: lenient(z.object({ currentFlow: string, currentNode: string })),
      session: lenient(jsonObject),
      __stacktrace: lenient(z.array(node)),
    }),
  ),
  decision: lenient(z.object({ source: string })),
});

export const v12PredictSchema = z.object({ nlu: v12NluSchema });

export const v12LoginSchema = z.object({
  payload: z.object({
    jwt: z.string().min(1),
    /** Lifetime in milliseconds, not a date. */
    exp: number,
  }),
});

/** JSON body of a refusal. */
export const v12ErrorSchema = z.object({ errorCode: string, type: string, message: string });

/** Of `GET /status`: each part `up` or not. */
export const v12StatusSchema = z.object({ botpress: z.string() }).catchall(z.unknown());

export type V12Item = z.output<typeof v12ItemSchema>;
export type V12Card = z.output<typeof card>;
export type V12Action = z.output<typeof action>;
export type V12Nlu = z.output<typeof v12NluSchema>;
export type V12Converse = z.output<typeof v12ConverseSchema>;
