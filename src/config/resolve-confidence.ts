import type { ConfidencePolicy, CountedMisses, EngineConfidence } from '../core/model/bot.ts';
import type { ConfidenceBlock } from './schema/confidence-schema.ts';

const MINUTE_MS = 60_000;

type CountBlock = NonNullable<ConfidenceBlock['engines'][string]['count']>;

export function resolveConfidence(block: ConfidenceBlock): ConfidencePolicy {
  const { answer, clarify, margin, misses, reset, count, intents, engines } = block;
  return {
    answer,
    clarify,
    margin,
    misses,
    reset: { understood: reset.understood, afterMs: reset.after_minutes * MINUTE_MS },
    count: { fallback: count.fallback, empty: count.empty, engineError: count.engine_error },
    engineErrors: block.engine_errors,
    fallbackIntents: block.fallback_intents,
    intents: new Map(Object.entries(intents)),
    engines: new Map(Object.entries(engines).map(([name, engine]) => [name, resolveEngine(engine)])),
  };
}

function resolveEngine(block: ConfidenceBlock['engines'][string]): EngineConfidence {
  const { fallback_intents, count, ...thresholds } = block;
  return {
    ...thresholds,
    ...(fallback_intents && { fallbackIntents: fallback_intents }),
    ...(count && { count: resolveCount(count) }),
  };
}

function resolveCount({ engine_error, ...count }: CountBlock): Partial<CountedMisses> {
  return { ...count, ...(engine_error !== undefined && { engineError: engine_error }) };
}
