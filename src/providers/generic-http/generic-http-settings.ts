import { z } from 'zod';
import { callbackSettings } from '../shared/callback-settings.ts';
import { engineUrl, remoteEngineSettings } from '../shared/engine-settings.ts';

/** Shorter ones could be guessed from a few signed messages. */
const secret = z.string().min(16, 'at least 16 characters');

export const genericHttpSettingsSchema = z.strictObject({
  url: engineUrl.describe('Address to which every question is posted, e.g. https://bot.example.com/turn.'),
  secrets: z
    .array(secret)
    .min(1)
    .max(2)
    .describe(
      'Shared with the bot: signs our requests (the first) and its late replies (any; two while it is rotated).',
    ),
  token: z.string().min(1).optional().describe('Sent as `Authorization: Bearer …` as well.'),
  understands: z
    .boolean()
    .default(true)
    .describe('The bot looks at `purpose: understand` and then only names intent and entities.'),
  repeatable: z
    .boolean()
    .default(false)
    .describe('The same question may be sent again at once after a failure on the way.'),
  one_at_a_time: z
    .boolean()
    .default(true)
    .describe('The next question of a session waits for the answer to the one before.'),
  languages: z.array(z.string().min(2)).default([]).describe('Languages of the bot; empty: any.'),
  text_length: z
    .int()
    .min(1)
    .optional()
    .describe('Longest text that the bot takes, in characters. Absent: no limit.'),
  callback: z
    .strictObject(callbackSettings)
    .optional()
    .describe('The bot may speak by itself (late replies). Its posts are signed, whatever stands here.'),
  tolerance_seconds: z
    .int()
    .min(1)
    .max(86_400)
    .default(300)
    .describe("Largest difference between the bot's clock and ours that a late reply may show."),
  max_answer_bytes: z
    .int()
    .min(1_000)
    .max(100_000_000)
    .default(1_000_000)
    .describe('Largest answer that is read.'),
  ...remoteEngineSettings,
});

export type GenericHttpSettings = z.output<typeof genericHttpSettingsSchema>;
