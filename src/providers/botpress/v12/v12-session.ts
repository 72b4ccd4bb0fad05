import { z } from 'zod';
import type { Json } from '../../../core/model/json.ts';

/** What the gateway keeps for us between two turns of a session. */
export interface V12Session {
  /** How often the session had to begin anew under another user id. */
  readonly renewals: number;
  /** A flow waited for an answer after the last turn. */
  readonly waiting: boolean;
}

const sessionSchema = z
  .object({ renewals: z.int().min(0).catch(0), waiting: z.boolean().catch(false) })
  .catch({ renewals: 0, waiting: false });

export function readV12Session(data: Json | undefined): V12Session {
  return sessionSchema.parse(data);
}

export function writeV12Session({ renewals, waiting }: V12Session): Json {
  return { renewals, waiting };
}

/** The id of the Botpress user: one per session, so that two conversations of a contact do not share a dialogue. */
export function v12UserId(prefix: string, sessionId: string, renewals: number): string {
  return `${prefix}${sessionId}${renewals > 0 ? `-r${renewals}` : ''}`;
}
