import { z } from 'zod';
import type { Json } from '../../core/model/json.ts';

/** What the gateway keeps for us between two turns of a session. */
export interface RasaSession {
  /** Payloads that Rasa offered and that the customer may still send back: old buttons stay clickable. */
  readonly offered: readonly string[];
  /** Rasa paused when it handed over: it must be woken before it is asked again. */
  readonly paused: boolean;
}

const OFFERS_KEPT = 100;

const sessionSchema = z
  .object({ offered: z.array(z.string()).catch([]), paused: z.boolean().catch(false) })
  .catch({ offered: [], paused: false });

export function readRasaSession(data: Json | undefined): RasaSession {
  return sessionSchema.parse(data);
}

/** The newest offers count when there are too many. */
export function writeRasaSession(session: RasaSession, offered: readonly string[], paused: boolean): Json {
  const all = [...new Set([...session.offered, ...offered])];
  return { offered: all.slice(-OFFERS_KEPT), paused };
}
