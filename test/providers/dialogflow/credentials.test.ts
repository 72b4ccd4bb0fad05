import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProvider } from '../../../src/providers/registry.ts';
import { type DialogflowStandIn, startDialogflowStandIn } from '../../support/dialogflow-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { runScript } from '../../support/run-script.ts';

/** A certificate for `localhost` that nobody signed, and its key: of use for nothing but this. */
const folderOfTls = join(import.meta.dirname, '../../fixtures/dialogflow/tls');
const tls = {
  key: readFileSync(join(folderOfTls, 'key.pem'), 'utf8'),
  cert: readFileSync(join(folderOfTls, 'cert.pem'), 'utf8'),
};
const trusted = { GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: join(folderOfTls, 'cert.pem') };

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const email = 'gateway@hotel.iam.gserviceaccount.com';
const never = new AbortController().signal;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialogflow-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keyFile(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('credentials, over TLS and signed by the real library', () => {
  let standIn: DialogflowStandIn;
  beforeEach(async () => {
    standIn = await startDialogflowStandIn({ tls });
  });
  afterEach(() => standIn.stop());

  const key = { type: 'service_account', client_email: email, private_key: privateKey };
  const rows: readonly (readonly [string, () => Record<string, unknown>, () => Record<string, string>])[] = [
    ['a key file', () => ({ key_file: keyFile('key.json', key) }), () => ({})],
    [
      'inline credentials',
      () => ({ credentials: { client_email: email, private_key: privateKey } }),
      () => ({}),
    ],
    [
      'a key whose line breaks are written as \\n',
      () => ({ credentials: { client_email: email, private_key: privateKey.replaceAll('\n', '\\n') } }),
      () => ({}),
    ],
    [
      'the credentials of the machine',
      () => ({}),
      () => ({ GOOGLE_APPLICATION_CREDENTIALS: keyFile('adc.json', key) }),
    ],
  ];

  it.each(rows)('%s', async (_, settings, env) => {
    const whole = { project: 'hotel', api_endpoint: `localhost:${standIn.port}`, ...settings() };
    const outcomes = await runScript('run-dialogflow-call.ts', ['dialogflow-es', JSON.stringify(whole)], {
      ...trusted,
      ...env(),
    });
    expect(outcomes).toEqual([{ intent: 'greet' }, { intent: 'greet' }]);
    expect(claimsOf(standIn)).toMatchObject({ iss: email, sub: email });
  });

  it('an unknown authority is ENGINE_TLS', async () => {
    const settings = {
      project: 'hotel',
      api_endpoint: `localhost:${standIn.port}`,
      credentials: { client_email: email, private_key: privateKey },
    };
    expect(await failure(settings)).toMatchObject({ code: 'ENGINE_TLS', neverSent: true });
  });

  it('a service without TLS is ENGINE_TLS', async () => {
    const plain = await startDialogflowStandIn();
    const settings = {
      project: 'hotel',
      api_endpoint: `localhost:${plain.port}`,
      credentials: { client_email: email, private_key: privateKey },
    };
    expect(await failure(settings)).toMatchObject({ code: 'ENGINE_TLS' });
    await plain.stop();
  });
});

describe('credentials that cannot be used', () => {
  it.each<[string, () => Record<string, unknown>, string]>([
    ['a key file that is not there', () => ({ key_file: '/does/not/exist.json' }), 'CONFIG_UNREADABLE'],
    ['a key file that is not JSON', () => ({ key_file: keyFile('text.json', 'BEGIN') }), 'CONFIG_INVALID'],
    [
      'a key file of a person',
      () => ({ key_file: keyFile('user.json', { type: 'authorized_user' }) }),
      'CONFIG_INVALID',
    ],
    [
      'a key file that names addresses to call',
      () => ({
        key_file: keyFile('external.json', { type: 'external_account', token_url: 'http://evil.example' }),
      }),
      'CONFIG_INVALID',
    ],
    [
      'half a key',
      () => ({ credentials: { client_email: email, private_key: privateKey.slice(0, 300) } }),
      'ENGINE_UNAUTHORIZED',
    ],
    [
      'a host that does not exist',
      () => ({
        api_endpoint: 'no-such-host.invalid',
        credentials: { client_email: email, private_key: privateKey },
      }),
      'ENGINE_DNS',
    ],
  ])('%s', async (_, settings, code) => {
    const error = await failure({ project: 'hotel', ...settings() });
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain(privateKey.slice(40, 80));
    expect(String(error)).not.toContain('evil.example');
  });

  it('end no process: the library rejects a second time where nobody can catch it', async () => {
    const env = { GOOGLE_APPLICATION_CREDENTIALS: '/does/not/exist.json', METADATA_SERVER_DETECTION: 'none' };
    for (const [engine, settings] of [
      ['dialogflow-es', { project: 'hotel' }],
      ['dialogflow-cx', { project: 'hotel', agent: 'a' }],
    ] as const) {
      const outcomes = await runScript('run-dialogflow-call.ts', [engine, JSON.stringify(settings)], env);
      const refused = { error: expect.stringMatching(/^ENGINE_UNAUTHORIZED: there are no credentials/) };
      expect(outcomes).toEqual([refused, refused]);
    }
  });

  it('key_file and credentials together are refused', async () => {
    const both = { key_file: 'k.json', credentials: { client_email: email, private_key: privateKey } };
    await expect(open({ project: 'hotel', ...both })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

function open(settings: Record<string, unknown>) {
  return createProvider('dialogflow-es', settings, { clock: Date.now, baseFolder: folder });
}

async function failure(settings: Record<string, unknown>): Promise<unknown> {
  const provider = await open(settings);
  const error = await provider.respond(providerRequest('hello'), never).catch((thrown: unknown) => thrown);
  await provider.close?.();
  return error;
}

function claimsOf({ calls }: DialogflowStandIn): unknown {
  const token = String(calls[0]?.headers['authorization']).split('.')[1] ?? '';
  return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
}
