import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainProblems } from '../../src/config/explain-problems.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { writeFiles } from './write-files.ts';

const bot = (more = '') =>
  `{ chatwoot: { url: "http://localhost:3000", token: t, secrets: [s] }, provider: rasa, rasa: { url: "http://localhost:5005" }${more} }`;

async function load(files: Readonly<Record<string, string>>) {
  const folder = await writeFiles(files);
  const result = await loadConfig(path.join(folder, 'gateway.yaml'), {});
  return { folder, ...result, names: result.config && [...result.config.bots.keys()] };
}

describe('a broken bot', () => {
  it('is left out while the others start', async () => {
    const { names, problems } = await load({
      'gateway.yaml': `bots:\n  good: ${bot()}\n  bad: ${bot(', langauge: de')}\n`,
    });
    expect(names).toEqual(['good']);
    expect(problems).toMatchObject([{ bot: 'bad', line: 3, keyPath: 'bots.bad.langauge' }]);
  });

  it.each([
    ['a mistake', `bots:\n  bad: ${bot(', x: 1')}\n`, 'bad'],
    ['no YAML', 'bots: [', undefined],
    ['a list', '- a\n', undefined],
    ['a variable that is not set', 'bots:\n  bad: { language: "${NONE}" }\n', 'bad'],
  ])('of an included file with %s is left out', async (_, text, name) => {
    const { folder, names, problems } = await load({
      'gateway.yaml': `include: [bots/*.yaml]\nbots:\n  good: ${bot()}\n`,
      'bots/a.yaml': text,
      'bots/b.yaml': `bots:\n  better: ${bot()}\n`,
    });
    expect(names).toEqual(['good', 'better']);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem.file).toBe(path.join(folder, 'bots/a.yaml'));
      expect(problem.bot).toBe(name);
    }
  });

  it('of a file that is not there is reported where it is named', async () => {
    const { folder, names, problems } = await load({
      'gateway.yaml': `include: [bots.yaml]\nbots:\n  good: ${bot()}\n`,
    });
    expect(names).toEqual(['good']);
    expect(problems).toMatchObject([{ file: path.join(folder, 'gateway.yaml'), line: 1, column: 11 }]);
  });

  it('with a name that is taken is left out', async () => {
    const { folder, names, problems } = await load({
      'gateway.yaml': `include: [more.yaml]\nbots:\n  hotel: ${bot()}\n`,
      'more.yaml': `bots:\n  hotel: ${bot()}\n  other: ${bot()}\n`,
    });
    expect(names).toEqual(['hotel', 'other']);
    expect(problems).toMatchObject([
      {
        file: path.join(folder, 'more.yaml'),
        line: 2,
        column: 3,
        hint: `the first one stands in ${path.join(folder, 'gateway.yaml')}`,
      },
    ]);
  });

  it('with a broken flow is left out, and what names the flow is not blamed', async () => {
    const { names, problems } = await load({
      'gateway.yaml': `bots:\n  good: ${bot()}\n  bad: ${bot(', flows: [f.yaml], intents: { book: { flow: f } }')}\n`,
      'f.yaml': 'name: f\nsteps:\n  a: { goto: nowhere }\n',
    });
    expect(names).toEqual(['good']);
    expect(problems.map(({ file, bot: left }) => [path.basename(file), left])).toEqual([['f.yaml', 'bad']]);
  });

  it('leaves nothing to start when it is the only one', async () => {
    const { config, problems } = await load({ 'gateway.yaml': `bots:\n  bad: ${bot(', x: 1')}\n` });
    expect(config).toBeUndefined();
    expect(problems).toHaveLength(1);
  });
});

describe('a broken main part', () => {
  it.each([
    ['a mistake', `http: { port: x }\nbots:\n  good: ${bot()}\n`],
    ['a variable that is not set', `store: { path: "\${NONE}" }\nbots:\n  good: ${bot()}\n`],
    ['no YAML', `bots:\n  good: ${bot()}\n  :`],
    ['bots that are a list', `bots: [${bot()}]\n`],
  ])('with %s starts nothing', async (_, text) => {
    const { config, problems } = await load({ 'gateway.yaml': text });
    expect(config).toBeUndefined();
    expect(problems.some(({ bot: left }) => left === undefined)).toBe(true);
  });

  it('that cannot be read is a problem, not a throw', async () => {
    const { folder, config, problems } = await load({});
    expect(config).toBeUndefined();
    expect(problems).toMatchObject([
      {
        file: path.join(folder, 'gateway.yaml'),
        line: 0,
        message: 'cannot read the file: it does not exist',
      },
    ]);
  });

  it.each([
    [
      'a bomb of aliases',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\nbots: [*e, *e, *e, *e, *e, *e]\n`,
    ],
    ['an alias to itself', 'bots: &a [*a]\n'],
    ['nesting without end', `bots: ${'['.repeat(3_000)}`],
  ])('that is %s is a problem, quickly', async (_, text) => {
    const { config, problems } = await load({ 'gateway.yaml': text });
    expect(config).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });

  it('refuses a key that would reach into the prototype', async () => {
    const { config } = await load({ 'gateway.yaml': `__proto__: { a: 1 }\nbots:\n  good: ${bot()}\n` });
    expect(config).toBeUndefined();
  });
});

describe('explainProblems', () => {
  it('prints like a compiler, all at once, in a stable order, with secrets masked', async () => {
    const { folder, problems } = await load({
      'gateway.yaml': [
        'http:',
        '  prot: 8300',
        'bots:',
        '  good: # fine',
        `    ${bot()}`,
        '  bad:',
        '    chatwoot: { url: ftp://x, token: abc123, secrets: [hidden] }',
        '    provider: raza',
        '',
      ].join('\n'),
    });
    expect(explainProblems([...problems].reverse(), folder)).toBe(
      `gateway.yaml:2:3 error http.prot: expected a known key, found "prot"
     2 |   prot: …
       |   ^
   hint: did you mean "port"?

gateway.yaml:7:22 error bots.bad.chatwoot.url: expected an address that begins with http:// or https://, found the text "ftp://x"
     7 |     chatwoot: { url: ftp://x, token: ••••••, secrets: [••••••] }
       |                      ^

gateway.yaml:8:15 error bots.bad.provider: expected the name of an engine, found "raza"
     8 |     provider: raza
       |               ^
   hint: did you mean "rasa"?

3 errors; left out: bad
`,
    );
  });

  it('shows nothing behind a key that may be the name of a secret, misspelt', async () => {
    const { folder, problems } = await load({
      'gateway.yaml':
        'chatwoot: { url: http://x.example, tokn: abc123, bot_secrets: [abc456] }\nprovider: rasa\n',
    });
    const text = explainProblems(problems, folder);
    expect(text).toContain('hint: did you mean "token"?');
    expect(text).not.toMatch(/abc123|abc456/);
  });

  it('masks secrets also where the YAML cannot be read', async () => {
    const { folder, problems } = await load({ 'gateway.yaml': 'chatwoot: { token: abc123, url: [x }\n' });
    const text = explainProblems(problems, folder);
    expect(text).toContain('gateway.yaml:1:');
    expect(text).not.toContain('abc123');
  });

  it('says nothing about nothing', () => {
    expect(explainProblems([], '/')).toBe('');
  });
});
