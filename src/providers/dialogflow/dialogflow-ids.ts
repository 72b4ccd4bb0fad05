import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * Ids become segments of a resource path, and the client packages fill their path templates without escaping
 * anything: a slash in an id would name another resource. So nothing but these characters is let through.
 */
const segment = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/;

export const pathId = z
  .string()
  .regex(segment, 'must be an id of letters, digits and _ . : - (not a path, not a display name)');

/** `global`, `europe-west3`, `us`. The list of regions grows, so any of this form is taken. */
export const locationId = z
  .string()
  .regex(/^[a-z]+(?:-[a-z]+[0-9]+)?$/, 'must be a region such as global, eu or europe-west3');

/** Characters of a session id (google/cloud/dialogflow/v2/session.proto, cx/v3/session.proto). */
export const SESSION_ID_LENGTH = 36;

/** The session's id as it is when it fits into a path, else a digest of it. */
export function sessionSegment(sessionId: string): string {
  return /^[A-Za-z0-9_-]{1,36}$/.test(sessionId) ? sessionId : digest(sessionId);
}

/** A session beside the session, of which nothing is remembered. The same when a turn is repeated. */
export function sideSession(sessionId: string, turnId: string): string {
  return digest(`${sessionId}/${turnId}`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, SESSION_ID_LENGTH);
}
