import { z } from 'zod';

const share = z.number().min(0).max(1);

const tooHigh = { path: ['clarify'], error: 'expected a score that is not above confidence.answer' };

function inOrder({
  answer,
  clarify,
}: {
  answer?: number | undefined;
  clarify?: number | undefined;
}): boolean {
  return answer === undefined || clarify === undefined || clarify <= answer;
}

const answer = 'From this score up the intent is answered.';
const clarify = 'From this score up, but below `answer`, the bot asks "Did you mean …?".';
const margin = 'When the second intent is nearer to the first than this, the bot asks too. 0: never.';

const overrideShape = {
  answer: share.optional().describe(answer),
  clarify: share.optional().describe(clarify),
  margin: share.optional().describe(margin),
};

const fallback = 'The engine itself says that it did not understand.';
const empty = 'The engine names an intent for which there is no answer.';
const engineError = 'The engine failed. Beside its own count, `engine_errors`.';

const countOverride = z.strictObject({
  fallback: z.boolean().optional().describe(fallback),
  empty: z.boolean().optional().describe(empty),
  engine_error: z.boolean().optional().describe(engineError),
});

/** When an intent counts as understood, and what follows when it does not. */
export const confidenceSchema = z
  .strictObject({
    answer: share.default(0.6).describe(answer),
    clarify: share.default(0.35).describe(clarify),
    margin: share.default(0.1).describe(margin),
    misses: z
      .int()
      .min(1)
      .max(20)
      .default(2)
      .describe('Utterances in a row that are not understood before people take over.'),
    reset: z
      .strictObject({
        understood: z.boolean().default(true).describe('An utterance that is understood ends the row.'),
        after_minutes: z
          .number()
          .min(0)
          .max(525_600)
          .default(60)
          .describe('A miss this long ago does not count any more. 0: it always does.'),
      })
      .prefault({})
      .describe(
        'When the count of misses begins anew. A conversation that comes back to the bot begins anew.',
      ),
    count: z
      .strictObject({
        fallback: z.boolean().default(true).describe(fallback),
        empty: z.boolean().default(true).describe(empty),
        engine_error: z.boolean().default(false).describe(engineError),
      })
      .prefault({})
      .describe('What counts as a miss beside a low score.'),
    engine_errors: z
      .int()
      .min(1)
      .max(100)
      .default(3)
      .describe(
        'Engine failures in a row before people take over, where `handoff.on_engine_error: apologize`.',
      ),
    fallback_intents: z
      .array(z.string().min(1))
      .default([])
      .describe('Intents by which the engine says that it did not understand, beside those it marks itself.'),
    intents: z
      .record(z.string(), z.strictObject(overrideShape).refine(inOrder, tooHigh))
      .default({})
      .describe('Other thresholds for single intents. They win over those of the engine.'),
    engines: z
      .record(
        z.string(),
        z
          .strictObject({
            ...overrideShape,
            fallback_intents: z.array(z.string().min(1)).optional().describe('Instead of those above.'),
            count: countOverride.optional().describe('What counts as a miss of this engine.'),
          })
          .refine(inOrder, tooHigh),
      )
      .default({})
      .describe('Other thresholds for single engines: scores of two engines are not alike.'),
  })
  .refine(inOrder, tooHigh);

export type ConfidenceBlock = z.output<typeof confidenceSchema>;
