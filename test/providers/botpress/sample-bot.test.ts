import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { botpressSampleFiles } from '../../../scripts/botpress-sample/botpress-sample-files.ts';
import { loadTrainingData } from '../../../src/providers/embedded/training-data/load-training-data.ts';

const sample = join(import.meta.dirname, '../../../config/samples/hotel-booking');
const folder = join(sample, 'botpress-v12');

const intentSchema = z.object({
  name: z.string(),
  utterances: z.object({ en: z.array(z.string()) }),
  slots: z.array(z.object({ name: z.string(), entities: z.array(z.string()) })),
});
const entitySchema = z.object({
  name: z.string(),
  occurrences: z.array(z.object({ name: z.string(), synonyms: z.array(z.string()) })),
  pattern: z.string(),
});
const flowSchema = z.object({
  startNode: z.string(),
  nodes: z.array(
    z.object({
      name: z.string(),
      onEnter: z.array(z.string()),
      onReceive: z.array(z.string()).nullable(),
      next: z.array(z.object({ condition: z.string(), node: z.string() })),
    }),
  ),
});
const elementsSchema = z.array(z.object({ id: z.string() }));
const configSchema = z.object({ defaultLanguage: z.string(), languages: z.array(z.string()) });

/** Entities that the server brings along. */
const BUILT_IN = ['time', 'number', 'email', 'any'];

describe('the sample bot', () => {
  it('is what the training data makes (npm run samples)', async () => {
    const files = botpressSampleFiles(await training());
    expect(filesIn(folder)).toEqual([...files.keys()].sort());
    for (const [name, content] of files) expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
  });

  it('names the intents of the training data, with every example and no other', async () => {
    const { examples } = await training();
    const intents = read('intents', intentSchema);
    expect(intents.map(({ name }) => name).sort()).toEqual(
      [...new Set(examples.map(({ intent }) => intent))].sort(),
    );
    for (const { name, utterances } of intents) {
      const wanted = examples.filter(({ intent }) => intent === name).map(({ text }) => text);
      expect(utterances.en.map((utterance) => utterance.replace(/\[([^\]]*)\]\(\w+\)/g, '$1'))).toEqual(
        wanted,
      );
    }
  });

  it('names the entities of the training data as slots, and has what each slot takes', async () => {
    const { examples } = await training();
    const slots = read('intents', intentSchema).flatMap((intent) => intent.slots);
    const named = new Set(examples.flatMap(({ spans }) => spans.map(({ entity }) => entity)));
    expect(new Set(slots.map(({ name }) => name))).toEqual(named);
    const known = [...BUILT_IN, ...read('entities', entitySchema).map(({ name }) => name)];
    expect(known).toEqual(expect.arrayContaining(slots.flatMap(({ entities }) => entities)));
    for (const { utterances, slots: own } of read('intents', intentSchema)) {
      const marked = utterances.en.flatMap((text) =>
        [...text.matchAll(/\]\((\w+)\)/g)].map(([, name]) => name),
      );
      expect(own.map(({ name }) => name)).toEqual(expect.arrayContaining(marked));
    }
  });

  it('knows the values, synonyms and patterns of the training data', async () => {
    const { lookups, synonyms, patterns } = await training();
    const entities = read('entities', entitySchema);
    expect(entities.length).toBe(lookups.length + patterns.length);
    for (const { entity, values } of lookups) {
      const wanted = values.map((value) => ({
        name: value,
        synonyms: synonyms.filter((synonym) => synonym.value === value).flatMap(({ texts }) => texts),
      }));
      expect(entities.find(({ name }) => name === entity)?.occurrences).toEqual(wanted);
    }
    for (const { entity, pattern } of patterns) {
      expect(entities.find(({ name }) => name === entity)?.pattern).toBe(pattern);
    }
  });

  it('speaks the language of the training data', () => {
    expect(configSchema.parse(json('bot.config.json'))).toEqual({ defaultLanguage: 'en', languages: ['en'] });
  });

  it('has flows whose steps lead somewhere and whose words are there', async () => {
    const { startNode, nodes } = flowSchema.parse(json('flows/main.flow.json'));
    const names = nodes.map(({ name }) => name);
    expect(names).toContain(startNode);
    expect([...names, 'END']).toEqual(
      expect.arrayContaining(nodes.flatMap(({ next }) => next.map(({ node }) => node))),
    );
    const reached = new Set(['entry', ...nodes.flatMap(({ next }) => next.map(({ node }) => node))]);
    expect(names.filter((name) => !reached.has(name))).toEqual([]);
    const elements = ['builtin_text', 'builtin_single-choice'].flatMap((type) =>
      elementsSchema.parse(json(`content-elements/${type}.json`)).map(({ id }) => id),
    );
    const said = nodes.flatMap(({ onEnter }) =>
      onEnter.flatMap((step) => /^say #!(.+)$/.exec(step)?.[1] ?? []),
    );
    expect(elements).toEqual(expect.arrayContaining(said));
    const asked = nodes.find(({ name }) => name === 'entry')?.next.map(({ condition }) => condition) ?? [];
    for (const { intent } of (await training()).examples) {
      expect(
        asked.some((condition) => condition.includes(`'${intent}'`)),
        intent,
      ).toBe(true);
    }
  });
});

async function training() {
  const [set] = (await loadTrainingData(['nlu.yml'], sample)).sets;
  if (!set) throw new Error('The sample has training data.');
  return set.data;
}

function read<T>(below: string, schema: z.ZodType<T>): readonly T[] {
  return readdirSync(join(folder, below)).map((name) => schema.parse(json(join(below, name))));
}

function json(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

function filesIn(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}
