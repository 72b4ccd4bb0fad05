/** What an answer of Chatwoot, or its absence, means for one call. */
import { z } from 'zod';
import { type ErrorCode, GatewayError } from '../core/model/gateway-error.ts';
import type { Delivery } from '../core/ports/channel.ts';
import { type HttpAnswer, TransportFailure } from '../outbound/http-client.ts';

export type Judgement =
  | Delivery
  /** 422: this form of the message will never be taken. */
  | { readonly kind: 'refused'; readonly error: string };

/** What the judge must know of the call. */
export interface JudgedCall {
  /** Sending it twice does no harm, so that doubt is no obstacle. */
  readonly repeatable: boolean;
  /** Success must name a message; an answer without one came from something else (a proxy, a login page). */
  readonly makesMessage: boolean;
}

const createdMessage = z.object({ id: z.int() });
const refusal = z.object({ error: z.string().nullish(), message: z.string().nullish() });
const MAX_REFUSAL_LENGTH = 200;
/** 200 messages in the last 60 s: the window slides, so some room comes back soon. */
const FLOOD_WAIT_MS = 15_000;

/**
 * | status | of a message | of another call |
 * |---|---|---|
 * | 2xx | sent | sent |
 * | 422 | refused (a flood: retry) | refused |
 * | 429 | retry | retry |
 * | 408, 5xx | unknown: the work may be done | retry |
 * | 3xx, other 4xx | dead | dead |
 *
 * @param nowMs for a `Retry-After` that names a date
 */
export function judgeAnswer(answer: HttpAnswer, call: JudgedCall, nowMs: number): Judgement {
  const { status } = answer;
  if (status >= 200 && status < 300) return judgeSuccess(answer, call);
  const said = readRefusal(answer);
  if (status === 422) {
    const error = describe('CHATWOOT_REFUSED', status, said);
    return /too many messages/i.test(said)
      ? { kind: 'retry', error, afterMs: FLOOD_WAIT_MS }
      : { kind: 'refused', error };
  }
  const afterMs = readRetryAfter(answer.headers['retry-after'], nowMs);
  const wait = afterMs === undefined ? {} : { afterMs };
  if (status === 429) return { kind: 'retry', error: describe('CHATWOOT_THROTTLED', status, ''), ...wait };
  if (status >= 500 || status === 408) {
    const error = describe('CHATWOOT_FAILED', status, '');
    // Others come from what stands in front of Chatwoot when it is down.
    const stuck = status === 500 ? { stuck: true as const } : {};
    return { kind: call.repeatable ? 'retry' : 'unknown', error, ...wait, ...stuck };
  }
  return { kind: 'dead', error: describe(finalCode(status), status, said) };
}

function judgeSuccess(answer: HttpAnswer, call: JudgedCall): Judgement {
  // Many endpoints answer with an empty body of JSON type; only messages have something to read.
  if (!call.makesMessage) return { kind: 'sent' };
  const created = createdMessage.safeParse(answer.json());
  if (created.success) return { kind: 'sent', reference: String(created.data.id) };
  return {
    kind: 'unknown',
    error: describe('CHATWOOT_FAILED', answer.status, 'the answer names no message'),
  };
}

/** No answer: after a request that never left, sending again is safe; else it may have arrived. */
export function judgeFailure(error: unknown, call: Pick<JudgedCall, 'repeatable'>): Judgement {
  const detail = error instanceof TransportFailure ? error.message : 'the request failed';
  const safe = call.repeatable || (error instanceof TransportFailure && error.neverSent);
  return {
    kind: safe ? 'retry' : 'unknown',
    error: new GatewayError('CHATWOOT_UNREACHABLE', detail).message,
  };
}

function finalCode(status: number): ErrorCode {
  if (status === 401 || status === 403) return 'CHATWOOT_UNAUTHORIZED';
  return status === 404 ? 'CHATWOOT_NOT_FOUND' : 'CHATWOOT_REFUSED';
}

function describe(code: ErrorCode, status: number, said: string): string {
  return new GatewayError(code, said === '' ? `status ${status}` : `status ${status}: ${said}`).message;
}

/** Chatwoot's own words, which name keys and limits but never the text of a message. Nothing of an HTML page. */
export function readRefusal(answer: HttpAnswer): string {
  const said = refusal.safeParse(answer.json()).data;
  return (said?.error ?? said?.message ?? '').slice(0, MAX_REFUSAL_LENGTH).toWellFormed();
}

/** Seconds or a date, as milliseconds from now. Chatwoot itself sends none; a proxy in front may. */
export function readRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
