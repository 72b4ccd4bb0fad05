import { type ErrorCode, GatewayError } from '../../core/model/gateway-error.ts';
import type { HttpAnswer, TransportFailure } from '../../outbound/http-client.ts';

/**
 * HTTP failures of any engine in our codes: translated once, here. `what` names the request in our own words
 * (`the tracker`); paths, queries, headers and bodies stay out, since they hold tokens and message text.
 * For the same reason the transport's error is not attached as a cause.
 */
export function engineErrorFromTransport(failure: TransportFailure, what: string): GatewayError {
  const { neverSent } = failure;
  return new GatewayError(transportCode(failure), `${what}: ${failure.message}`, { neverSent });
}

function transportCode({ kind }: TransportFailure): ErrorCode {
  switch (kind) {
    case 'timeout':
      return 'ENGINE_TIMEOUT';
    case 'refused':
    case 'broken':
      return 'ENGINE_UNREACHABLE';
    case 'dns':
      return 'ENGINE_DNS';
    case 'tls':
      return 'ENGINE_TLS';
    case 'truncated':
      return 'ENGINE_BAD_ANSWER';
    case 'too-large':
      return 'ENGINE_ANSWER_TOO_LARGE';
    case 'aborted':
      return 'ENGINE_ABORTED';
    case 'not-allowed':
      return 'ENGINE_NOT_FOUND';
  }
}

/** One row per status with a meaning of its own; the others go by their hundred. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'ENGINE_UNAUTHORIZED',
  403: 'ENGINE_UNAUTHORIZED',
  404: 'ENGINE_NOT_FOUND',
  405: 'ENGINE_NOT_FOUND',
  407: 'ENGINE_UNAUTHORIZED',
  408: 'ENGINE_TIMEOUT',
  409: 'ENGINE_NOT_READY',
  410: 'ENGINE_NOT_FOUND',
  429: 'ENGINE_THROTTLED',
  504: 'ENGINE_TIMEOUT',
};

/** Undefined for 2xx. A redirect counts as a bad answer: engines do not redirect, login pages do. */
export function engineErrorFromStatus(
  answer: Pick<HttpAnswer, 'status' | 'headers'>,
  what: string,
  now: number,
): GatewayError | undefined {
  if (answer.status >= 200 && answer.status < 300) return undefined;
  return new GatewayError(codeFor(answer.status), `${what}: answered with status ${answer.status}.`, {
    retryAfterMs: readRetryAfter(answer.headers['retry-after'], now),
  });
}

function codeFor(status: number): ErrorCode {
  const known = codeOfStatus[status];
  if (known) return known;
  if (status >= 500) return 'ENGINE_FAILED';
  return status >= 400 ? 'ENGINE_REJECTED' : 'ENGINE_BAD_ANSWER';
}

/** `Retry-After` in milliseconds from now: seconds or an HTTP date (RFC 9110, 10.2.3). */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
