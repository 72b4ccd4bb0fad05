export interface SignalHandlers {
  /** SIGTERM or SIGINT, the first time. */
  stop(signal: NodeJS.Signals): void;
  /** SIGTERM or SIGINT again: the operator does not want to wait. */
  stopNow(signal: NodeJS.Signals): void;
  /** SIGHUP. */
  reload(): void;
}

/** Ctrl-C reaches us twice below npm: from the terminal and from npm itself. Nobody asks twice as fast as this. */
const ONE_WISH_MS = 300;

/**
 * Listens to the signals of the process from now until it ends: a signal that came after the listening ended would
 * kill it in its last steps, and a clean stop would look like a crash.
 */
export function onSignals(handlers: SignalHandlers): void {
  let askedAt: number | undefined;
  const stop = (signal: NodeJS.Signals) => {
    const now = performance.now();
    if (askedAt === undefined) handlers.stop(signal);
    else if (now - askedAt > ONE_WISH_MS) handlers.stopNow(signal);
    askedAt ??= now;
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.on('SIGHUP', () => handlers.reload());
}
