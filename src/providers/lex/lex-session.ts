import { z } from 'zod';
import type { Json } from '../../core/model/json.ts';

/** What the gateway keeps for us between two turns of a session. */
export interface LexSession {
  /** Session attributes as the last answer had them, without those that were acted upon. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Lex still holds attributes that it must forget. */
  readonly stale: boolean;
}

const nothing: LexSession = { attributes: {}, stale: false };

const sessionSchema = z
  .object({ attributes: z.record(z.string(), z.string()), stale: z.boolean() })
  .catch({ ...nothing });

export function readLexSession(data: Json | undefined): LexSession {
  return sessionSchema.parse(data);
}

export function writeLexSession({ attributes, stale }: LexSession): Json {
  return { attributes, stale };
}
