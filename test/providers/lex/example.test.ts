import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { lexSettingsSchema } from '../../../src/providers/lex/lex-settings.ts';
import { createProvider } from '../../../src/providers/registry.ts';
import { startLexStandIn } from '../../support/lex-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { never } from './support.ts';

const example = join(import.meta.dirname, '../../../config/examples/lex.yaml');

const env = { CHATWOOT_BOT_TOKEN: 'bot-token', CHATWOOT_WEBHOOK_SECRET: 'webhook-secret' };

it('the example configuration is sound and talks to Lex', async () => {
  const standIn = await startLexStandIn({
    botId: 'ABCDEFGHIJ',
    botAliasId: 'TSTALIASID',
    locales: ['en_US', 'de_DE'],
  });
  const { config, problems } = await loadConfig(example, env);
  expect(problems).toEqual([]);
  const configured = lexSettingsSchema.parse(config?.bots.get('bot')?.engines.get('lex'));
  const keys = { access_key_id: 'AKIDEXAMPLE', secret_access_key: 'secret' };
  const settings = { ...configured, ...keys, endpoint: standIn.url };
  const provider = await createProvider('lex', settings, { clock: Date.now, baseFolder: '.' });
  const opened = await provider.respond(providerRequest({ kind: 'opened' }), never);
  expect(opened).toMatchObject({ intent: { name: 'greet' }, replies: [{ kind: 'choices' }] });
  const dated = await provider.respond(providerRequest('book a room for tomorrow'), never);
  expect(dated.entities).toContainEqual(expect.objectContaining({ name: 'date', value: '2026-11-24' }));
  expect((await provider.check(never)).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok', 'ok']);
  await provider.close?.();
  await standIn.stop();
});
