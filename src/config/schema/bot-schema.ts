import { z } from 'zod';
import { attendanceShape } from './attendance-schema.ts';
import { chatwootSchema } from './chatwoot-schema.ts';
import { confidenceSchema } from './confidence-schema.ts';
import { handoffSchema } from './handoff-schema.ts';
import { identitySchema } from './identity-schema.ts';
import { intentsSchema } from './intent-schema.ts';
import { privacySchema, writeBackSchema } from './privacy-schema.ts';
import { routesSchema } from './routes-schema.ts';
import { timeZone } from './time-zone.ts';

const sentence = z.string().min(1);

const languageTag = z
  .string()
  .refine(isLanguageTag, { error: 'expected a language tag like "en" or "pt-BR"' })
  .default('en');

const textsSchema = z.strictObject({
  fallback: sentence
    .default('Sorry, I did not understand that. Could you say it in other words?')
    .describe('Said when an utterance is not understood.'),
  clarify: sentence.default('Did you mean:').describe('Opens the question with the two likeliest intents.'),
  something_else: sentence.default('Something else').describe('Title of the option that is none of these.'),
  apology: sentence
    .default('Sorry, something is not working on our side. Please try again in a moment.')
    .describe('Said when the engine is down and the bot keeps the conversation.'),
  unsupported: sentence
    .default('Sorry, I can only read text.')
    .describe('Said to attachments and the like that nothing reads.'),
});

const contextSchema = z.strictObject({
  contact: z.array(z.string()).default([]).describe('Attributes of the contact.'),
  conversation: z.array(z.string()).default([]).describe('Attributes of the conversation.'),
});

/** Everything about one bot except the blocks of the engines, which the provider registry adds. */
export const botShape = {
  chatwoot: chatwootSchema.describe('The connection to Chatwoot.'),
  language: languageTag.describe('Language of the bot, where the conversation names none.'),
  time_zone: timeZone.default('UTC').describe('Zone in which "tomorrow" is meant.'),
  provider: z.string().min(1).describe('Name of the engine that answers; its block stands beside this key.'),
  fallback: z
    .string()
    .min(1)
    .optional()
    .describe('Name of the engine that is asked when the other one is down. Its block stands beside, too.'),
  shadow: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Name of an engine that is asked the same, and never shown: its intents stand in the traces, for comparison.',
    ),
  routes: routesSchema
    .default([])
    .describe(
      'Conversations that another engine serves. The first route that fits decides, for a whole session.',
    ),
  confidence: confidenceSchema.prefault({}).describe('When an intent counts as understood.'),
  handoff: handoffSchema.prefault({}).describe('When and how people take over.'),
  texts: textsSchema.prefault({}).describe('Sentences of the bot itself.'),
  titles: z
    .record(z.string(), sentence)
    .default({})
    .describe('Names of intents as the customer reads them in "Did you mean …?".'),
  ...attendanceShape,
  context: contextSchema
    .prefault({})
    .describe('Attributes that the engine may see. Nothing else leaves the gateway.'),
  identity: identitySchema
    .prefault({})
    .describe('Intents and flows for which the visitor must have proved who they are.'),
  privacy: privacySchema.prefault({}).describe('Personal data that the engine never sees.'),
  write_back: writeBackSchema
    .prefault({})
    .describe(
      'What a turn leaves behind on the conversation in Chatwoot. Only values that changed are written.',
    ),
  allowed_hosts: z
    .array(z.string().regex(/^[^\s/]+$/, 'a host like example.com or localhost:8300, without http://'))
    .default([])
    .describe('Hosts that fetch steps and media may name.'),
  typing_after_ms: z
    .int()
    .min(0)
    .max(60_000)
    .default(800)
    .describe('Typing is shown when an answer takes longer than this, milliseconds.'),
  fresh_session_after_resolve: z
    .boolean()
    .default(true)
    .describe('A conversation that was resolved and is written to again begins anew with the engine.'),
  flows: z
    .array(z.string().min(1))
    .default([])
    .describe('Flow files, relative to this file. `*` is understood.'),
  intents: intentsSchema
    .default({})
    .describe("What each intent leads to. An intent that is absent gets the engine's own words."),
};

export const botSchema = z.strictObject(botShape);

export type BotBlock = z.output<typeof botSchema>;

/** Bot names stand in webhook addresses. */
export const botNamePattern = /^[a-z0-9][a-z0-9_-]{0,62}$/;

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
