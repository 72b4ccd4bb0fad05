import type { NluResult, ScoredIntent } from '../../core/model/nlu-result.ts';
import type { LexAnswer, LexIntent, LexInterpretation } from './lex-wire.ts';

/** The intent of the dialogue; with ElicitIntent there is none, and the best interpretation stands for it. */
export function intentOf({ sessionState, interpretations }: LexAnswer): LexIntent | undefined {
  return sessionState?.intent ?? interpretations?.[0]?.intent ?? undefined;
}

/**
 * Which intent, how sure, and what else it could have been. The fallback intent has no score, and the score of the
 * interpretation after it is not that of the turn.
 */
export function understandingFromLex(
  answer: LexAnswer,
  fallbackIntents: readonly string[],
): Pick<NluResult, 'intent' | 'alternatives' | 'fallback' | 'sentiment'> {
  const all = answer.interpretations ?? [];
  const name = intentOf(answer)?.name;
  const fallback = Boolean(name && fallbackIntents.includes(name));
  const own = all.find(({ intent }) => intent?.name === name);
  const others = all.filter(({ intent }) => intent?.name !== name).flatMap(scored);
  return {
    ...(name && !fallback ? { intent: { name, ...scoreOf(own) } } : {}),
    alternatives: others.filter((other) => !fallbackIntents.includes(other.name)),
    ...(fallback ? { fallback } : {}),
    ...sentimentOf(all[0]),
  };
}

function scored(interpretation: LexInterpretation): readonly ScoredIntent[] {
  const { score } = scoreOf(interpretation);
  const name = interpretation.intent?.name;
  return name && score !== undefined ? [{ name, score }] : [];
}

function scoreOf(interpretation: LexInterpretation | undefined): { readonly score?: number } {
  const score = interpretation?.nluConfidence?.score;
  return typeof score === 'number' ? { score } : {};
}

/** From -1 (negative) to 1 (positive). */
function sentimentOf(interpretation: LexInterpretation | undefined): Pick<NluResult, 'sentiment'> {
  const { positive, negative } = interpretation?.sentimentResponse?.sentimentScore ?? {};
  if (typeof positive !== 'number' || typeof negative !== 'number') return {};
  return { sentiment: Number((positive - negative).toFixed(4)) };
}
