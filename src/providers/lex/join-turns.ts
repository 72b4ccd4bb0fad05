import type { NluResult } from '../../core/model/nlu-result.ts';

/**
 * Several answers to the pieces of one utterance, as one. What was understood counts, and the surest intent; the state
 * of the dialogue is that of the last answer.
 */
export function joinResults(first: NluResult, ...others: readonly NluResult[]): NluResult {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const understood = all.filter(({ fallback }) => !fallback);
  const last = all.at(-1) ?? first;
  const best = understood.reduce(
    (surest, next) => (score(next) > score(surest) ? next : surest),
    understood[0] ?? last,
  );
  const handoff = all.find((result) => result.handoff)?.handoff;
  const { intent: _, fallback: __, ...state } = last;
  return {
    ...state,
    ...(best.intent ? { intent: best.intent } : {}),
    alternatives: best.alternatives,
    entities: all.flatMap(({ entities }) => entities),
    replies: understood.length > 0 ? understood.flatMap(({ replies }) => replies) : last.replies,
    ...(understood.length === 0 ? { fallback: true } : {}),
    ...(handoff ? { handoff } : {}),
    ...(all.some(({ ended }) => ended) ? { ended: { resolve: true } } : {}),
    warnings: all.flatMap(({ warnings }) => warnings),
  };
}

/** An intent without a score was named by rule or by a search: surer than any guess. */
function score({ intent }: NluResult): number {
  return intent ? (intent.score ?? 1) : -1;
}
