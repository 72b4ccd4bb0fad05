/** The confidence policy as it stands for one intent of one engine. Pure. */
import type { ConfidencePolicy, CountedMisses, Thresholds } from '../model/bot.ts';
import type { NluResult } from '../model/nlu-result.ts';

/** The bot's thresholds, then those of the engine, then those of the intent: the narrowest wins. */
export function thresholdsFor(
  policy: ConfidencePolicy,
  intent: string | undefined,
  engine: string | undefined,
): Thresholds {
  const ofEngine = policy.engines.get(engine ?? '');
  const ofIntent = policy.intents.get(intent ?? '');
  const answer = ofIntent?.answer ?? ofEngine?.answer ?? policy.answer;
  const clarify = ofIntent?.clarify ?? ofEngine?.clarify ?? policy.clarify;
  const margin = ofIntent?.margin ?? ofEngine?.margin ?? policy.margin;
  // An `answer` lowered for one intent alone must not end below the bot's `clarify`.
  return { answer, clarify: Math.min(clarify, answer), margin };
}

export function countedMisses(policy: ConfidencePolicy, engine: string | undefined): CountedMisses {
  return { ...policy.count, ...policy.engines.get(engine ?? '')?.count };
}

/** The engine says that it did not understand, by its own mark or by an intent that is configured to mean so. */
export function saysNotUnderstood(
  { fallback, intent }: NluResult,
  policy: ConfidencePolicy,
  engine: string | undefined,
): boolean {
  return fallback === true || (intent !== undefined && isFallbackIntent(intent.name, policy, engine));
}

export function isFallbackIntent(
  name: string,
  policy: ConfidencePolicy,
  engine: string | undefined,
): boolean {
  const names = policy.engines.get(engine ?? '')?.fallbackIntents ?? policy.fallbackIntents;
  return names.includes(name);
}
