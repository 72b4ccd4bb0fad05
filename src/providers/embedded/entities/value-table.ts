import { normaliseWord, tokenise, wordKey } from '../language/tokens.ts';
import type { TrainingData } from '../training-data/training-data.ts';

/** A wording that stands for one value of one entity. */
export interface Wording {
  readonly entity: string;
  readonly value: string;
  readonly words: readonly string[];
}

/** As `wordKey`; a text without words is its own key. */
export function wordingKey(text: string): string {
  return wordKey(text) || normaliseWord(text.trim());
}

/** Canonical value by wording: from `synonym:` items and from annotations with a value. */
export function synonymValues(data: TrainingData): Map<string, string> {
  const values = new Map<string, string>();
  for (const { value, texts } of data.synonyms) for (const text of texts) values.set(wordingKey(text), value);
  for (const { text, spans } of data.examples) {
    for (const span of spans) {
      if (span.value !== undefined) values.set(wordingKey(text.slice(span.start, span.end)), span.value);
    }
  }
  return values;
}

/**
 * Wordings that name an entity wherever they stand: the elements of lookup tables, and the synonyms of values that
 * belong to an entity. A synonym on its own names no entity, so its value must be known from a lookup table or
 * from an annotated example.
 */
export function knownWordings(data: TrainingData): Wording[] {
  const synonyms = synonymValues(data);
  const wordings = new Map<string, Wording>();
  const add = (entity: string, text: string) => {
    const words = tokenise(text).map((token) => token.word);
    const value = synonyms.get(wordingKey(text)) ?? text;
    if (words.length > 0) wordings.set(`${entity} ${words.join(' ')}`, { entity, value, words });
  };
  for (const { entity, values } of data.lookups) for (const value of values) add(entity, value);
  const owners = entitiesByValue(data);
  for (const { value, texts } of data.synonyms) {
    for (const entity of owners.get(wordingKey(value)) ?? [])
      for (const text of [value, ...texts]) add(entity, text);
  }
  return [...wordings.values()];
}

function entitiesByValue(data: TrainingData): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>();
  const own = (value: string, entity: string) => {
    const key = wordingKey(value);
    owners.set(key, (owners.get(key) ?? new Set()).add(entity));
  };
  for (const { entity, values } of data.lookups) for (const value of values) own(value, entity);
  for (const { text, spans } of data.examples) {
    for (const span of spans) own(span.value ?? text.slice(span.start, span.end), span.entity);
  }
  return owners;
}
