import { z } from 'zod';
import { callbackSettings } from '../shared/callback-settings.ts';
import { engineUrl, remoteEngineSettings } from '../shared/engine-settings.ts';

const names = z.array(z.string().min(1));

/** What in Rasa's answer means "a person, please". The first that matches is told to the agent. */
const handoffSettings = z
  .strictObject({
    custom_keys: names
      .default(['handoff', 'handoff_host'])
      .describe('Keys of a custom payload that hand over when their value is neither empty nor false.'),
    paused: z
      .boolean()
      .default(true)
      .describe(
        'A paused conversation hands over; false: the bot keeps silent until Rasa resumes it. Needs the tracker.',
      ),
    responses: names
      .default(['utter_handoff', 'utter_human_handoff'])
      .describe('Names of responses (utter_action). Needs the tracker with events.'),
    actions: names
      .default(['action_human_handoff', 'action_handoff'])
      .describe('Names of actions. Needs the tracker with events.'),
    intents: names
      .default(['talk_to_human', 'human_handoff', 'handoff'])
      .describe('Names of intents. Needs the tracker.'),
    commands: names.default(['human handoff']).describe('CALM commands. Needs the tracker.'),
    flows: names
      .default(['pattern_human_handoff'])
      .describe('CALM flows that were started. Needs the tracker.'),
    slots: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .default({ handoff_active: true })
      .describe('Slots and the value that hands over. Needs the tracker.'),
    texts: names.default([]).describe('Marker texts: a reply that contains one hands over and is not shown.'),
    refusals: names
      .default(['utter_human_handoff_not_available'])
      .describe('Responses that say that nobody is there: not shown when the gateway hands over.'),
  })
  .prefault({});

/** Rasa posts to us what it says by itself, and everything when `channel: callback`. */
const rasaCallbackSettings = z
  .strictObject({
    ...callbackSettings,
    token: z.string().min(8).optional().describe('`token` of the endpoint: Rasa sends it in the query.'),
  })
  .refine(({ path_secret, header_secret, token }) => path_secret ?? header_secret ?? token, {
    error: 'needs path_secret, header_secret or token: nobody else may speak as the bot',
  });

export const rasaSettingsSchema = z
  .strictObject({
    url: engineUrl.describe('Address of the Rasa server, e.g. http://localhost:5005.'),
    mode: z
      .enum(['dialogue', 'nlu'])
      .default('dialogue')
      .describe('dialogue: Rasa answers (REST channel). nlu: Rasa names intents and entities only.'),
    token: z.string().min(1).optional().describe('Of `rasa run --auth-token`.'),
    jwt_secret: z.string().min(1).optional().describe('Of `rasa run --jwt-secret`.'),
    jwt_method: z.enum(['HS256', 'HS384', 'HS512']).default('HS256').describe('Of `rasa run --jwt-method`.'),
    proxy_token: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Sent as `Authorization: Bearer …`, for a proxy in front of Rasa. Not together with jwt_secret.',
      ),
    channel: z
      .string()
      .regex(/^[\w.-]+$/)
      .default('rest')
      .describe('Name of the channel in the address /webhooks/<channel>/webhook.'),
    callback: rasaCallbackSettings
      .optional()
      .describe('Rasa may call back: reminders, external events, answers of the callback channel.'),
    stream: z
      .boolean()
      .default(false)
      .describe(
        'Show what a slow bot says while it is still at work (?stream=true). Intent and score of such turns are unknown.',
      ),
    stream_quiet_ms: z
      .int()
      .min(10)
      .max(10_000)
      .default(300)
      .describe(
        'A streaming bot that says nothing more for so long is shown, and goes on later. Milliseconds.',
      ),
    input_channel: z
      .string()
      .min(1)
      .optional()
      .describe('Channel name that Rasa shall see: chooses responses with `channel:`.'),
    sender_prefix: z
      .string()
      .regex(/^[A-Za-z0-9_-]*$/)
      .default('cw-')
      .describe('Stands before the session id in the sender id.'),
    http_api: z.boolean().default(true).describe('The server runs with --enable-api.'),
    tracker: z
      .boolean()
      .optional()
      .describe('Read intent, score, entities and slots after each turn. Default: as http_api.'),
    events: z
      .boolean()
      .default(true)
      .describe('Read the events of the turn too: handoff by response or action, causes of silence.'),
    tracker_timeout_ms: z
      .int()
      .min(50)
      .max(60_000)
      .default(5_000)
      .describe('How long reading the tracker may take, in milliseconds.'),
    max_answer_bytes: z
      .int()
      .min(1_000)
      .max(100_000_000)
      .default(2_000_000)
      .describe('Largest answer that is read.'),
    opened_message: z
      .string()
      .min(1)
      .optional()
      .describe('Sent as it is when the customer opens the chat, e.g. /session_start or /greet.'),
    attachment_message: z
      .string()
      .min(1)
      .optional()
      .describe('Sent as it is for a file without a text, e.g. /share_file. The files are in the metadata.'),
    payloads: names
      .default([])
      .describe('Payloads like /book_hotel that options of your own configuration may send as they are.'),
    dates: z
      .boolean()
      .default(true)
      .describe('Days in the customer’s words ("Friday") are resolved to dates by the gateway.'),
    fallback_intents: names
      .default(['nlu_fallback', 'out_of_scope'])
      .describe('Intents that mean "not understood".'),
    fallback_responses: names.default(['utter_default']).describe('Responses that mean "not understood".'),
    fallback_actions: names
      .default(['action_default_fallback', 'action_two_stage_fallback'])
      .describe('Actions that mean "not understood".'),
    handoff: handoffSettings.describe('What in an answer means "a person, please".'),
    ...remoteEngineSettings,
  })
  .refine(({ jwt_secret, proxy_token }) => !(jwt_secret && proxy_token), {
    path: ['proxy_token'],
    error: 'jwt_secret and proxy_token both use the Authorization header: give one of them',
  })
  .refine(({ channel, callback }) => channel !== 'callback' || callback, {
    path: ['callback'],
    error: 'the callback channel needs the settings of its callback',
  })
  .refine(({ mode, http_api }) => mode === 'dialogue' || http_api, {
    path: ['http_api'],
    error: 'mode: nlu needs the HTTP API',
  })
  .refine(({ tracker, http_api }) => !tracker || http_api, {
    path: ['tracker'],
    error: 'the tracker needs the HTTP API (http_api: true)',
  });

export type RasaSettings = z.output<typeof rasaSettingsSchema>;
export type RasaHandoffSettings = RasaSettings['handoff'];
