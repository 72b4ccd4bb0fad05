import { globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { explainProblems } from '../../src/config/explain-problems.ts';
import { loadConfig } from '../../src/config/load-config.ts';

const root = path.resolve(import.meta.dirname, '../../config');
const samples = globSync('**/*.yaml', { cwd: root }).sort();
const schemaLine = /^# yaml-language-server: \$schema=(\S+)\n/;

/** Samples that are a main file: not a flow, not included by another. */
const mainFiles = samples.filter((name) => !/^flows\/|\/bots\/|^samples\//.test(name));

/** What an operator would have set, for every variable that the samples name. */
const environment = Object.fromEntries(
  samples
    .flatMap((name) => [...readFileSync(path.join(root, name), 'utf8').matchAll(/\$\{(\w+)\}/g)])
    .map(([, variable = '']) => [
      variable,
      variable.endsWith('URL') ? 'https://example.com' : 'sample-value-of-some-length',
    ]),
);

describe('the samples under config/', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gateway-samples-'));
    await cp(root, folder, { recursive: true });
    await mkdir(path.join(folder, 'examples/bots/secrets'));
    await writeFile(path.join(folder, 'examples/bots/secrets/shop-token'), 'token\n');
    await writeFile(path.join(folder, 'examples/bots/secrets/shop-path'), 'path-secret\n');
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are there', () => {
    expect(mainFiles).toContain('gateway.yaml');
    expect(mainFiles.length).toBeGreaterThanOrEqual(4);
  });

  it.each(mainFiles)('%s loads without problems', async (name) => {
    const { config, problems } = await loadConfig(path.join(folder, name), environment);
    expect(explainProblems(problems, folder)).toBe('');
    expect(config?.bots.size).toBeGreaterThan(0);
  });

  it('gateway.yaml needs no environment at all', async () => {
    const { problems } = await loadConfig(path.join(folder, 'gateway.yaml'), {});
    expect(explainProblems(problems, folder)).toBe('');
  });

  it.each(samples)('%s names its schema in the first line and satisfies it', async (name) => {
    const text = await readFile(path.join(root, name), 'utf8');
    const schema = schemaLine.exec(text)?.[1];
    expect(schema).toBeDefined();
    const validate = compileSchema(path.resolve(root, path.dirname(name), schema ?? ''));
    validate(parse(text, { merge: true }));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('the JSON Schemas', () => {
  it.each([
    [{ http: { prot: 1 } }, false],
    [{ http: { port: '${PORT:-1}' } }, true],
    [{ http: { port: 'abc' } }, false],
    [{ chatwoot: { url: 'https://x.example', token_file: 'x', secrets_file: 'y' }, provider: 'rasa' }, true],
    [{ bots: { hotel: { chatwoot: { url: 'https://x.example', token: 't' } } } }, false],
    [{ bots: { 'Hotel Bot': {} } }, false],
  ])('judge %j as the loader does: %s', (value, good) => {
    expect(compileSchema(path.join(root, 'gateway.schema.json'))(value)).toBe(good);
  });
});

function compileSchema(file: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, formats: { uri: (text: string) => URL.canParse(text), email: true } });
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
}
