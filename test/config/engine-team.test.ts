/** Fallback, shadow and routes in YAML: what is read, and what each mistake is told. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { markedPlace, withoutMarks, writeFiles } from './write-files.ts';

const HEAD = `chatwoot: { url: http://localhost:3000, token: t, secrets: [s] }
provider: rasa
rasa: { url: http://localhost:5005 }
generic-http: { url: http://localhost:9000, secrets: [sixteen-letters-at-least] }
`;

async function load(yaml: string) {
  const files = { 'gateway.yaml': `${HEAD}${yaml}` };
  const folder = await writeFiles(withoutMarks(files));
  const { config, problems } = await loadConfig(path.join(folder, 'gateway.yaml'), {});
  return { bot: config?.bots.get('bot'), problems, files };
}

describe('the engines of a bot', () => {
  it('may be several', async () => {
    const { bot, problems } = await load(`fallback: generic-http
shadow: generic-http
routes:
  - { when: { channel: [whatsapp, sms], contact.vip: true }, engine: generic-http }
  - { when: { inbox: 7 }, engine: rasa }
`);
    expect(problems).toEqual([]);
    expect(bot).toMatchObject({ provider: 'rasa', fallback: 'generic-http', shadow: 'generic-http' });
    expect(bot?.routes).toEqual([
      {
        when: new Map<string, unknown>([
          ['channel', ['whatsapp', 'sms']],
          ['contact.vip', [true]],
        ]),
        engine: 'generic-http',
      },
      { when: new Map([['inbox', [7]]]), engine: 'rasa' },
    ]);
  });

  it.each<[string, string, string, string | undefined]>([
    [
      'fallback: ▸generic-htp',
      'fallback',
      'expected the name of an engine, found "generic-htp"',
      'did you mean "generic-http"?',
    ],
    ['shadow: ▸rassa', 'shadow', 'expected the name of an engine, found "rassa"', 'did you mean "rasa"?'],
    [
      'routes:\n  - { when: { inbox: 7 }, engine: ▸rasaa }',
      'routes[0].engine',
      'expected the name of an engine, found "rasaa"',
      'did you mean "rasa"?',
    ],
    [
      'fallback: ▸embedded',
      'fallback',
      'expected the settings of "embedded" in a block "embedded:" beside this key, found none',
      undefined,
    ],
    [
      'routes:\n  - engine: ▸embedded\n    when: { inbox: 7 }',
      'routes[0].engine',
      'expected the settings of "embedded" in a block "embedded:" beside "provider", found none',
      undefined,
    ],
    ['fallback: ▸rasa', 'fallback', 'expected another engine than provider, found "rasa" again', undefined],
    ['shadow: ▸rasa', 'shadow', 'expected another engine than provider, found "rasa" again', undefined],
    [
      'routes:\n  - { when: { ▸chanel: whatsapp }, engine: rasa }',
      'routes[0].when.chanel',
      'expected inbox, channel, language, contact.<attribute> or conversation.<attribute> as name, found "chanel"',
      undefined,
    ],
    [
      'routes:\n  - { when: ▸{}, engine: rasa }',
      'routes[0].when',
      'expected at least one condition, found none',
      undefined,
    ],
    [
      'routes:\n  - { ▸wen: { inbox: 7 }, engine: rasa, when: { inbox: 7 } }',
      'routes[0].wen',
      'expected a known key, found "wen"',
      'did you mean "when"?',
    ],
  ])('are told apart from a mistake: %s', async (yaml, keyPath, message, hint) => {
    const { problems, files } = await load(`${yaml}\n`);
    const [problem, ...others] = problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ keyPath, message, ...(hint ? { hint } : {}) });
    const { file = '', line, column } = problem ?? {};
    expect(`${path.basename(file)}:${line}:${column}`).toBe(markedPlace(files));
  });
});
