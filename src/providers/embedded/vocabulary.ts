import { builtinNames } from './entities/builtin-finders.ts';
import type { TrainingSet } from './training-data/load-training-data.ts';

/** What the engine can name. */
export interface Vocabulary {
  readonly intents: readonly string[];
  /** Trained and built-in entities. */
  readonly entities: readonly string[];
}

/** Intents and entities of all languages, in order of appearance; built-in entities last. */
export function vocabularyOf(sets: readonly TrainingSet[]): Vocabulary {
  const examples = sets.flatMap(({ data }) => data.examples);
  const spans = examples.flatMap((example) => example.spans);
  const finders = sets.flatMap(({ data }) => [...data.lookups, ...data.patterns]);
  return {
    intents: [...new Set(examples.map((example) => example.intent))],
    entities: [...new Set([...[...spans, ...finders].map(({ entity }) => entity), ...builtinNames])],
  };
}
