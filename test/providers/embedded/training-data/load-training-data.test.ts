import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadTrainingData } from '../../../../src/providers/embedded/training-data/load-training-data.ts';
import { vocabularyOf } from '../../../../src/providers/embedded/vocabulary.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'training-data-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

const intent = (name: string, ...examples: string[]) =>
  `- intent: ${name}\n  examples: |\n${examples.map((text) => `    - ${text}\n`).join('')}`;
const nlu = (...items: string[]) => `version: "3.1"\nnlu:\n${items.join('')}`;

describe('where it reads', () => {
  test('folders throughout, in the order of their names; other files are left alone', async () => {
    await write({
      'plain/b.yml': nlu(intent('two', 'two', 'second')),
      'plain/a.yaml': nlu(intent('one', 'one', 'first')),
      'plain/faq/c.yml': nlu(intent('three', 'three', 'third')),
      'plain/notes.md': 'no training data',
      'plain/.hidden.yml': 'nlu: broken',
    });
    const { sets, problems } = await loadTrainingData(['plain'], folder);
    expect(problems).toEqual([]);
    expect(sets.map(({ language }) => language)).toEqual([undefined]);
    expect(vocabularyOf(sets).intents).toEqual(['one', 'two', 'three']);
  });

  test('one set for each language folder, with what stands outside shared by all', async () => {
    await write({
      'tongues/shared.yml': nlu('- regex: zip\n  examples: |\n    - \\d{4}\n'),
      'tongues/en/nlu.yml': nlu(intent('greet', 'hello', 'hi'), intent('bye', 'bye', 'see you')),
      'tongues/pt_BR/nlu.yml': nlu(intent('greet', 'olá', 'oi'), intent('bye', 'tchau', 'até logo')),
    });
    const { sets } = await loadTrainingData(['tongues'], folder);
    expect(sets.map(({ language }) => language)).toEqual(['en', 'pt-BR']);
    expect(sets.every(({ data }) => data.patterns.length === 1)).toBe(true);
    expect(sets[1]?.data.examples.map(({ text }) => text)).toContain('olá');
    expect(vocabularyOf(sets)).toMatchObject({ intents: ['greet', 'bye'] });
    expect(vocabularyOf(sets).entities).toEqual(['zip', 'date', 'time', 'number', 'email', 'phone']);
  });

  test('several paths together', async () => {
    await write({
      'one.yml': nlu(intent('one', 'one', 'first')),
      'two.yml': nlu(intent('two', 'two', 'second')),
    });
    const { sets } = await loadTrainingData(['one.yml', join(folder, 'two.yml')], folder);
    expect(vocabularyOf(sets).intents).toEqual(['one', 'two']);
  });
});

describe('problems', () => {
  test('a path that is not there, with the others still read', async () => {
    await write({ 'some.yml': nlu(intent('one', 'one', 'first')) });
    const { sets, problems } = await loadTrainingData(['gone.yml', 'some.yml'], folder);
    expect(problems).toMatchObject([{ path: join(folder, 'gone.yml'), line: 1, level: 'error' }]);
    expect(vocabularyOf(sets).intents).toEqual(['one']);
  });

  test('nothing to learn from', async () => {
    await write({ 'empty.yml': nlu('- lookup: city\n  examples: |\n    - Bern\n') });
    const { problems } = await loadTrainingData(['empty.yml'], folder);
    expect(problems).toMatchObject([{ level: 'error', message: 'No intent with examples was found.' }]);
  });

  test('one text under two intents, and intents that are too thin', async () => {
    await write({
      'doubt.yml': nlu(intent('a', 'Yes', 'sure'), intent('b', 'yes', 'ok'), intent('c', 'hm')),
    });
    const { problems } = await loadTrainingData(['doubt.yml'], folder);
    expect(problems).toMatchObject([
      { level: 'warning', line: 9, message: expect.stringContaining('under "a" (line 5)') },
      { level: 'warning', line: 13, message: expect.stringContaining('"c" has one example') },
    ]);
  });
});
