import { setTimeout as wait } from 'node:timers/promises';
import { type ErrorCode, isGatewayError } from '../../core/model/gateway-error.ts';

/**
 * Refusals after which Lex has neither moved the dialogue nor saved the session, with the pause before the one
 * further try, in milliseconds. Everything else (timeouts, 5xx, a failed Lambda function) may have done its work, and
 * RecognizeText is not idempotent: a repeated text would answer the next question, or book twice.
 */
const pauses: Partial<Record<ErrorCode, readonly [least: number, most: number]>> = {
  ENGINE_NOT_READY: [200, 500],
  ENGINE_THROTTLED: [500, 1_000],
};

/** @throws what the last try threw, or an AbortError when the signal aborts during the pause */
export async function repeatRefused<T>(
  task: () => Promise<T>,
  retries: number,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const pauseMs = retries > 0 ? pauseAfter(error) : undefined;
    if (pauseMs === undefined) throw error;
    await wait(pauseMs, undefined, { signal });
    return task();
  }
}

/** A service that says when to come back is left to the caller's longer memory. */
function pauseAfter(error: unknown): number | undefined {
  if (!isGatewayError(error) || error.retryAfterMs !== undefined) return undefined;
  const pause = pauses[error.code];
  return pause && pause[0] + Math.random() * (pause[1] - pause[0]);
}
