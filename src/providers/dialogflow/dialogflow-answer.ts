import type { Json, JsonObject } from '../../core/model/json.ts';
import type { Entity, NluResult, ScoredIntent, Warning } from '../../core/model/nlu-result.ts';
import type { EngineSpeech } from '../shared/engine-speech.ts';
import { normaliseValue } from './normalise-value.ts';

/** What one answer of either engine means, before it becomes the result of a turn. */
export interface DialogflowAnswer
  extends Pick<
    NluResult,
    | 'intent'
    | 'alternatives'
    | 'entities'
    | 'fallback'
    | 'expectsAnswer'
    | 'slots'
    | 'language'
    | 'sentiment'
    | 'warnings'
  > {
  readonly speech: EngineSpeech;
}

/** A score of zero is protobuf's "not set": no score. */
export function scored(
  name: string | null | undefined,
  confidence: number | null | undefined,
): ScoredIntent | undefined {
  if (!name) return undefined;
  return { name, ...(confidence ? { score: rounded(confidence) } : {}) };
}

/** Floats travel with 32 bits: 0.87 arrives as 0.8700000047683716. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Parameters of this turn. A list is several entities of one name. */
export function entitiesFrom(parameters: JsonObject, originals: JsonObject = {}): readonly Entity[] {
  return Object.entries(parameters).flatMap(([name, given]) => {
    const value = normaliseValue(given);
    if (value === undefined) return [];
    const words = originals[name];
    return isList(value)
      ? value.map((item, index) => entity(name, item, isList(words) ? words[index] : undefined))
      : [entity(name, value, words)];
  });
}

function entity(name: string, value: Json, words: Json | undefined): Entity {
  return { name, value, ...(typeof words === 'string' && words !== '' ? { text: words } : {}) };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A failed webhook does not fail the call: the agent's static answer is given (google.rpc.Status, 0 is fine). */
export function webhookWarnings(codes: readonly (number | null | undefined)[]): readonly Warning[] {
  return codes.flatMap((code) =>
    code ? [{ code: 'webhook-failed', detail: `A webhook of the agent failed (code ${code}).` }] : [],
  );
}
