/** What several engines remember of one session, each its own; kept as one value with the conversation. */
import type { Json, JsonObject } from '../../core/model/json.ts';

export interface EngineSessions {
  /** The engine that serves the session; it stays, whatever the routes say later. */
  readonly main?: string;
  readonly of: Readonly<Record<string, Json>>;
}

const empty: EngineSessions = { of: {} };

/** The values are JSON already, so only the shape around them is looked at: this is read several times a turn. */
export function readEngineSessions(data: Json | undefined): EngineSessions {
  if (!isObject(data) || !isObject(data['of'])) return empty;
  const { main, of } = data;
  if (main === undefined) return { of };
  return typeof main === 'string' ? { main, of } : empty;
}

function isObject(data: Json | undefined): data is JsonObject {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** The part of one engine. */
export function sessionOf(data: Json | undefined, engine: string): Json | undefined {
  const { of } = readEngineSessions(data);
  return Object.hasOwn(of, engine) ? of[engine] : undefined;
}

export function withSessionOf(data: Json | undefined, engine: string, session: Json): Json {
  const { main, of } = readEngineSessions(data);
  return { ...(main === undefined ? {} : { main }), of: { ...of, [engine]: session } };
}

export function withMain(data: Json | undefined, main: string): Json {
  return { main, of: readEngineSessions(data).of };
}
