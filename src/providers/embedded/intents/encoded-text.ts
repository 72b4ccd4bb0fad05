import { countGrams } from './grams.ts';

/** n-grams of one text as numbers: parallel arrays of gram id and damped frequency. */
export interface GramBlock {
  /** `UNKNOWN_GRAM` when the gram never occurred in training. */
  readonly ids: Int32Array;
  /** 1 + ln(count): a word said three times is not three times the evidence. */
  readonly frequencies: Float64Array;
}

/** Word grams and character grams apart: each block is scaled to the same length later. */
export type EncodedText = readonly [words: GramBlock, characters: GramBlock];

/** Gram to id, one map per block; ids are shared by both blocks. */
export interface GramIndex {
  readonly words: ReadonlyMap<string, number>;
  readonly characters: ReadonlyMap<string, number>;
}

export const UNKNOWN_GRAM = -1;

/** A text in terms of the grams that training has seen. */
export function encodeText(text: string, index: GramIndex): EncodedText {
  const counts = countGrams(text);
  return [
    toBlock(counts.words, (gram) => index.words.get(gram) ?? UNKNOWN_GRAM),
    toBlock(counts.characters, (gram) => index.characters.get(gram) ?? UNKNOWN_GRAM),
  ];
}

export interface EncodedCorpus {
  readonly texts: readonly EncodedText[];
  readonly index: GramIndex;
  /** Number of different grams; ids run from 0 to `gramCount - 1`. */
  readonly gramCount: number;
}

/** Numbers the grams of all training texts in the order of their first occurrence. */
export function encodeCorpus(texts: readonly string[]): EncodedCorpus {
  const index = { words: new Map<string, number>(), characters: new Map<string, number>() };
  let gramCount = 0;
  const number = (map: Map<string, number>) => (gram: string) => {
    const known = map.get(gram);
    if (known !== undefined) return known;
    map.set(gram, gramCount);
    return gramCount++;
  };
  const numberWord = number(index.words);
  const numberCharacters = number(index.characters);
  const encoded = texts.map((text): EncodedText => {
    const counts = countGrams(text);
    return [toBlock(counts.words, numberWord), toBlock(counts.characters, numberCharacters)];
  });
  return { texts: encoded, index, gramCount };
}

function toBlock(counts: ReadonlyMap<string, number>, idOf: (gram: string) => number): GramBlock {
  const ids = new Int32Array(counts.size);
  const frequencies = new Float64Array(counts.size);
  let position = 0;
  for (const [gram, count] of counts) {
    ids[position] = idOf(gram);
    frequencies[position] = 1 + Math.log(count);
    position++;
  }
  return { ids, frequencies };
}
