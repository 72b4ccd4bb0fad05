/** What comes from outside is cut to a size that the store, the engine and the agent can bear. */
import type { Json, JsonObject } from '../core/model/json.ts';

/** Characters of one utterance that are kept. Chatwoot allows 150,000; no engine reads that much. */
export const MAX_UTTERANCE_LENGTH = 20_000;
/** Characters of one attribute that are kept. Chatwoot itself allows 1,500 for custom attributes. */
const MAX_ATTRIBUTE_LENGTH = 5_000;
const MAX_ATTRIBUTES = 200;
/** Levels of nesting that are kept; deeper values are dropped, so that no later step can overflow its stack. */
const MAX_DEPTH = 4;

/** At most `limit` UTF-16 units, never half a character, no lone surrogate, no NUL (PostgreSQL refuses it). */
export function boundText(text: string, limit: number): string {
  const cut = text.length > limit ? text.slice(0, endsInHalf(text, limit) ? limit - 1 : limit) : text;
  return (cut.includes('\0') ? cut.replaceAll('\0', '') : cut).toWellFormed();
}

function endsInHalf(text: string, length: number): boolean {
  const last = text.charCodeAt(length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

/** Attributes as they are, within bounds. Anything but an object is empty. */
export function boundAttributes(value: unknown): JsonObject {
  const bounded = boundValue(value, 0);
  return isJsonObject(bounded) ? bounded : {};
}

function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function boundValue(value: unknown, depth: number): Json | undefined {
  if (typeof value === 'string') return boundText(value, MAX_ATTRIBUTE_LENGTH);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return undefined;
  return Array.isArray(value) ? boundList(value, depth) : boundObject(value, depth);
}

function boundList(values: readonly unknown[], depth: number): Json {
  return values
    .slice(0, MAX_ATTRIBUTES)
    .map((value) => boundValue(value, depth + 1))
    .filter((value) => value !== undefined);
}

function boundObject(value: object, depth: number): JsonObject {
  const result: Record<string, Json> = {};
  let kept = 0;
  for (const [name, member] of Object.entries(value)) {
    const bounded = name === '__proto__' ? undefined : boundValue(member, depth + 1);
    if (bounded === undefined) continue;
    if (++kept > MAX_ATTRIBUTES) break;
    result[boundText(name, 255)] = bounded;
  }
  return result;
}
