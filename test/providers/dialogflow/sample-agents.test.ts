import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dialogflowSampleFiles } from '../../../scripts/dialogflow-samples/dialogflow-sample-files.ts';
import { loadTrainingData } from '../../../src/providers/embedded/training-data/load-training-data.ts';

const sample = join(import.meta.dirname, '../../../config/samples/hotel-booking');
const layouts = join(import.meta.dirname, '../../fixtures/dialogflow');

/** What both products need and the training data does not have. */
const ownIntents = new Set(['Default Fallback Intent', 'Default Negative Intent']);

describe('the sample agents', () => {
  it('are what the training data makes (npm run samples)', async () => {
    for (const [engine, files] of await dialogflowSampleFiles(sample)) {
      expect(filesIn(join(sample, engine))).toEqual([...files.keys()].sort());
      for (const [name, text] of files) expect(readFileSync(join(sample, engine, name), 'utf8')).toBe(text);
    }
  });

  it('name the intents, phrases and entities of the training data', async () => {
    const { intents, phrases, entities } = await trained();
    for (const agent of [readEs(), readCx()]) {
      expect(agent.intents.toSorted()).toEqual(intents);
      expect(agent.phrases.toSorted()).toEqual(phrases);
      expect(agent.parameters.toSorted()).toEqual(entities);
    }
  });

  it('have entity types for all that they annotate', () => {
    for (const { parameterTypes, entityTypes } of [readEs(), readCx()]) {
      const own = parameterTypes.filter((type) => !type.startsWith('@sys.')).map((type) => type.slice(1));
      expect(new Set(own)).toEqual(new Set(entityTypes));
    }
  });

  it.each([
    ['dialogflow-es', 'es/50-es-agent-hotel-booking.files.json'],
    ['dialogflow-cx', 'cx/51-cx-agent-hotel-booking.files.json'],
  ])('%s has the keys of a real export, file by file', (engine, layout) => {
    const shapes = shapesByKind(Object.entries(record(json(join(layouts, layout))['files'])));
    const ours = filesIn(join(sample, engine)).map((name): [string, unknown] => [
      name,
      JSON.parse(readFileSync(join(sample, engine, name), 'utf8')),
    ]);
    for (const [kind, keys] of shapesByKind(ours)) {
      const known = shapes.get(kind);
      expect(known, kind).toBeDefined();
      expect(
        [...keys].filter((key) => !known?.has(key) && !addedKeys.has(key)),
        kind,
      ).toEqual([]);
    }
  });
});

/** A key of the reference that the small agents of the layouts do not happen to use. */
const addedKeys = new Set(['isList']);

interface ReadAgent {
  readonly intents: readonly string[];
  readonly phrases: readonly string[];
  readonly parameters: readonly string[];
  readonly parameterTypes: readonly string[];
  readonly entityTypes: readonly string[];
}

async function trained() {
  const { sets } = await loadTrainingData(['nlu.yml'], sample);
  const examples = sets[0]?.data.examples ?? [];
  return {
    intents: [...new Set(examples.map(({ intent }) => intent))].toSorted(),
    phrases: examples.map(({ text }) => text).toSorted(),
    entities: [...new Set(examples.flatMap(({ spans }) => spans.map(({ entity }) => entity)))].toSorted(),
  };
}

function readEs(): ReadAgent {
  const folder = join(sample, 'dialogflow-es');
  const files = filesIn(folder);
  const intents = files
    .filter((name) => /^intents\/(?!.*_usersays_)/.test(name))
    .map((name) => json(join(folder, name)));
  const parameters = intents.flatMap(({ responses }) => list(list(responses)[0]?.['parameters']));
  const said = files
    .filter((name) => name.includes('_usersays_'))
    .flatMap((name) => list(json(join(folder, name))));
  return {
    intents: intents.map(({ name }) => String(name)).filter((name) => !ownIntents.has(name)),
    phrases: said.map(({ data }) => textOf(data)),
    parameters: [...new Set(parameters.map(({ name }) => String(name)))],
    parameterTypes: parameters.map(({ dataType }) => String(dataType)),
    entityTypes: files
      .filter((name) => /^entities\/(?!.*_entries_)/.test(name))
      .map((name) => basename(name, '.json')),
  };
}

function readCx(): ReadAgent {
  const folder = join(sample, 'dialogflow-cx');
  const files = filesIn(folder);
  const intents = files
    .filter((name) => /^intents\/([^/]+)\/\1\.json$/.test(name))
    .map((name) => json(join(folder, name)));
  const parameters = intents.flatMap((intent) => list(intent['parameters']));
  const said = files
    .filter((name) => name.includes('/trainingPhrases/'))
    .flatMap((name) => list(json(join(folder, name))['trainingPhrases']));
  return {
    intents: intents.map(({ displayName }) => String(displayName)).filter((name) => !ownIntents.has(name)),
    phrases: said.map(({ parts }) => textOf(parts)),
    parameters: [...new Set(parameters.map(({ id }) => String(id)))],
    parameterTypes: parameters.map(({ entityType }) => String(entityType)),
    entityTypes: files
      .filter((name) => /^entityTypes\/([^/]+)\/\1\.json$/.test(name))
      .map((name) => basename(name, '.json')),
  };
}

/** Every key at any depth, by kind of file; what an author writes (payloads, metadata) is not looked into. */
function shapesByKind(files: readonly (readonly [string, unknown])[]): Map<string, Set<string>> {
  const shapes = new Map<string, Set<string>>();
  for (const [name, content] of files) {
    const kind = kindOf(name);
    shapes.set(kind, new Set([...(shapes.get(kind) ?? []), ...keysOf(content)]));
  }
  return shapes;
}

/** `intents/bye_usersays_en.json` → `intents/…_usersays_en.json`, `intents/bye/bye.json` → `intents/…/….json`. */
function kindOf(name: string): string {
  const [folder = '', second = '', ...rest] = name.split('/');
  if (second === '') return name;
  if (rest.length > 0) return [folder, '…', ...rest.map((part) => part.replace(second, '…'))].join('/');
  return `${folder}/…${/_(?:usersays|entries)_\w+\.json$/.exec(second)?.[0] ?? '.json'}`;
}

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  return Object.entries(record(value)).flatMap(([key, inner]) =>
    key === 'payload' || key === 'metadata' ? [key] : [key, ...keysOf(inner)],
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function json(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function textOf(parts: unknown): string {
  return list(parts)
    .map(({ text }) => String(text))
    .join('');
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
