import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { isGatewayError } from '../../core/model/gateway-error.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

export interface RepeatOptions {
  /** Further tries after the first. */
  readonly retries: number;
  /** The request may be sent again although the engine may have seen it. */
  readonly repeatable: boolean;
  /** Milliseconds left until the deadline. */
  readonly remainingMs: () => number;
}

/**
 * Repeats a call that failed in passing, with jitter, as long as a whole pause still fits before the deadline
 * (else the caller learns the true failure and not a timeout). A request that may have arrived is sent again
 * only when that does no harm.
 */
export function repeat<T>(task: () => Promise<T>, options: RepeatOptions): Promise<T> {
  const policy = retry(
    handleWhen((error) => mayRepeat(error, options)),
    {
      maxAttempts: options.retries,
      backoff: new ExponentialBackoff({ initialDelay: FIRST_PAUSE_MS, maxDelay: LONGEST_PAUSE_MS }),
    },
  );
  return policy.execute(task);
}

function mayRepeat(error: Error, options: RepeatOptions): boolean {
  if (!isGatewayError(error) || !error.retry) return false;
  if (error.code === 'ENGINE_CIRCUIT_OPEN' || error.code === 'ENGINE_ABORTED') return false;
  // An engine that says when to come back is left to the caller's own, longer memory.
  if (error.retryAfterMs !== undefined) return false;
  if (!error.neverSent && !options.repeatable) return false;
  return options.remainingMs() > LONGEST_PAUSE_MS;
}
