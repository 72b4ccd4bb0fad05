import type { EntityPattern } from '../training-data/training-data.ts';
import type { Candidate } from './candidate.ts';
import { compilePattern } from './compile-pattern.ts';

export type FindCandidates = (text: string) => Candidate[];

/** Finds what the patterns of the training data match. The value is the text as written. */
export function createPatternFinder(patterns: readonly EntityPattern[]): FindCandidates {
  const compiled = patterns.flatMap(({ entity, pattern }) => {
    const expression = compilePattern(pattern);
    return expression instanceof RegExp ? [{ entity, expression }] : [];
  });
  return (text) => compiled.flatMap(({ entity, expression }) => findAll(text, entity, expression));
}

function findAll(text: string, name: string, expression: RegExp): Candidate[] {
  return Array.from(text.matchAll(expression))
    .filter((match) => match[0] !== '')
    .map((match) => {
      const span = { start: match.index, end: match.index + match[0].length };
      return { ...span, source: 'pattern', entities: [{ name, value: match[0], text: match[0], ...span }] };
    });
}
