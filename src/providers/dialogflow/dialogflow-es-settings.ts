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

/** Platforms for which an intent may hold variants of its answer, in our spelling. `default`: those of no platform. */
export const esPlatforms = [
  'default',
  'facebook',
  'slack',
  'telegram',
  'kik',
  'skype',
  'line',
  'viber',
  'actions_on_google',
  'google_hangouts',
  'telephony',
] as const;

export const dialogflowEsSettingsSchema = z
  .strictObject({
    ...commonSettings,
    api_version: z
      .enum(['v2', 'v2beta1'])
      .default('v2')
      .describe('v2beta1 knows knowledge bases, alternatives, telephony and RCS messages besides.'),
    knowledge_bases: z
      .array(pathId)
      .default([])
      .describe('Ids of knowledge bases to search. Needs api_version: v2beta1.'),
    platforms: z
      .array(z.enum(esPlatforms))
      .min(1)
      .default(['default', 'actions_on_google'])
      .describe('Whose variants of an answer are shown: the first of these for which there are any.'),
    welcome: z
      .union([z.literal(false), welcomeEvent, welcomeText])
      .default({ event: 'WELCOME' })
      .describe('What is sent when the customer opens the chat; false: nothing.'),
    context_name: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, _ and -')
      .default('chatwoot')
      .describe('Context in which the agent finds the listed attributes, e.g. #chatwoot.contact_plan.'),
    side_session: z
      .boolean()
      .default(true)
      .describe(
        'While a flow of the gateway asks, intents are named in a session beside, so that the dialogue of the agent stays where it is. Its webhooks are called all the same. false: the agent hears those answers as part of its dialogue.',
      ),
    text_limit: textLimit(256),
    handoff: z
      .strictObject({
        ...commonHandoff,
        actions: z
          .array(z.string().min(1))
          .default(['handoff', 'agent.handoff', 'TRANSFER'])
          .describe('Values of the action field of an intent that hand over.'),
      })
      .prefault({})
      .describe('What in an answer means "a person, please". The handoff flag of an intent always does.'),
  })
  .refine(hasOneCredential, oneCredential)
  .refine(({ knowledge_bases, api_version }) => knowledge_bases.length === 0 || api_version === 'v2beta1', {
    path: ['knowledge_bases'],
    error: 'knowledge bases need api_version: v2beta1',
  });

export type DialogflowEsSettings = z.output<typeof dialogflowEsSettingsSchema>;
