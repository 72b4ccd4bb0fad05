/** What several engines remember of one session, each its own; kept as one value with the conversation. */
import { z } from 'zod';
import type { Json } from '../../core/model/json.ts';

export interface EngineSessions {
  /** The engine that serves the session; it stays, whatever the routes say later. */
  readonly main?: string;
  readonly of: Readonly<Record<string, Json>>;
}

const empty: EngineSessions = { of: {} };

const parts: z.ZodType<Readonly<Record<string, Json>>> = z.record(z.string(), z.json());
const sessionsSchema = z.object({ main: z.string().optional(), of: parts });

export function readEngineSessions(data: Json | undefined): EngineSessions {
  const { main, of } = sessionsSchema.safeParse(data).data ?? empty;
  return { ...(main === undefined ? {} : { main }), of };
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
