import { tokenise } from '../language/tokens.ts';

/** How often each n-gram occurs in one text. */
export interface GramCounts {
  /** Words and pairs of neighbouring words: what is said. */
  readonly words: ReadonlyMap<string, number>;
  /** Two to four characters inside words, edges marked: forgives typos and inflection. */
  readonly characters: ReadonlyMap<string, number>;
}

const SHORTEST_CHARACTER_GRAM = 2;
const LONGEST_CHARACTER_GRAM = 4;

export function countGrams(text: string): GramCounts {
  const words = new Map<string, number>();
  const characters = new Map<string, number>();
  let previous: string | undefined;
  for (const { word } of tokenise(text)) {
    increment(words, word);
    if (previous !== undefined) increment(words, `${previous} ${word}`);
    countCharacters(characters, word);
    previous = word;
  }
  return { words, characters };
}

function countCharacters(counts: Map<string, number>, word: string): void {
  // Code points, not UTF-16 units: half of a surrogate pair says nothing.
  const symbols = [...` ${word} `];
  for (let start = 0; start < symbols.length; start++) {
    let gram = symbols[start] ?? '';
    for (let length = 2; length <= LONGEST_CHARACTER_GRAM && start + length <= symbols.length; length++) {
      gram += symbols[start + length - 1];
      if (length >= SHORTEST_CHARACTER_GRAM) increment(counts, gram);
    }
  }
}

function increment(counts: Map<string, number>, gram: string): void {
  counts.set(gram, (counts.get(gram) ?? 0) + 1);
}
