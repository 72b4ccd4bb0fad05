/** Intents and entities of the sample bot, made of the training data of the embedded engine. */
import type { JsonObject } from '../../src/core/model/json.ts';
import type {
  TrainingData,
  TrainingExample,
} from '../../src/providers/embedded/training-data/training-data.ts';
import { shortId } from './botpress-content.ts';

/** Entities that Botpress brings along (Duckling); `any` takes whatever stands in the place. */
const builtInEntities: Readonly<Record<string, string>> = {
  date: 'time',
  guests: 'number',
  email: 'email',
  name: 'any',
};

export function intentNames({ examples }: TrainingData): readonly string[] {
  return [...new Set(examples.map(({ intent }) => intent))];
}

export function intentFile(intent: string, data: TrainingData): JsonObject {
  const examples = data.examples.filter((example) => example.intent === intent);
  const slots = [...new Set(examples.flatMap(({ spans }) => spans.map(({ entity }) => entity)))];
  return {
    name: intent,
    utterances: { en: examples.map(utterance) },
    slots: slots.map((name, index) => ({
      id: shortId(`slot ${intent} ${name}`, 21),
      name,
      entities: [builtInEntities[name] ?? name],
      color: index + 1,
    })),
    contexts: ['global'],
  };
}

/** `book the [Grand Plaza](hotel) for [two](guests)`: the mark of a slot, without synonyms. */
function utterance({ text, spans }: TrainingExample): string {
  let written = '';
  let at = 0;
  for (const { start, end, entity } of spans.toSorted((one, other) => one.start - other.start)) {
    written += `${text.slice(at, start)}[${text.slice(start, end)}](${entity})`;
    at = end;
  }
  return written + text.slice(at);
}

export function entityFiles(data: TrainingData): ReadonlyMap<string, JsonObject> {
  const lists = data.lookups.map(({ entity, values }) => [entity, listEntity(entity, values, data)] as const);
  const patterns = data.patterns.map(
    ({ entity, pattern }) => [entity, patternEntity(entity, pattern)] as const,
  );
  return new Map([...lists, ...patterns]);
}

function listEntity(name: string, values: readonly string[], { synonyms }: TrainingData): JsonObject {
  const occurrences = values.map((value) => ({
    name: value,
    synonyms: synonyms.filter((synonym) => synonym.value === value).flatMap(({ texts }) => texts),
  }));
  return {
    id: name,
    name,
    type: 'list',
    occurrences,
    sensitive: false,
    fuzzy: 0.8,
    examples: [],
    pattern: '',
  };
}

function patternEntity(name: string, pattern: string): JsonObject {
  return {
    id: name,
    name,
    type: 'pattern',
    occurrences: [],
    sensitive: false,
    matchCase: false,
    fuzzy: 0,
    examples: [],
    pattern,
  };
}
