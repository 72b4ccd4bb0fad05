import { z } from 'zod';
import { remoteEngineSettings } from '../shared/engine-settings.ts';
import { locationId, pathId } from './dialogflow-ids.ts';

const names = z.array(z.string().min(1));

/** Settings of both engines: spread into each engine's own `z.strictObject`. */
export const commonSettings = {
  project: pathId.describe('Id of the Google Cloud project that holds the agent.'),
  location: locationId
    .default('global')
    .describe(
      'Region of the agent, e.g. global, eu, europe-west3. The address of the service follows from it.',
    ),
  environment: pathId.optional().describe('Id of the environment whose versions answer. Default: the draft.'),
  api_endpoint: z
    .string()
    .refine(
      (text) => readEndpoint(text) !== undefined,
      'must be a host name, host:port, https://host or http://host:port',
    )
    .optional()
    .describe(
      'Another address of the service: a host for a private endpoint, or http://localhost:4000 for a local stand-in, which is asked in plain text and without credentials.',
    ),
  transport: z
    .enum(['grpc', 'rest'])
    .default('grpc')
    .describe('rest: HTTP/1.1 with JSON, for networks that block HTTP/2.'),
  key_file: z
    .string()
    .min(1)
    .optional()
    .describe(
      'JSON key of a service account. Default without key_file and credentials: the credentials of the machine.',
    ),
  credentials: z
    .strictObject({
      client_email: z.string().min(3).describe('E-mail address of the service account.'),
      private_key: z.string().min(20).describe('Its private key (PEM); line breaks may be written as \\n.'),
    })
    .optional()
    .describe('A service account written here instead of key_file, e.g. from environment variables.'),
  external_account: z
    .boolean()
    .default(false)
    .describe(
      'The key file may be of type external_account (workload identity federation). Such a file names addresses and programs that are called for a token, so allow it only for a file of your own.',
    ),
  languages: z
    .array(
      z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or pt-BR'),
    )
    .default([])
    .describe('Languages of the agent. A customer of another language is asked in the first.'),
  sentiment: z.boolean().default(false).describe('Ask for the sentiment of each message (billed by Google).'),
  on_end: z
    .enum(['nothing', 'resolve'])
    .default('nothing')
    .describe('What happens to the conversation when the agent says that it is finished.'),
  payload_key: z
    .string()
    .min(1)
    .optional()
    .describe('Key of custom payloads below which stands what is meant for the gateway, when there is one.'),
  max_answer_bytes: z
    .int()
    .min(1_000)
    .max(100_000_000)
    .default(2_000_000)
    .describe('Largest answer that is taken over gRPC; REST mode of the client library has no limit.'),
  ...remoteEngineSettings,
} as const;

/** Handoff signals of both engines. */
export const commonHandoff = {
  payload_keys: names
    .default(['handoff'])
    .describe('Keys of a custom payload that hand over when their value is neither empty nor false.'),
  texts: names
    .default([])
    .describe('Marker texts: a reply that is exactly this hands over and is not shown.'),
  telephone_transfer: z.boolean().default(true).describe('A transfer to a telephone number hands over.'),
} as const;

export const welcomeEvent = z.strictObject({ event: z.string().min(1).describe('Name of an event.') });
export const welcomeText = z.strictObject({
  text: z.string().min(1).describe('A text, as if the customer wrote it.'),
});

export function textLimit(characters: number) {
  return z
    .strictObject({
      characters: z
        .int()
        .min(10)
        .max(100_000)
        .default(characters)
        .describe('Longest text that the engine takes.'),
      over: z
        .enum(['cut', 'split', 'handoff'])
        .default('cut')
        .describe(
          'What happens to a longer one: its beginning is sent, it is sent in pieces, or people take over.',
        ),
    })
    .prefault({})
    .describe('Customers write more than the engine takes.');
}

export interface Endpoint {
  readonly host: string;
  readonly port?: number;
  /** Without TLS and without credentials. */
  readonly plainText: boolean;
}

/** Undefined when it is no address. */
export function readEndpoint(text: string): Endpoint | undefined {
  const url = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  if (`${search}${hash}${username}${password}` !== '' || pathname !== '/') return undefined;
  return { host: hostname, ...(port ? { port: Number(port) } : {}), plainText: protocol === 'http:' };
}

/** For `refine`, with `oneCredential`. */
export function hasOneCredential(settings: { key_file?: string; credentials?: unknown }): boolean {
  return settings.key_file === undefined || settings.credentials === undefined;
}

export const oneCredential = { path: ['credentials'], error: 'give key_file or credentials, not both' };

/** What both engines' settings have, as the shared code reads it. */
export type DialogflowSettings = z.output<z.ZodObject<typeof commonSettings>> & {
  readonly text_limit: z.output<ReturnType<typeof textLimit>>;
  readonly handoff: z.output<z.ZodObject<typeof commonHandoff>>;
};
