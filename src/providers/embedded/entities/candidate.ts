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
  // One mark per UTF-16 unit: comparing each with each would take long for a text full of numbers.
  const taken = new Uint8Array(candidates.reduce((last, { end }) => Math.max(last, end), 0));
  for (const candidate of [...candidates].sort(byClaim)) {
    if (taken.subarray(candidate.start, candidate.end).includes(1)) continue;
    taken.fill(1, candidate.start, candidate.end);
    chosen.push(candidate);
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
