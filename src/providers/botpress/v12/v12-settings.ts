import { z } from 'zod';
import { engineUrl, remoteEngineSettings } from '../../shared/engine-settings.ts';

const names = z.array(z.string().min(1));

/** What in an answer means "a person, please". Botpress has no signal of its own on this channel. */
const handoffSettings = z
  .strictObject({
    keys: names
      .default(['handoff'])
      .describe('Keys of a custom payload or of metadata that hand over when neither empty nor false.'),
    components: names.default(['Handoff']).describe('Components of custom payloads that hand over.'),
    intents: names
      .default(['talk_to_human', 'human_handoff', 'handoff'])
      .describe('Names of intents. Needs login.'),
    flows: names.default([]).describe('Flows that ran, e.g. handoff.flow.json. Needs login.'),
    nodes: names.default([]).describe('Nodes that ran, by name. Needs login.'),
    variables: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .default({ handoff: true })
      .describe('Session variables and the value that hands over. Needs login.'),
    texts: names.default([]).describe('Marker texts: a reply that contains one hands over and is not shown.'),
  })
  .prefault({});

const loginSettings = z.strictObject({
  email: z.string().min(1).describe('Account of a collaborator who may use the workspace of the bot.'),
  password: z.string().min(1).describe('Its password.'),
  strategy: z
    .string()
    .regex(/^[\w-]+\/[\w-]+$/)
    .default('basic/default')
    .describe('Type and id of the login, as GET /api/v1/auth/config lists them.'),
});

export const botpressV12SettingsSchema = z
  .strictObject({
    url: engineUrl.describe(
      'Address of the server, with the path of EXTERNAL_URL, e.g. http://localhost:3000.',
    ),
    bot_id: z
      .string()
      .regex(/^[\w-]+$/, 'letters, digits, - and _')
      .describe('Id of the bot, as its address in the studio shows it.'),
    mode: z
      .enum(['dialogue', 'nlu'])
      .default('dialogue')
      .describe('dialogue: Botpress answers. nlu: Botpress names intents and entities only; needs login.'),
    login: loginSettings
      .optional()
      .describe('Account of the gateway. Without it Botpress names no intent, score or entity.'),
    user_prefix: z
      .string()
      .regex(/^[A-Za-z0-9_-]*$/)
      .default('cw-')
      .describe('Stands before the session id in the id of the Botpress user.'),
    contexts: names.min(1).default(['global']).describe('NLU contexts.'),
    text_limit: z
      .int()
      .min(20)
      .max(100_000)
      .default(360)
      .describe('Longest message in characters: converse.maxMessageLength of the server.'),
    long_text: z
      .enum(['cut', 'split', 'handoff'])
      .default('cut')
      .describe('A longer message is cut, sent in pieces one after the other, or given to people.'),
    listen_on_ms: z
      .int()
      .min(0)
      .max(600_000)
      .default(120_000)
      .describe('How long an answer is listened to after its turn gave up, in milliseconds.'),
    send_again: z
      .boolean()
      .default(false)
      .describe('Send a message again whose fate is not known. The dialogue may then move twice.'),
    opened_message: z
      .string()
      .min(1)
      .optional()
      .describe('Sent when the customer opens the chat, e.g. hello.'),
    attachment_message: z
      .string()
      .min(1)
      .optional()
      .describe('Sent for a file without a text when there is no login. The files are in the metadata.'),
    max_answer_bytes: z
      .int()
      .min(1_000)
      .max(100_000_000)
      .default(2_000_000)
      .describe('Largest answer that is read.'),
    dates: z
      .boolean()
      .default(true)
      .describe('Days in the customer’s words ("Friday") are resolved to dates by the gateway.'),
    fallback_intents: names.default(['none']).describe('Intents that mean "not understood".'),
    handoff: handoffSettings.describe('What in an answer means "a person, please".'),
    ...remoteEngineSettings,
  })
  .refine(({ mode, login }) => mode === 'dialogue' || login, {
    path: ['login'],
    error: 'mode: nlu needs a login',
  });

export type BotpressV12Settings = z.output<typeof botpressV12SettingsSchema>;
export type BotpressV12HandoffSettings = BotpressV12Settings['handoff'];
