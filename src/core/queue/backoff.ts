/** Exponential back-off with full jitter: many conversations that fail together do not come back together. */
export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** `attempt` is 1 after the first failure. `atLeastMs`: what the other side asked for (Retry-After). `random`: 0..1. */
export function backoffMs(backoff: Backoff, attempt: number, random: number, atLeastMs = 0): number {
  const ceiling = Math.min(backoff.longestMs, backoff.firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.max(atLeastMs, Math.ceil(random * ceiling));
}
