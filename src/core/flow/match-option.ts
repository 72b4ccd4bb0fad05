import type { Option } from '../model/utterance.ts';

/** An option as far as matching goes: what a menu adds are other words for it. */
export interface Matchable extends Option {
  readonly words?: readonly string[];
}

/** Words as people type them: no case, no politeness, no punctuation at the ends. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/[^\p{L}\p{N}@'#/&+.-]+/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])(?:please|thanks|thank you)(?![\p{L}\p{N}])/gu, ' ')
    .replace(/^[\s.'-]+|[\s.'-]+$/g, '')
    .replace(/\s+/g, ' ');
}

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const cardinals = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** The whole text is an option: its value, its title, one of its words, or its number in the order shown. */
export function matchOption<One extends Matchable>(text: string, options: readonly One[]): One | undefined {
  const said = plainWords(text);
  if (said === '') return undefined;
  const named = options.find((option) => namesOf(option).includes(said));
  return named ?? options[positionOf(said, options.length) - 1];
}

/**
 * The text names an option among other words ("the Grand Plaza for two"), or with a part of its title ("plaza").
 * Undefined when it could be several.
 */
export function matchOptionLoosely<One extends Matchable>(
  text: string,
  options: readonly One[],
): One | undefined {
  const said = ` ${plainWords(text)} `;
  if (said.length < 5) return undefined;
  const inside = options.filter((option) =>
    namesOf(option).some((name) => name.length > 2 && said.includes(` ${name} `)),
  );
  if (inside.length > 0) return inside.length === 1 ? inside[0] : undefined;
  const words = plainWords(text)
    .split(' ')
    .filter((word) => !articles.has(word));
  const part = options.filter(({ title }) => isWithin(words, plainWords(title).split(' ')));
  return part.length === 1 ? part[0] : undefined;
}

const articles: ReadonlySet<string> = new Set(['the', 'a', 'an', 'one', 'option']);

function isWithin(words: readonly string[], title: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => title.includes(word));
}

function namesOf(option: Matchable): readonly string[] {
  return [option.value, option.title, ...(option.words ?? [])].map(plainWords);
}

/** 0 when it is no position. */
function positionOf(said: string, count: number): number {
  const digits = /^(?:#|number |no\.? |option )?(\d{1,3})$/.exec(said)?.[1];
  if (digits !== undefined) return Number(digits);
  const word = /^(?:the |number |option )?(last|[a-z]+?)(?: one| option)?$/.exec(said)?.[1] ?? '';
  if (word === 'last') return count;
  return Math.max(ordinals.indexOf(word), cardinals.indexOf(word)) + 1;
}
