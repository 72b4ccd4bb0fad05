import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lexSampleFiles } from '../../../scripts/lex-sample/lex-sample-files.ts';
import { loadTrainingData } from '../../../src/providers/embedded/training-data/load-training-data.ts';

const sample = join(import.meta.dirname, '../../../config/samples/hotel-booking');
const folder = join(sample, 'lex');
const layout = join(import.meta.dirname, '../../fixtures/lex/50-bot-hotel-booking.files.json');
const locale = join(folder, 'HotelBooking/BotLocales/en_US');

const intentSchema = z.object({
  sampleUtterances: z.array(z.object({ utterance: z.string() })).nullable(),
  slotPriorities: z.array(z.object({ slotName: z.string() })),
});
const slotSchema = z.object({ slotTypeName: z.string() });
const typeSchema = z.object({
  slotTypeValues: z.array(
    z.object({
      sampleValue: z.object({ value: z.string() }),
      synonyms: z.array(z.object({ value: z.string() })).nullable(),
    }),
  ),
});

describe('the sample bot', () => {
  it('is what the training data makes (npm run samples)', async () => {
    const files = lexSampleFiles(await training());
    expect(filesIn(folder)).toEqual([...files.keys()].sort());
    for (const [name, content] of files) expect(json(join(folder, name))).toEqual(content);
  });

  it('names the intents of the training data, and the fallback that Lex wants', async () => {
    const { examples } = await training();
    expect(intentNames()).toEqual(
      [...new Set([...examples.map(({ intent }) => intent), 'FallbackIntent'])].sort(),
    );
  });

  it('has every example, in the words of the training data', async () => {
    const { examples } = await training();
    for (const intent of intentNames()) {
      const wanted = examples.filter((example) => example.intent === intent).map(({ text }) => plain(text));
      const utterances = (intentFile(intent).sampleUtterances ?? []).map(({ utterance }) => utterance);
      for (const text of wanted)
        expect(
          utterances.some((utterance) => fits(utterance, text)),
          text,
        ).toBe(true);
      for (const utterance of utterances) {
        expect(
          wanted.some((text) => fits(utterance, text)),
          utterance,
        ).toBe(true);
      }
    }
  });

  it('names the entities of the training data, and has a type for each', async () => {
    const { examples } = await training();
    const entities = new Set(examples.flatMap(({ spans }) => spans.map(({ entity }) => entity)));
    const slots = intentNames().flatMap((intent) =>
      intentFile(intent).slotPriorities.map(({ slotName }) => slotName),
    );
    expect(new Set(slots)).toEqual(entities);
    for (const file of filesIn(join(locale, 'Intents')).filter((name) => name.endsWith('Slot.json'))) {
      const { slotTypeName } = slotSchema.parse(json(join(locale, 'Intents', file)));
      if (!slotTypeName.startsWith('AMAZON.')) expect(typeNames()).toContain(slotTypeName);
    }
  });

  it('knows the values and synonyms of the training data', async () => {
    const { lookups, synonyms } = await training();
    for (const { entity, values } of lookups) {
      const types = typeSchema.parse(json(join(locale, 'SlotTypes', entity, 'SlotType.json'))).slotTypeValues;
      expect(types.map(({ sampleValue }) => sampleValue.value)).toEqual([...values]);
      for (const { sampleValue, synonyms: known } of types) {
        const wanted = synonyms
          .filter(({ value }) => value === sampleValue.value)
          .flatMap(({ texts }) => texts);
        expect((known ?? []).map(({ value }) => value)).toEqual(wanted);
      }
    }
  });

  it('uses a slot once in an utterance, and only slots that its intent has', () => {
    for (const intent of intentNames()) {
      const { sampleUtterances, slotPriorities } = intentFile(intent);
      const own = slotPriorities.map(({ slotName }) => slotName);
      for (const { utterance } of sampleUtterances ?? []) {
        const used = [...utterance.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        expect(new Set(used).size, utterance).toBe(used.length);
        expect(own).toEqual(expect.arrayContaining(used));
      }
    }
  });

  it('has the keys of a real export, file by file', () => {
    const exported = z.object({ files: z.record(z.string(), z.unknown()) }).parse(json(layout)).files;
    const shapes = shapesByKind(Object.entries(exported));
    const ours = filesIn(folder).map((name): [string, unknown] => [name, json(join(folder, name))]);
    for (const [kind, keys] of shapesByKind(ours)) {
      expect(
        [...keys].filter((key) => !shapes.get(kind)?.has(key)),
        kind,
      ).toEqual([]);
    }
  });
});

/** An utterance is an example with some of its words left open. */
function fits(utterance: string, text: string): boolean {
  const pattern = utterance.split(/\{\w+\}/).map((part) => part.replace(/[^\w\s]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.+')}$`, 'i').test(text);
}

function plain(text: string): string {
  return text
    .replace(/[?!,;:.](?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

async function training() {
  const [set] = (await loadTrainingData(['nlu.yml'], sample)).sets;
  if (!set) throw new Error('The sample has training data.');
  return set.data;
}

function intentNames(): readonly string[] {
  return readdirSync(join(locale, 'Intents')).sort();
}

function typeNames(): readonly string[] {
  return readdirSync(join(locale, 'SlotTypes'));
}

function intentFile(intent: string) {
  return intentSchema.parse(json(join(locale, 'Intents', intent, 'Intent.json')));
}

/** Paths of all keys, by the name of the file; messages have one shape wherever they stand. */
function shapesByKind(
  files: readonly (readonly [string, unknown])[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const shapes = new Map<string, Set<string>>();
  for (const [name, content] of files) {
    for (const path of keysOf(content)) {
      const [, message] = /\.messageGroupsList\[\](.*)$/.exec(path) ?? [];
      const kind = message === undefined ? (name.split('/').at(-1) ?? name) : 'a message';
      shapes.set(kind, (shapes.get(kind) ?? new Set()).add(message ?? path));
    }
  }
  return shapes;
}

function keysOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => keysOf(item, `${path}[]`))];
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`))];
}

function filesIn(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
