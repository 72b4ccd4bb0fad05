import type { CallbackAnswer, EngineCallback, ReportLateReply } from '../../core/ports/engine-callback.ts';
import { readReplies } from './from-generic-http.ts';
import type { GenericHttpSettings } from './generic-http-settings.ts';
import { readableLateReplySchema } from './generic-http-wire.ts';
import { verifySignature } from './sign-message.ts';

export interface LateReplyDeps {
  readonly settings: GenericHttpSettings;
  readonly report: ReportLateReply;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** One signed post of the bot. What is wrong with it is told by place, never by value. */
export async function receiveLateReply(
  { headers, rawBody }: EngineCallback,
  { settings, report, clock }: LateReplyDeps,
): Promise<CallbackAnswer> {
  const rules = { secrets: settings.secrets, toleranceSeconds: settings.tolerance_seconds };
  const verdict = verifySignature(headers, rawBody, rules, clock());
  if (verdict !== 'valid') return refuse(401, verdict);
  const read = readableLateReplySchema.safeParse(parseJson(rawBody));
  if (!read.success) return refuse(422, `not-readable:${read.error.issues[0]?.path.join('.') || 'body'}`);
  const { session_id: sessionId, id, handoff, ended } = read.data;
  const { replies, misfits } = readReplies(read.data.replies);
  // Whoever writes the bot can still be told here, which is better than a warning in a trace.
  if (misfits.length > 0) return refuse(422, `not-readable:${misfits.join(',')}`);
  const kept = await report({ sessionId, id, replies, ...(handoff && { handoff }), ...(ended && { ended }) });
  return kept === 'unknown-session' ? refuse(404, kept) : { status: 200, body: { status: kept } };
}

function parseJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(rawBody).toString('utf8'));
  } catch {
    return undefined;
  }
}

function refuse(status: number, reason: string): CallbackAnswer {
  return { status, body: { status: 'refused', reason } };
}
