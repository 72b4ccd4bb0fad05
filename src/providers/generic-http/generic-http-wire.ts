/** The protocol between the gateway and a bot of one's own. Published as JSON Schema and OpenAPI (`npm run generate`). */
import { z } from 'zod';
import type { Json, JsonObject } from '../../core/model/json.ts';
import { replyWireSchema } from './reply-wire.ts';
import { withoutNulls } from './without-nulls.ts';

export const PROTOCOL_VERSION = 1;

const json: z.ZodType<Json> = z.json().meta({ id: 'Json' });
const object: z.ZodType<JsonObject> = z.record(z.string(), json);
const text = z.string();
const score = z.number().min(0).max(1);

const attachment = z.object({
  kind: z.enum(['image', 'audio', 'video', 'file', 'location', 'contact', 'other']),
  url: text.optional(),
  title: text.optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
});

const content = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text }),
    z.object({ kind: z.literal('choice'), value: text, title: text }).describe('An option was chosen.'),
    z.object({ kind: z.literal('form'), values: z.record(text, text) }).describe('A form was submitted.'),
    z.object({ kind: z.literal('attachment'), items: z.array(attachment), caption: text.optional() }),
    z.object({ kind: z.literal('opened') }).describe('The customer opened the chat.'),
    z
      .object({ kind: z.literal('event'), name: text, values: object })
      .describe('Something outside happened.'),
  ])
  .meta({ id: 'Content' });

/** What is posted to the bot. */
export const turnRequestSchema = z.object({
  version: z.literal(PROTOCOL_VERSION),
  turn_id: text.describe('Unique for each turn, and the same when a turn is repeated.'),
  attempt: z.int().min(1).describe('From 2 on this turn may have reached you before: do not act twice.'),
  session_id: text.describe('One dialogue. A conversation that was closed and goes on gets a new one.'),
  purpose: z
    .enum(['converse', 'understand', 'check'])
    .describe(
      'converse: take part in the dialogue. understand: name intent and entities, move nothing. check: an operator asks whether you are there; any answer will do.',
    ),
  content,
  language: text.optional().describe('BCP 47.'),
  time_zone: text.describe('IANA zone in which words like "tomorrow" are meant.'),
  at: z.iso.datetime().describe('When the customer said it.'),
  conversation: z
    .object({ contact: object, attributes: object })
    .describe('Attributes that the configuration lists under `context:`. Nothing else leaves the gateway.'),
  session: json.optional().describe('What you returned as `session` last time.'),
});

const intent = z
  .object({ name: text.min(1), score: score.optional().describe('Leave it out when you have none.') })
  .meta({ id: 'Intent' });

const entity = z
  .object({
    name: text.min(1),
    value: json.describe('Resolved: a canonical name, an ISO date, a number …'),
    text: text.optional().describe("The customer's words."),
    start: z.int().min(0).optional().describe('Offset into the text, UTF-16 units.'),
    end: z.int().min(0).optional(),
    role: text.optional(),
    group: text.optional(),
    score: score.optional(),
  })
  .meta({ id: 'Entity' });

const handoff = z
  .object({ note: text.optional().describe('For the people who take over.') })
  .describe('Give the conversation to people, after the replies.');
const ended = z.object({ resolve: z.boolean() }).describe('The dialogue is over; `resolve` closes it.');

/** What the bot answers. `replies` are typed by the reader, one by one. */
const answerShape = {
  intent: intent.optional(),
  alternatives: z.array(intent).default([]).describe('Best first, without `intent`.'),
  entities: z.array(entity).default([]),
  fallback: z.boolean().optional().describe('You did not understand, whatever the score.'),
  handoff: handoff.optional(),
  ended: ended.optional(),
  expects_answer: z
    .boolean()
    .optional()
    .describe('Your question must be heard, also where the configuration answers this intent itself.'),
  replies_follow: z.boolean().optional().describe('You answer later, by late replies.'),
  silent: z.boolean().optional().describe('You mean to say nothing.'),
  slots: object.optional().describe('What you know so far.'),
  session: json.optional().describe('Opaque; handed back with the next turn of the session.'),
  language: text.optional().describe('BCP 47, as you found it.'),
  sentiment: z.number().min(-1).max(1).optional(),
  warnings: z
    .array(z.object({ code: text, detail: text }))
    .default([])
    .describe('For the trace.'),
};

export const turnAnswerSchema = z.object({ ...answerShape, replies: z.array(replyWireSchema).default([]) });
/** The same as it is read: one reply of the wrong shape does not spoil the others. */
export const readableAnswerSchema = z.preprocess(
  withoutNulls,
  z.object({ ...answerShape, replies: z.array(z.unknown()).default([]) }),
);

const lateShape = {
  version: z.literal(PROTOCOL_VERSION),
  session_id: text.min(1).max(64),
  id: text.min(1).max(200).describe('Yours, and the same when you send it again: then it is said once.'),
  handoff: handoff.optional(),
  ended: ended.optional(),
};

/** What the bot posts to us by itself. */
export const lateReplySchema = z.object({ ...lateShape, replies: z.array(replyWireSchema).default([]) });
export const readableLateReplySchema = z.preprocess(
  withoutNulls,
  z.object({ ...lateShape, replies: z.array(z.unknown()).default([]) }),
);

export type TurnRequest = z.output<typeof turnRequestSchema>;
export type ReadableAnswer = z.output<typeof readableAnswerSchema>;
