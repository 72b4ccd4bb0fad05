import { z } from 'zod';
import { engineUrl, remoteEngineSettings } from '../../shared/engine-settings.ts';

const names = z.array(z.string().min(1));
const milliseconds = (least: number, most: number) => z.int().min(least).max(most);

/** Conventions between the bot's author and the gateway: Botpress Cloud has no such signals of its own. */
const eventSettings = z
  .strictObject({
    key: z.string().min(1).default('kind').describe('Key of the payload of an event that names its kind.'),
    end: names.default(['turn-end']).describe('Kinds that end a turn: the answer is complete.'),
    handoff: names.default(['handoff']).describe('Kinds that hand over.'),
    resolve: names.default(['resolve']).describe('Kinds that ask to close the conversation.'),
  })
  .prefault({});

const handoffSettings = z
  .strictObject({
    keys: names
      .default(['handoff'])
      .describe('Keys of a custom payload or of metadata that hand over when neither empty nor false.'),
    texts: names.default([]).describe('Marker texts: a reply that contains one hands over and is not shown.'),
  })
  .prefault({});

const DIRECT_HOST = 'webhook.botpress.cloud';

export const botpressCloudSettingsSchema = z
  .strictObject({
    url: engineUrl
      .default('https://chat.botpress.cloud')
      .refine((text) => !URL.canParse(text) || new URL(text).hostname !== DIRECT_HOST, {
        error: `must be the chat address (https://chat.botpress.cloud), not ${DIRECT_HOST}`,
      })
      .describe('Address of the Chat API.'),
    webhook_id: z
      .string()
      .regex(/^[\w-]+$/, 'the last part of the webhook URL of the Chat integration')
      .describe('Last part of the webhook URL of the Chat integration.'),
    encryption_key: z
      .string()
      .min(8)
      .describe('Of the Chat integration (encryptionKey): the gateway signs the keys of its users with it.'),
    listen: z
      .enum(['stream', 'webhook'])
      .default('stream')
      .describe(
        'stream: replies are listened to, for one process. webhook: Botpress calls, for several replicas.',
      ),
    webhook_secret: z
      .string()
      .min(8)
      .optional()
      .describe('Of the Chat integration (webhookSecret): proves its calls. Needed for listen: webhook.'),
    path_secret: z
      .string()
      .regex(/^[A-Za-z0-9_-]{8,128}$/, '8 to 128 letters, digits, - or _')
      .optional()
      .describe('Last segment of our address besides: /engines/<bot>/botpress-cloud/<path_secret>.'),
    id_prefix: z
      .string()
      .regex(/^[A-Za-z0-9_-]{0,20}$/)
      .default('cw_')
      .describe('Stands before our ids of users and conversations.'),
    user: z
      .enum(['contact', 'conversation'])
      .default('contact')
      .describe('One Botpress user for each contact (under a pseudonym), or for each conversation.'),
    quiet_ms: milliseconds(50, 60_000)
      .default(2_000)
      .describe(
        'listen: stream. An answer is complete when the bot said nothing more for so long, in milliseconds.',
      ),
    longest_turn_ms: milliseconds(100, 600_000)
      .default(25_000)
      .describe(
        'listen: stream. After so long the turn ends with what was said; the rest comes as late replies.',
      ),
    linger_ms: milliseconds(0, 86_400_000)
      .default(300_000)
      .describe(
        'listen: stream. How long a conversation is listened to after its last turn, in milliseconds.',
      ),
    most_streams: z
      .int()
      .min(1)
      .max(100_000)
      .default(1_000)
      .describe('listen: stream. Streams open at once.'),
    silence_ms: milliseconds(1_000, 600_000)
      .default(60_000)
      .describe(
        'A stream that brings nothing for so long is opened again. Botpress sends a sign every 30 s.',
      ),
    look_back_ms: z
      .array(milliseconds(100, 3_600_000))
      .default([10_000, 60_000])
      .describe('listen: webhook. When after a message the list is read for calls that were lost.'),
    opened_message: z
      .string()
      .min(1)
      .optional()
      .describe('Sent when the customer opens the chat, e.g. hello.'),
    max_answer_bytes: z
      .int()
      .min(1_000)
      .max(100_000_000)
      .default(2_000_000)
      .describe('Largest answer that is read.'),
    dates: z
      .boolean()
      .default(true)
      .describe('Days in the customer’s words ("Friday") are resolved to dates for flows of the gateway.'),
    events: eventSettings.describe('Events of the bot that the gateway understands.'),
    handoff: handoffSettings.describe('What in a message means "a person, please".'),
    ...remoteEngineSettings,
  })
  .refine(({ listen, webhook_secret, path_secret }) => listen === 'stream' || webhook_secret || path_secret, {
    path: ['webhook_secret'],
    error: 'listen: webhook needs webhook_secret (or path_secret), so that nobody else can call',
  })
  .refine(({ longest_turn_ms, timeout_ms }) => longest_turn_ms < timeout_ms, {
    path: ['longest_turn_ms'],
    error: 'must be less than timeout_ms, or the deadline would pass first',
  });

export type BotpressCloudSettings = z.output<typeof botpressCloudSettingsSchema>;
