import { z } from 'zod';
import { pathId } from './dialogflow-ids.ts';
import {
  commonHandoff,
  commonSettings,
  hasOneCredential,
  oneCredential,
  textLimit,
  welcomeEvent,
  welcomeText,
} from './dialogflow-settings.ts';

/** Every CX agent has it under this id (docs/providers/dialogflow-cx.md). */
const defaultWelcomeIntent = '00000000-0000-0000-0000-000000000000';

export const dialogflowCxSettingsSchema = z
  .strictObject({
    ...commonSettings,
    agent: pathId.describe('Id of the agent (a UUID, the last part of its name), not its display name.'),
    flow_versions: z
      .record(pathId, pathId)
      .default({})
      .describe('Versions that answer, by flow: {flow id: version id}. Default: those of the environment.'),
    channel: z
      .string()
      .min(1)
      .optional()
      .describe('Only responses of this channel, or of none. Default: responses of no channel.'),
    session_ttl_s: z
      .int()
      .min(60)
      .max(86_400)
      .optional()
      .describe('How long Dialogflow remembers a session that is silent, in seconds. Default: 1800.'),
    welcome: z
      .union([
        z.literal(false),
        z.strictObject({ intent: pathId.describe('Id of an intent.') }),
        welcomeEvent,
        welcomeText,
      ])
      .default({ intent: defaultWelcomeIntent })
      .describe('What is sent when the customer opens the chat; false: nothing.'),
    text_limit: textLimit(500),
    handoff: z
      .strictObject({
        ...commonHandoff,
        escalated_playbook: z
          .boolean()
          .default(false)
          .describe('A playbook that ends as escalated hands over, with or without a handoff message.'),
      })
      .prefault({})
      .describe('What in an answer means "a person, please". A live agent handoff always does.'),
  })
  .refine(hasOneCredential, oneCredential);

export type DialogflowCxSettings = z.output<typeof dialogflowCxSettingsSchema>;
