import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lexSettingsSchema } from '../../../src/providers/lex/lex-settings.ts';

const bot = { bot_id: 'HOTELBOT01', bot_alias_id: 'TSTALIASID' };

describe('settings of Lex', () => {
  it('need a bot and an alias only', () => {
    expect(lexSettingsSchema.parse(bot)).toMatchObject({ locale: 'en_US', mode: 'dialogue', recover: true });
  });

  it.each<[string, object, string]>([
    ['an unknown key', { bot: 'x' }, ''],
    ['the name of a bot', { bot_id: 'HotelBooking' }, 'bot_id'],
    ['a language for a locale', { locale: 'en' }, 'locale'],
    ['a language for a locale in the list', { locales: { de: 'de-DE' } }, 'locales.de'],
    ['a region that is none', { region: 'Frankfurt' }, 'region'],
    ['half a key', { access_key_id: 'a' }, 'secret_access_key'],
    ['a token without a key', { session_token: 'a' }, 'session_token'],
    ['two sources of credentials', { access_key_id: 'a', secret_access_key: 'b', profile: 'p' }, 'profile'],
    [
      'an attribute that belongs to Lex',
      { session_attributes: { 'x-amz-lex:a': 'b' } },
      'session_attributes.x-amz-lex:a',
    ],
    ['a limit over that of Lex', { text_limit: { characters: 2000 } }, 'text_limit.characters'],
    ['a prefix that no session id may have', { session_prefix: 'cw/' }, 'session_prefix'],
    ['two welcomes', { welcome: { text: 'hello', intent: 'Welcome' } }, 'welcome'],
  ])('refuse %s', (_, over, path) => {
    const read = lexSettingsSchema.safeParse({ ...bot, ...over });
    expect(read.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('take every locale of the documentation', () => {
    for (const locale of ['de_DE', 'es_419', 'zh_HK'])
      expect(lexSettingsSchema.parse({ ...bot, locale })).toBeTruthy();
  });

  it('stay as they are when read twice', () => {
    const once = lexSettingsSchema.parse({ ...bot, welcome: { text: 'hello' }, handoff: { failed: true } });
    expect(lexSettingsSchema.parse(once)).toEqual(once);
  });

  it('can be told to an editor', () => {
    const schema = z.toJSONSchema(lexSettingsSchema, { io: 'input' });
    expect(schema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['bot_id', 'bot_alias_id'],
    });
  });
});
