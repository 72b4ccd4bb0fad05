import { afterEach, describe, expect, it } from 'vitest';
import { createLexProvider } from '../../../src/providers/lex/lex-provider.ts';
import { type LexHome, lexSettings, never, openLex } from './support.ts';

let home: LexHome;
afterEach(() => home.close());

const all = ['PutSession', 'GetSession', 'DeleteSession', 'RecognizeText'];

describe('check', () => {
  it('looks at every locale and permission, says nothing to the bot and leaves nothing behind', async () => {
    home = await openLex({ locales: { de: 'de_DE' } }, { locales: ['en_US', 'de_DE'] });
    const findings = await home.provider.check(never);
    expect(findings.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'ok: The bot HOTELBOT01 answers in en_US.',
      'ok: The bot HOTELBOT01 answers in de_DE.',
      'ok: A lost answer can be read again (lex:GetSession).',
      'ok: Sessions can be reset (lex:DeleteSession).',
    ]);
    expect(home.standIn.requests.some(({ path }) => path.endsWith('/text'))).toBe(false);
    expect(home.standIn.sessions()).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, object, RegExp, RegExp]>([
    [
      'an unknown alias',
      { bot_alias_id: 'ABCDEFGHIJ' },
      {},
      /ENGINE_NOT_FOUND/,
      /alias ABCDEFGHIJ in eu-central-1/,
    ],
    ['another region', { region: 'us-east-1' }, {}, /ENGINE_WRONG_REGION/, /region/],
    ['an unknown key', {}, { accessKeyId: 'OTHER' }, /ENGINE_UNAUTHORIZED/, /key/],
    [
      'an expired token',
      { session_token: 'old' },
      { expiredToken: 'old' },
      /ENGINE_CREDENTIALS_EXPIRED/,
      /Renew/,
    ],
    [
      'no permission',
      {},
      { denied: all },
      /ENGINE_FORBIDDEN/,
      /Allow lex:RecognizeText, .*HOTELBOT01\/PRODALIAS1/,
    ],
  ])('explains %s', async (_, settings, options, message, hint) => {
    home = await openLex(settings, options);
    expect(await home.provider.check(never)).toEqual([
      { level: 'error', message: expect.stringMatching(message), hint: expect.stringMatching(hint) },
    ]);
  });

  it('says once what has nothing to do with a locale', async () => {
    home = await openLex({ locales: { de: 'de_DE' } }, { accessKeyId: 'OTHER' });
    expect(await home.provider.check(never)).toHaveLength(1);
    expect(home.standIn.requests).toHaveLength(1);
  });

  it('goes on after a locale that is missing', async () => {
    home = await openLex({ locales: { fr: 'fr_FR', de: 'de_DE' } }, { locales: ['en_US', 'de_DE'] });
    const findings = await home.provider.check(never);
    expect(findings.map(({ level }) => level)).toEqual(['ok', 'error', 'ok', 'ok', 'ok']);
    expect(findings[1]?.hint).toContain('fr_FR');
  });

  it('warns of what is lost without a permission', async () => {
    home = await openLex({}, { denied: ['GetSession', 'DeleteSession'] });
    const findings = await home.provider.check(never);
    expect(findings.map(({ level, hint }) => [level, hint])).toEqual([
      ['ok', undefined],
      ['warning', 'Allow lex:GetSession.'],
      ['warning', 'Allow lex:DeleteSession.'],
    ]);
  });

  it('asks for no permission that the mode nlu does not need', async () => {
    home = await openLex({ mode: 'nlu' });
    expect((await home.provider.check(never)).map(({ level }) => level)).toEqual(['ok']);
  });

  it('explains an endpoint that speaks no TLS', async () => {
    home = await openLex();
    const endpoint = home.standIn.url.replace('http:', 'https:');
    const provider = await createLexProvider(lexSettings({ endpoint }), { clock: Date.now, baseFolder: '.' });
    expect(await provider.check(never)).toMatchObject([
      { level: 'error', message: expect.stringContaining('ENGINE_TLS'), hint: expect.any(String) },
    ]);
    await provider.close?.();
  });

  it('names the region when its host does not exist', async () => {
    home = await openLex({ endpoint: 'http://lex.invalid' });
    expect(await home.provider.check(never)).toMatchObject([
      { level: 'error', hint: expect.stringContaining('lex.endpoint') },
    ]);
  });
});
