import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { createProvider } from '../../../src/providers/registry.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { startRasaStandIn } from '../../support/rasa-stand-in.ts';

const example = join(import.meta.dirname, '../../../config/examples/rasa.yaml');

it('the example configuration is sound and talks to Rasa', async () => {
  const standIn = await startRasaStandIn({ token: 'rasa-token' });
  const env = {
    CHATWOOT_BOT_TOKEN: 'bot-token',
    CHATWOOT_WEBHOOK_SECRET: 'webhook-secret',
    RASA_TOKEN: 'rasa-token',
    RASA_URL: standIn.url,
  };
  const { config, problems } = await loadConfig(example, env);
  expect(problems).toEqual([]);
  const settings = config?.bots.get('bot')?.engines.get('rasa');
  const provider = await createProvider('rasa', settings, { clock: Date.now, baseFolder: '.' });
  const signal = new AbortController().signal;
  const opened = await provider.respond(providerRequest({ kind: 'opened' }), signal);
  expect(opened).toMatchObject({ intent: { name: 'greet' }, replies: [{ kind: 'choices' }] });
  expect((await provider.check(signal)).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok']);
  await provider.close?.();
  await standIn.stop();
});
