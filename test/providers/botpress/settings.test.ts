import { describe, expect, it } from 'vitest';
import { botpressCloudSettingsSchema } from '../../../src/providers/botpress/cloud/cloud-settings.ts';
import { botpressV12SettingsSchema } from '../../../src/providers/botpress/v12/v12-settings.ts';

const v12 = { url: 'http://localhost:3000', bot_id: 'hotel-bot' };
const cloud = { webhook_id: 'abc', encryption_key: 'key-of-the-bot' };
const login = { email: 'a@example.com', password: 'secret' };

describe('settings of botpress-v12', () => {
  it.each<[string, object, string]>([
    ['NLU without an account', { ...v12, mode: 'nlu' }, 'login'],
    ['an account without a password', { ...v12, login: { email: 'a@example.com' } }, 'login.password'],
    ['a strategy that is none', { ...v12, login: { ...login, strategy: '../x' } }, 'login.strategy'],
    ['a bot with a path in its name', { ...v12, bot_id: '../admin' }, 'bot_id'],
    ['credentials in the address', { ...v12, url: 'http://a:b@localhost' }, 'url'],
    ['an unknown key', { ...v12, token: 'x' }, ''],
  ])('refuses %s', (_, settings, path) => {
    expect(pathsOf(botpressV12SettingsSchema.safeParse(settings))).toContain(path);
  });

  it('takes an address with a path', () => {
    expect(botpressV12SettingsSchema.safeParse({ ...v12, url: 'https://example.com/bots' }).success).toBe(
      true,
    );
  });
});

describe('settings of botpress-cloud', () => {
  it.each<[string, object, string]>([
    ['a door without a lock', { ...cloud, listen: 'webhook' }, 'webhook_secret'],
    ['the address that Botpress refuses', { ...cloud, url: 'https://webhook.botpress.cloud' }, 'url'],
    ['a turn longer than its deadline', { ...cloud, longest_turn_ms: 30_000 }, 'longest_turn_ms'],
    ['ids that the Chat API refuses', { ...cloud, id_prefix: 'cw:' }, 'id_prefix'],
    ['a path for a webhook id', { ...cloud, webhook_id: 'a/b' }, 'webhook_id'],
  ])('refuses %s', (_, settings, path) => {
    expect(pathsOf(botpressCloudSettingsSchema.safeParse(settings))).toContain(path);
  });

  it('takes a secret in the path for the lock', () => {
    const settings = { ...cloud, listen: 'webhook', path_secret: 'long-enough-1' };
    expect(botpressCloudSettingsSchema.safeParse(settings).success).toBe(true);
  });
});

interface Parsed {
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
}

function pathsOf({ error }: Parsed): readonly string[] {
  return (error?.issues ?? []).map(({ path }) => path.map(String).join('.'));
}
