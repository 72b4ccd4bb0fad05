import type { Entity } from '../../../core/model/nlu-result.ts';

/**
 * Where a find comes from, most trusted first: of two finds of the same length the earlier kind wins. `confirmed`:
 * the tagger and another source agree on the entity; only then are both role and canonical value known.
 */
export const candidateSources = ['confirmed', 'pattern', 'lookup', 'tagger', 'builtin'] as const;
export type CandidateSource = (typeof candidateSources)[number];

/** A stretch of text that one recogniser claims. Offsets are UTF-16 units. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly source: CandidateSource;
  /** What it means; several when one stretch says several things ("12 to 15 May"). */
  readonly entities: readonly Entity[];
}

/**
 * Longest match wins; of equals the more trusted source, then the earlier place. Stretches never overlap.
 * The entities come back in the order of the text.
 */
export function chooseEntities(candidates: readonly Candidate[]): Entity[] {
  const chosen: Candidate[] = [];
  for (const candidate of [...candidates].sort(byClaim)) {
    const free = chosen.every((other) => other.end <= candidate.start || candidate.end <= other.start);
    if (free) chosen.push(candidate);
  }
  return chosen.sort((left, right) => left.start - right.start).flatMap((candidate) => candidate.entities);
}

function byClaim(left: Candidate, right: Candidate): number {
  return (
    right.end - right.start - (left.end - left.start) ||
    candidateSources.indexOf(left.source) - candidateSources.indexOf(right.source) ||
    left.start - right.start
  );
}
