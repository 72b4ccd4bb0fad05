import { GatewayError } from '../../core/model/gateway-error.ts';

/**
 * Runs a task until it ends, the deadline passes (`ENGINE_TIMEOUT`) or the caller aborts (`ENGINE_ABORTED`),
 * whichever comes first, also when the task ignores its signal. The signal's reason is the error.
 */
export async function withDeadline<T>(
  caller: AbortSignal,
  timeoutMs: number,
  what: string,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(timedOut(what, timeoutMs)), timeoutMs);
  const onAbort = () => controller.abort(aborted(what));
  caller.addEventListener('abort', onAbort, { once: true });
  if (caller.aborted) onAbort();
  try {
    return await untilAborted(controller.signal, () => task(controller.signal));
  } finally {
    clearTimeout(timer);
    caller.removeEventListener('abort', onAbort);
  }
}

/** The caller's abort ends the wait at once, in whatever queue the call stands. */
export async function leaveOnAbort<T>(caller: AbortSignal, what: string, task: () => Promise<T>): Promise<T> {
  const left = new AbortController();
  const onAbort = () => left.abort(aborted(what));
  caller.addEventListener('abort', onAbort, { once: true });
  if (caller.aborted) onAbort();
  try {
    return await untilAborted(left.signal, task);
  } finally {
    caller.removeEventListener('abort', onAbort);
  }
}

/** Rejects with the signal's reason the moment it aborts; the task is not even begun when it already has. */
export async function untilAborted<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { promise: cut, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([task(), cut]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function timedOut(what: string, timeoutMs: number): GatewayError {
  return new GatewayError('ENGINE_TIMEOUT', `${what} did not answer within ${timeoutMs} ms.`);
}

export function aborted(what: string): GatewayError {
  return new GatewayError('ENGINE_ABORTED', `The call to ${what} was cancelled.`);
}
