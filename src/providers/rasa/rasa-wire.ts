/**
 * Shapes of Rasa 3.x that we read; everything else is passed over. Sources: `rasa/core/channels/rest.py`,
 * `rasa/server.py`, `rasa/shared/core/trackers.py`, `rasa/shared/core/events.py` (RasaHQ/rasa 3.6) and, for CALM,
 * `rasa/dialogue_understanding/commands` (Rasa Pro 3.7 to 3.15).
 */
import { z } from 'zod';
import type { JsonObject } from '../../core/model/json.ts';

const text = z.string().nullish();
const number = z.number().nullish();
const json = z.json();
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);
/** A part of another shape than ours must not spoil the whole answer. */
const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

const button = z.object({ title: text, payload: text, type: text, url: text });

/** One item of the REST answer. */
export const rasaMessageSchema = z.object({
  text: lenient(z.string()),
  buttons: lenient(z.array(button)),
  image: lenient(z.string()),
  attachment: lenient(json),
  custom: lenient(json),
});

export const rasaMessagesSchema = z.array(rasaMessageSchema);

/** One post of the callback channel. */
export const rasaCallbackMessageSchema = rasaMessageSchema.extend({ recipient_id: z.string().min(1) });

const intent = z.object({ name: text, confidence: number });

const entity = z.object({
  entity: z.string(),
  value: json.optional(),
  start: number,
  end: number,
  role: text,
  group: z.union([z.string(), z.number()]).nullish(),
  confidence_entity: number,
  confidence: number,
  extractor: text,
  additional_info: lenient(z.object({ grain: text })),
});

const responseSelection = z.object({
  response: lenient(z.object({ intent_response_key: text, confidence: number })),
});

/** CALM. Commands carry more keys, each its own. */
const command = z.object({
  command: z.string(),
  flow: text,
  options: lenient(z.array(z.string())),
  reason: text,
  error_type: text,
});

/** What Rasa made of one message: the answer of `/model/parse`, and `latest_message` of the tracker. */
export const rasaParseSchema = z.object({
  text: text,
  intent: intent.nullish(),
  intent_ranking: z.array(intent).nullish(),
  entities: z.array(entity).nullish(),
  response_selector: lenient(z.record(z.string(), z.unknown())),
  metadata: lenient(z.record(z.string(), z.unknown())),
  commands: lenient(z.array(command)),
});

export const rasaResponseSelectionSchema = responseSelection;

const stackFrame = z.object({ type: text, flow_id: text, collect: text });

export const rasaTrackerSchema = z.object({
  slots: jsonObject.nullish(),
  latest_message: rasaParseSchema.nullish(),
  paused: z.boolean().nullish(),
  events: z.array(z.unknown()).nullish(),
  active_loop: lenient(z.object({ name: text })),
  latest_action_name: text,
  stack: lenient(z.array(stackFrame)),
});

/** Events differ by kind; we read these few keys of whichever kind has them. */
export const rasaEventSchema = z.object({
  event: z.string(),
  name: text,
  text: text,
  flow_id: text,
  metadata: lenient(z.object({ utter_action: text })),
  data: lenient(
    z.object({
      buttons: rasaMessageSchema.shape.buttons,
      quick_replies: rasaMessageSchema.shape.buttons,
      image: rasaMessageSchema.shape.image,
      attachment: rasaMessageSchema.shape.attachment,
      custom: rasaMessageSchema.shape.custom,
      elements: lenient(
        z.array(z.object({ title: text, subtitle: text, buttons: rasaMessageSchema.shape.buttons })),
      ),
    }),
  ),
});

export const rasaVersionSchema = z.object({ version: z.string() });
export const rasaStatusSchema = z.object({ model_file: text, model_id: text });

export type RasaMessage = z.output<typeof rasaMessageSchema>;
export type RasaCallbackMessage = z.output<typeof rasaCallbackMessageSchema>;
export type RasaButton = z.output<typeof button>;
export type RasaParse = z.output<typeof rasaParseSchema>;
export type RasaEntity = z.output<typeof entity>;
export type RasaCommand = z.output<typeof command>;
export type RasaTracker = z.output<typeof rasaTrackerSchema>;
export type RasaEvent = z.output<typeof rasaEventSchema>;
