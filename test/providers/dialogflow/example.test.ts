import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { createProvider, engines } from '../../../src/providers/registry.ts';
import { startDialogflowStandIn } from '../../support/dialogflow-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const env = {
  CHATWOOT_BOT_TOKEN: 'bot-token',
  CHATWOOT_WEBHOOK_SECRET: 'webhook-secret',
  DIALOGFLOW_PROJECT: 'hotel',
  DIALOGFLOW_AGENT: '3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f',
  DIALOGFLOW_CLIENT_EMAIL: 'gateway@hotel.iam.gserviceaccount.com',
  DIALOGFLOW_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n'),
};

it.each(['dialogflow-es', 'dialogflow-cx'] as const)(
  'the example for %s is sound and talks to its agent',
  async (engine) => {
    const example = join(import.meta.dirname, `../../../config/examples/${engine}.yaml`);
    const { config, problems } = await loadConfig(example, env);
    expect(problems).toEqual([]);
    const standIn = await startDialogflowStandIn();
    // A file for the cloud names no stand-in.
    const block = config?.bots.get('bot')?.engines.get(engine);
    const settings = { ...engines[engine].settings.parse(block), api_endpoint: standIn.url };
    const provider = await createProvider(engine, settings, { clock: Date.now, baseFolder: '.' });
    const signal = new AbortController().signal;
    const opened = await provider.respond(providerRequest({ kind: 'opened' }), signal);
    expect(opened).toMatchObject({ intent: { name: 'greet' }, replies: [{ kind: 'choices' }] });
    expect((await provider.check(signal)).map(({ level }) => level)).toEqual(['ok']);
    await provider.close?.();
    await standIn.stop();
  },
);
