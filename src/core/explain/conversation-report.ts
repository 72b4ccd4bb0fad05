/**
 * What became of a conversation, turn by turn, for the person who asks why. One shape for the command line, for
 * `GET /api/conversations/:key/trace` and for whoever reads either; `docs/api/conversation-report.schema.json` is
 * generated from it. Read tolerantly: a newer gateway may tell more.
 */
import { z } from 'zod';
import { handoffReasons } from '../model/handoff.ts';
import type { Json } from '../model/json.ts';

const time = z.number().describe('Epoch milliseconds.');
const intent = z.object({ name: z.string(), score: z.number().optional() });
const json: z.ZodType<Json> = z.json();
const detail = z.record(z.string(), json);

const callReport = z.object({
  id: z.string().describe('`<turn id>/<number>`; travels to the platform as a marker.'),
  name: z.string().describe('message, note, status, attributes, labels …'),
  says: z.string().optional().describe('What it says or sets, in short.'),
  end: z.enum(['waiting', 'sent', 'dead', 'skipped']),
  reference: z.string().optional().describe('Id of the message on the platform.'),
  error: z.string().optional(),
  note: z.string().optional().describe('Something odd about a call that was sent.'),
  attempts: z.int(),
  endedAt: time.optional(),
});

const turnReport = z.object({
  id: z.string().describe('Id of the event that caused it.'),
  at: time.describe('When the event was accepted, epoch milliseconds.'),
  event: z.string(),
  decision: z.enum(['answered', 'clarified', 'handed-off', 'silent', 'failed']),
  reason: z.string().describe('Why, in words; for `silent` why the event was skipped.'),
  durationMs: z.number(),
  attempts: z.int().optional().describe('How often the turn was begun, when it took more than once.'),
  utterance: z.string().optional(),
  intent: intent.optional(),
  alternatives: z.array(intent),
  entities: z.array(z.object({ name: z.string(), value: json, score: z.number().optional() })),
  engine: z.object({ name: z.string(), durationMs: z.number(), error: z.string().optional() }).optional(),
  flow: z.object({ name: z.string(), step: z.string() }).optional(),
  answeredBy: z.looseObject({ kind: z.string() }),
  handoff: z
    .string()
    .optional()
    .describe(`One of ${handoffReasons.join(', ')}.`),
  warnings: z.array(z.object({ code: z.string(), detail: z.string() })),
  steps: z.array(z.object({ at: time, step: z.string(), detail })),
  calls: z.array(callReport),
});

const skippedDelivery = z.object({
  at: time,
  event: z.string().describe('Name of the webhook event.'),
  outcome: z.enum(['ignored', 'duplicate', 'refused', 'failed']),
  reason: z.string(),
  messageId: z.string().optional(),
  times: z.int().optional().describe('How often in a row, when more than once; `at` is the last time.'),
});

const deadLetterReport = z.object({
  id: z.string(),
  kind: z.enum(['event', 'call']),
  what: z.string(),
  error: z.string(),
  at: time,
  attempts: z.int(),
});

export const conversationReportSchema = z
  .object({
    key: z.string().describe('`<bot>:<account>:<id>`'),
    known: z
      .boolean()
      .describe('False: nothing of this conversation ever reached the gateway, or it was forgotten.'),
    conversation: z
      .object({
        status: z.string(),
        channel: z.string(),
        inbox: z.string(),
        language: z.string().optional(),
        assignee: z.string().optional().describe('person, this-bot or other-bot'),
      })
      .optional()
      .describe('As the newest event saw it.'),
    state: z
      .object({
        owner: z.enum(['bot', 'people']),
        ownerSince: time.optional(),
        ownerReason: z.string().optional(),
        engine: z.string().optional(),
        flow: z.object({ name: z.string(), step: z.string() }).optional(),
        misses: z.int(),
        turns: z.int(),
        provedUntil: time.optional().describe('Until when a one-time code counts.'),
      })
      .optional(),
    turns: z.array(turnReport).describe('Oldest first.'),
    skipped: z
      .array(skippedDelivery)
      .describe('Webhooks that led to no turn. Kept in memory: empty after a restart and offline.'),
    deadLetters: z.array(deadLetterReport),
  })
  .describe('What became of a conversation, turn by turn.');

export type ConversationReport = z.output<typeof conversationReportSchema>;
export type TurnReport = ConversationReport['turns'][number];
export type CallReport = TurnReport['calls'][number];
export type SkippedDelivery = ConversationReport['skipped'][number];
export type DeadLetterReport = ConversationReport['deadLetters'][number];
