import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { GatewayError } from '../../core/model/gateway-error.ts';
import type { DialogflowSettings } from './dialogflow-settings.ts';

/** What the client library is told. Undefined: it looks for the credentials of the machine itself. */
export type ClientCredentials =
  | { readonly client_email: string; readonly private_key: string }
  /** Workload identity federation, as it stands in its file. */
  | Readonly<Record<string, unknown>>
  | undefined;

/**
 * Credentials by the settings. A key file is read here and not by the library, which would follow whatever addresses
 * stand in it, and which ends the process when a key is missing (an unhandled rejection beside the handled one).
 * @throws GatewayError CONFIG_UNREADABLE, CONFIG_INVALID or ENGINE_UNAUTHORIZED; messages hold no part of a key
 */
export async function readCredentials(
  settings: DialogflowSettings,
  baseFolder: string,
): Promise<ClientCredentials> {
  const { credentials, key_file } = settings;
  if (credentials) return serviceAccount(credentials.client_email, credentials.private_key);
  if (key_file === undefined) return undefined;
  const key = readKey(await readText(resolve(baseFolder, key_file)));
  if (key.type === 'service_account') return serviceAccount(key.client_email, key.private_key);
  if (settings.external_account) return key.whole;
  throw invalid('the key file is of the type external_account; set external_account: true if it is your own');
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new GatewayError('CONFIG_UNREADABLE', 'the key file of Dialogflow (key_file) cannot be read.');
  }
}

const keySchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('service_account'),
    client_email: z.string().min(1),
    private_key: z.string().min(1),
  }),
  z.object({ type: z.literal('external_account') }),
]);

type KeyFile =
  | { readonly type: 'service_account'; readonly client_email: string; readonly private_key: string }
  | { readonly type: 'external_account'; readonly whole: Readonly<Record<string, unknown>> };

function readKey(text: string): KeyFile {
  const json = parseJson(text);
  const read = keySchema.safeParse(json);
  if (!read.success) throw invalid('the key file is not the JSON key of a service account');
  return read.data.type === 'service_account'
    ? read.data
    : { type: 'external_account', whole: z.record(z.string(), z.unknown()).parse(json) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('the key file is not JSON');
  }
}

/** Keys from environment variables often have their line breaks written as `\n`. */
function serviceAccount(email: string, privateKey: string): ClientCredentials {
  const key = privateKey.replaceAll('\\n', '\n');
  try {
    createPrivateKey(key);
  } catch {
    // Found by the library only at the first call, as an error of an unknown kind.
    throw new GatewayError(
      'ENGINE_UNAUTHORIZED',
      'the private key for Dialogflow is not a whole PEM key (begin and end line, line breaks).',
    );
  }
  return { client_email: email, private_key: key };
}

function invalid(what: string): GatewayError {
  return new GatewayError('CONFIG_INVALID', `${what}.`);
}
