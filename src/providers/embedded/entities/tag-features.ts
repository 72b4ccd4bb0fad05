import type { Token } from '../language/tokens.ts';

/** What the tagger may know of a text besides its words. */
export interface TaggerInput {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** By token: what other recognisers see there, e.g. `date`, `number`, `lookup:hotel`. */
  readonly hints: readonly (readonly string[])[];
}

const EDGE = '¦';
const LONGEST_AFFIX = 4;

/** Features of every token that do not depend on the tags of others. */
export function tokenFeatures({ text, tokens, hints }: TaggerInput): string[][] {
  const wordAt = (position: number) => tokens[position]?.word ?? EDGE;
  return tokens.map((token, position) => {
    const word = token.word;
    const [before, after] = [wordAt(position - 1), wordAt(position + 1)];
    const features = [
      'bias',
      `w=${word}`,
      `-1=${before}`,
      `+1=${after}`,
      `-2=${wordAt(position - 2)}`,
      `+2=${wordAt(position + 2)}`,
      `-1,0=${before} ${word}`,
      `0,+1=${word} ${after}`,
      `-2,-1=${wordAt(position - 2)} ${before}`,
      `-1,+1=${before} ${after}`,
      `+1,+2=${after} ${wordAt(position + 2)}`,
      `shape=${shapeAt(text, tokens, position)}`,
    ];
    for (let length = 2; length <= LONGEST_AFFIX && length < word.length; length++) {
      features.push(`p=${word.slice(0, length)}`, `s=${word.slice(-length)}`);
    }
    for (const hint of hints[position] ?? []) features.push(`h=${hint}`, `h,-1=${hint} ${before}`);
    for (const hint of hints[position + 1] ?? []) features.push(`h+1=${hint}`);
    for (const hint of hints[position - 1] ?? []) features.push(`h-1=${hint}`);
    return features;
  });
}

/** Features that join a token with the two tags before it. */
export function tagFeatures(word: string, previous: number, beforePrevious: number): string[] {
  return [`t-1=${previous}`, `t-2,-1=${beforePrevious} ${previous}`, `t-1,w=${previous} ${word}`];
}

/**
 * A sentence begins with a capital whatever its first word is, and examples seldom do so except for names. So the
 * capital of a first word tells nothing, unless the second word has one too: "Anna Schmidt", but "Book a room".
 */
function shapeAt(text: string, tokens: readonly Token[], position: number): string {
  const [shape, next] = tokens
    .slice(position, position + 2)
    .map((token) => shapeOf(text.slice(token.start, token.end)));
  return position === 0 && shape === 'Aa' && !next?.startsWith('A') ? 'a' : (shape ?? EDGE);
}

/** `Berlin` → `Aa`, `KT9921` → `A0`, `iPhone` → `aAa`: runs of the same kind count once. */
function shapeOf(word: string): string {
  return word
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/\p{Ll}+/gu, 'a')
    .replace(/\p{N}+/gu, '0');
}
