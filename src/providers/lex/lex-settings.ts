import { z } from 'zod';
import { engineUrl, remoteEngineSettings } from '../shared/engine-settings.ts';
import { LONGEST_TEXT } from './long-text.ts';

const names = z.array(z.string().min(1));
const attributeName = z.string().regex(/^(?!x-amz-lex:)[\w.-]+$/, 'a name like conversation_id');
const identifier = z.string().regex(/^[0-9a-zA-Z]{10}$/, 'ten letters and digits');
const localeId = z.string().regex(/^[a-z]{2}_[A-Z0-9]{2,3}$/, 'a Lex locale like en_US');
const intentName = z.string().regex(/^[0-9a-zA-Z_-]{1,100}$/, 'the name of an intent');

/** What in an answer of Lex means "a person, please". Lex itself has no word for it. */
const handoffSettings = z
  .strictObject({
    payload_keys: names
      .default(['handoff'])
      .describe('Keys of a custom payload that hand over when their value is neither empty nor false.'),
    intents: names
      .default(['TalkToAgent', 'AgentHandoff', 'TransferToAgent'])
      .describe('Intents that hand over when Lex has finished them.'),
    attributes: names
      .default(['handoff', 'transfer_to_agent'])
      .describe(
        'Session attributes that hand over when they are neither empty nor false. They are then cleared.',
      ),
    reason_attribute: z
      .string()
      .default('handoffReason')
      .describe('Session attribute that tells the agent why. Cleared with the others.'),
    team_attribute: z
      .string()
      .default('handoffTeam')
      .describe('Session attribute that tells the agent for whom. Cleared with the others.'),
    failed: z.boolean().default(false).describe('An intent that Lex gives up as Failed hands over.'),
  })
  .prefault({});

const welcomeSettings = z
  .union([
    z.strictObject({
      text: z.string().min(1).max(1024).describe('Sent as if the customer had said it, e.g. hello.'),
    }),
    z.strictObject({
      intent: intentName.describe('Started without an utterance (PutSession), e.g. Welcome.'),
    }),
  ])
  .describe('What Lex is asked when the customer opens the chat. Absent: nothing.');

const textLimit = z
  .strictObject({
    characters: z
      .int()
      .min(10)
      .max(LONGEST_TEXT)
      .default(LONGEST_TEXT)
      .describe('Longest text that is sent in one request.'),
    over: z
      .enum(['cut', 'split', 'handoff'])
      .default('cut')
      .describe(
        'What happens to a longer one: its beginning is sent, it is sent in pieces, or people take over.',
      ),
  })
  .prefault({})
  .describe('Customers write more than Lex takes.');

export const lexSettingsSchema = z
  .strictObject({
    bot_id: identifier.describe('Id of the Lex V2 bot.'),
    bot_alias_id: identifier.describe(
      'Id of its alias. TSTALIASID is the test alias, which serves the draft.',
    ),
    region: z
      .string()
      .regex(/^[a-z]{2,4}(?:-[a-z]+)+-\d$/, 'a region like eu-central-1')
      .optional()
      .describe('AWS region of the bot. Absent: AWS_REGION or the profile says it.'),
    locale: localeId.default('en_US').describe('Locale for languages that `locales` does not name.'),
    locales: z
      .record(z.string().min(2), localeId)
      .default({})
      .describe('Locale by language of the conversation, e.g. {de: de_DE, pt-BR: pt_BR}.'),
    mode: z
      .enum(['dialogue', 'nlu'])
      .default('dialogue')
      .describe('dialogue: Lex answers. nlu: Lex names intents and slots only, each utterance on its own.'),
    access_key_id: z.string().min(1).optional().describe('Absent: the default credential chain of AWS.'),
    secret_access_key: z.string().min(1).optional().describe('Belongs to access_key_id.'),
    session_token: z.string().min(1).optional().describe('Only of temporary credentials.'),
    profile: z
      .string()
      .min(1)
      .optional()
      .describe('Profile of the shared AWS configuration; it may assume a role.'),
    endpoint: engineUrl
      .optional()
      .describe('Another address than that of the region: a VPC endpoint, or a stand-in for tests.'),
    session_prefix: z
      .string()
      .regex(/^[0-9a-zA-Z._:-]{1,40}$/)
      .default('cw-')
      .describe('Stands before the session id.'),
    session_attributes: z
      .record(attributeName, z.string())
      .default({})
      .describe('Session attributes of every conversation, e.g. {source: chatwoot}.'),
    context_as: z
      .enum(['request', 'session', 'both'])
      .default('request')
      .describe('Send the listed context as request attributes, session attributes or both.'),
    recover: z
      .boolean()
      .default(true)
      .describe(
        'A turn that is repeated first looks whether Lex heard it before. Needs lex:GetSession; puts the session attribute chatwoot_turn.',
      ),
    dates: z
      .boolean()
      .default(true)
      .describe(
        'Days in the customer’s words that Lex left unresolved are resolved by the gateway (slot `date`).',
      ),
    welcome: welcomeSettings.optional(),
    text_limit: textLimit,
    no_answer: z
      .string()
      .min(1)
      .optional()
      .describe('Said when Lex ends an intent without a word. Absent: the bot says its fallback text.'),
    fallback_intents: names.default(['FallbackIntent']).describe('Intents that mean "not understood".'),
    resolve_intents: names
      .default([])
      .describe('Intents that resolve the conversation when Lex closes them.'),
    handoff: handoffSettings.describe('What in an answer means "a person, please".'),
    max_answer_bytes: z
      .int()
      .min(1_000)
      .max(10_000_000)
      .default(1_000_000)
      .describe('Largest answer that is taken.'),
    ...remoteEngineSettings,
  })
  .refine((settings) => !settings.access_key_id === !settings.secret_access_key, {
    path: ['secret_access_key'],
    error: 'access_key_id and secret_access_key go together',
  })
  .refine((settings) => !settings.session_token || settings.access_key_id, {
    path: ['session_token'],
    error: 'a session token belongs to an access_key_id',
  })
  .refine((settings) => !(settings.profile && settings.access_key_id), {
    path: ['profile'],
    error: 'give either a profile or keys',
  });

export type LexSettings = z.output<typeof lexSettingsSchema>;
export type LexHandoffSettings = LexSettings['handoff'];
