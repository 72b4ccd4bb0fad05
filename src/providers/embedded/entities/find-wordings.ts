import type { Token } from '../language/tokens.ts';
import type { Candidate } from './candidate.ts';
import { isOneEditApart } from './one-edit-apart.ts';
import type { Wording } from './value-table.ts';

/** In shorter words one typo too often makes another word (`bar`, `car`). */
const SHORTEST_FORGIVEN_WORD = 6;
/** Beside a word that is spelt right ("Grand Plazza"), a shorter one may be misspelt. */
const SHORTEST_FORGIVEN_WORD_IN_PHRASE = 4;

export type FindInTokens = (text: string, tokens: readonly Token[]) => Candidate[];

/**
 * Finds known wordings. A longer word may hold one typo, unless it is a word that the training
 * examples use: `parking` is no misspelt `packing`.
 */
export function createWordingFinder(
  wordings: readonly Wording[],
  properWords: ReadonlySet<string>,
): FindInTokens {
  const byLength = Map.groupBy(wordings, (wording) => wording.words.length);
  const exact = new Map([...byLength].map(([length, members]) => [length, groupByKey(members)]));
  return (text, tokens) => {
    const found: Candidate[] = [];
    for (const [length, members] of byLength) {
      for (let first = 0; first + length <= tokens.length; first++) {
        const span = tokens.slice(first, first + length);
        const words = span.map((token) => token.word);
        const matches =
          exact.get(length)?.get(words.join(' ')) ??
          members.filter((wording) => matchesLoosely(words, wording.words, properWords));
        for (const wording of matches) found.push(toCandidate(text, span, wording));
      }
    }
    return found;
  };
}

function groupByKey(wordings: readonly Wording[]): Map<string, Wording[]> {
  return Map.groupBy(wordings, (wording) => wording.words.join(' '));
}

function matchesLoosely(
  words: readonly string[],
  wanted: readonly string[],
  properWords: ReadonlySet<string>,
): boolean {
  const isAnchored = words.some((word, position) => word === wanted[position]);
  const shortest = isAnchored ? SHORTEST_FORGIVEN_WORD_IN_PHRASE : SHORTEST_FORGIVEN_WORD;
  return words.every((word, position) => {
    const target = wanted[position] ?? '';
    if (word === target) return true;
    return target.length >= shortest && !properWords.has(word) && isOneEditApart(word, target);
  });
}

function toCandidate(text: string, span: readonly Token[], { entity, value }: Wording): Candidate {
  const start = span[0]?.start ?? 0;
  const end = span.at(-1)?.end ?? start;
  const place = { start, end, text: text.slice(start, end) };
  return { start, end, source: 'lookup', entities: [{ name: entity, value, ...place }] };
}
