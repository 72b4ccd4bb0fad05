import path from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { writeFiles } from './write-files.ts';

const chatwoot = `
  chatwoot:
    url: http://localhost:3000/
    token: bot-token
    secrets: [s3cret-one]
`;

const shortForm = `${chatwoot.replace(/^ {2}/gm, '')}
provider: rasa
rasa: { url: http://localhost:5005 }
`;

async function load(files: Readonly<Record<string, string>>, env: Record<string, string> = {}) {
  const folder = await writeFiles(files);
  return { folder, ...(await loadConfig(path.join(folder, 'gateway.yaml'), env)) };
}

describe('loadConfig', () => {
  it('reads the short form as one bot with every default', async () => {
    const { folder, config, problems } = await load({ 'gateway.yaml': shortForm });
    expect(problems).toEqual([]);
    expect(config?.http).toEqual({ host: '127.0.0.1', port: 8300, bodyLimitBytes: 1048576 });
    expect(config?.store.path).toBe(path.join(folder, 'data/gateway.db'));
    const bot = config?.bots.get('bot');
    expect(bot?.chatwoot).toMatchObject({ url: 'http://localhost:3000', headerPrefix: 'X-Chatwoot-' });
    expect(bot?.provider).toBe('rasa');
    expect(bot?.engines.get('rasa')).toMatchObject({ url: 'http://localhost:5005', mode: 'dialogue' });
    expect(bot?.policy).toMatchObject({
      language: 'en',
      timeZone: 'UTC',
      answerStatuses: ['bot'],
      confidence: { answer: 0.6, clarify: 0.35, misses: 2 },
      freshSessionAfterClose: true,
    });
  });

  it('reads several bots, in the file and in included files', async () => {
    const bot = `${chatwoot}  provider: rasa\n  rasa: { url: http://localhost:5005 }\n`;
    const indented = bot.replace(/^/gm, '  ');
    const { config, problems } = await load({
      'gateway.yaml': `include: [bots/*.yaml]\nbots:\n  one:${indented}`,
      'bots/b.yaml': `bots:\n  three:${indented}`,
      'bots/a.yaml': `bots:\n  two:${indented}`,
    });
    expect(problems).toEqual([]);
    expect([...(config?.bots.keys() ?? [])]).toEqual(['one', 'two', 'three']);
  });

  it('resolves paths against the file in which they stand', async () => {
    const bot = `${chatwoot}  provider: rasa\n  rasa: { url: http://localhost:5005, token_file: token }\n`;
    const { config, problems } = await load({
      'gateway.yaml': 'include: [bots/hotel.yaml]\nstore: { path: ../x.db }',
      'bots/hotel.yaml': `bots:\n  hotel:${bot.replace(/^/gm, '  ')}`,
      'bots/token': 'rasa-token\n',
    });
    expect(problems).toEqual([]);
    expect(config?.bots.get('hotel')?.engines.get('rasa')).toMatchObject({ token: 'rasa-token' });
  });

  it('fills in variables, typed as the schema wants them', async () => {
    const { config, problems } = await load(
      {
        'gateway.yaml': `${shortForm.replace('bot-token', '${TOKEN}')}
http: { host: "\${HOST:-127.0.0.2}", port: "\${PORT}" }
playground: { enabled: "\${PLAYGROUND:-true}" }
confidence: { answer: "\${SCORE}" }
handoff: { farewell: "Costs $\${5} \${NAME:-}" }
`,
      },
      { TOKEN: '12345', PORT: '9000', SCORE: '0.75' },
    );
    expect(problems).toEqual([]);
    expect(config?.http).toMatchObject({ host: '127.0.0.2', port: 9000 });
    expect(config?.playground.enabled).toBe(true);
    const bot = config?.bots.get('bot');
    expect(bot?.chatwoot.token).toBe('12345');
    expect(bot?.policy.confidence.answer).toBe(0.75);
    expect(bot?.policy.handoff.farewell).toBe('Costs ${5} ');
  });

  it('reads secrets from files, one trailing newline dropped', async () => {
    const { config, problems } = await load({
      'gateway.yaml': `
chatwoot:
  url: http://localhost:3000
  token_file: secrets/token
  secrets_file: secrets/webhook
  path_secret_file: secrets/path
provider: rasa
rasa: { url: http://localhost:5005 }
`,
      'secrets/token': 'from-file\n',
      'secrets/webhook': 'new-one\nold-one\n',
      'secrets/path': 'path-secret-1\r\n',
    });
    expect(problems).toEqual([]);
    expect(config?.bots.get('bot')?.chatwoot).toMatchObject({
      token: 'from-file',
      secrets: ['new-one', 'old-one'],
      pathSecret: 'path-secret-1',
    });
  });

  it('understands anchors and merge keys', async () => {
    const { config, problems } = await load({
      'gateway.yaml': `
bots:
  one: &base
    chatwoot: &chatwoot { url: http://localhost:3000, token: t, secrets: [s] }
    provider: rasa
    rasa: &rasa { url: http://localhost:5005 }
  two:
    <<: *base
    language: de
    rasa: { <<: *rasa, mode: nlu }
`,
    });
    expect(problems).toEqual([]);
    expect(config?.bots.get('two')?.policy.language).toBe('de');
    expect(config?.bots.get('two')?.chatwoot.token).toBe('t');
    expect(config?.bots.get('two')?.engines.get('rasa')).toMatchObject({ mode: 'nlu' });
    expect(config?.bots.get('one')?.engines.get('rasa')).toMatchObject({ mode: 'dialogue' });
  });

  it('turns the intents into rules', async () => {
    const { config, problems } = await load({
      'gateway.yaml': `${shortForm}
intents:
  greet: { text: "Hello {{contact.name}}!", labels: [greeted], attributes: { seen: true } }
  ask_price:
    - when: { room_type: [suite, penthouse], breakfast: true, guests: false }
      replies: [{ text: One }, { choices: { text: Two, options: [{ title: A, value: a }] } }]
    - text: From 90.
  talk_to_human: { handoff: { text: Bye } }
  complain: { handoff: true }
`,
    });
    expect(problems).toEqual([]);
    const intents = config?.bots.get('bot')?.policy.intents;
    expect(intents?.get('greet')).toMatchObject([
      {
        when: [],
        answer: {
          kind: 'replies',
          replies: [{ text: 'Hello {{contact.name}}!' }],
          actions: [
            { kind: 'set-attributes', values: { seen: true } },
            { kind: 'add-labels', labels: ['greeted'] },
          ],
        },
      },
    ]);
    expect(intents?.get('ask_price')?.map(({ when }) => when)).toEqual([
      [
        { kind: 'equals', entity: 'room_type', values: ['suite', 'penthouse'] },
        { kind: 'present', entity: 'breakfast', present: true },
        { kind: 'present', entity: 'guests', present: false },
      ],
      [],
    ]);
    expect(intents?.get('ask_price')?.[0]?.answer).toMatchObject({
      replies: [{ text: 'One' }, { choices: {} }],
    });
    expect(intents?.get('talk_to_human')?.[0]?.answer).toEqual({ kind: 'handoff', text: 'Bye' });
    expect(intents?.get('complain')?.[0]?.answer).toEqual({ kind: 'handoff' });
  });

  it('hides secrets wherever the configuration is printed', async () => {
    const { config } = await load({
      'gateway.yaml': shortForm
        .replace('5005 }', '5005, token: rasa-token }')
        .replace('[s3', '[previous, s3'),
    });
    expect(config?.bots.get('bot')?.chatwoot.token).toBe('bot-token');
    for (const printed of [
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
      inspect(config?.bots, { depth: 9 }),
    ]) {
      expect(printed).toContain('http://localhost:3000');
      expect(printed).not.toMatch(/bot-token|s3cret-one|rasa-token|previous/);
    }
  });
});
