const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/** Exponential, with full jitter: streams that broke together do not come back together. Ends early with the signal. */
export function pauseBeforeReconnect(failures: number, random: number, signal: AbortSignal): Promise<void> {
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => end(), Math.ceil(random * ceiling));
  const end = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    resolve();
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return promise;
}
