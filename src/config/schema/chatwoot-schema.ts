import { z } from 'zod';
import { httpAddress } from './main-schema.ts';

const secret = z.string().min(1);

/** How one bot reaches Chatwoot, and how Chatwoot proves itself to us. */
const chatwootBlock = z.strictObject({
  url: httpAddress.describe('Address of Chatwoot; `/api/v1/…` is below it.'),
  token: secret.describe('Access token of the agent bot. Or `token_file`.'),
  secrets: z
    .array(secret)
    .min(1)
    .max(2)
    .optional()
    .describe(
      'Webhook secret of the agent bot; two while it is being rotated. Or `secrets_file`, one per line.',
    ),
  path_secret: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,128}$/, '8 to 128 letters, digits, - or _')
    .optional()
    .describe(
      'Last segment of the webhook address, for Chatwoot versions that do not sign their webhooks. Or `path_secret_file`.',
    ),
  header_prefix: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*-$/, 'the beginning of a header name, ending in -')
    .default('X-Chatwoot-')
    .describe('Beginning of the names of the signature headers; rebranded builds change it.'),
  tolerance_seconds: z
    .int()
    .min(1)
    .max(86_400)
    .default(300)
    .describe("Largest difference between Chatwoot's clock and ours that a signed webhook may show."),
  admin_token: secret
    .optional()
    .describe(
      'Access token of a user, to look up the teams and agents of handoff rules by name (a bot may not); nothing is changed with it. Or `admin_token_file`.',
    ),
  teams: z
    .record(z.string(), z.int().positive())
    .default({})
    .describe('Ids of teams by name, where there is no `admin_token`.'),
  agents: z
    .record(z.string(), z.int().positive())
    .default({})
    .describe('Ids of agents by name or e-mail address, where there is no `admin_token`.'),
  answer_statuses: z
    .array(z.enum(['pending', 'open', 'snoozed', 'resolved']))
    .min(1)
    .default(['pending'])
    .describe('Conversation statuses in which the bot answers.'),
  timeout_ms: z
    .int()
    .min(100)
    .max(120_000)
    .default(10_000)
    .describe('Deadline of one request to Chatwoot, milliseconds.'),
  max_media_bytes: z
    .int()
    .min(1024)
    .max(100 * 1024 * 1024)
    .default(10 * 1024 * 1024)
    .describe('Largest picture or file that is fetched and uploaded.'),
});

/** A webhook that nobody can verify would let anyone speak as a customer. */
export const chatwootSchema = chatwootBlock.refine(
  ({ secrets, path_secret }) => secrets !== undefined || path_secret !== undefined,
  { error: 'expected "secrets" (or, for Chatwoot versions that do not sign, "path_secret"), found neither' },
);

export type ChatwootBlock = z.output<typeof chatwootSchema>;
