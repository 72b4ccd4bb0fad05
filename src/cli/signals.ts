export interface SignalHandlers {
  /** SIGTERM or SIGINT, the first time. */
  stop(signal: NodeJS.Signals): void;
  /** SIGTERM or SIGINT again: the operator does not want to wait. */
  stopNow(signal: NodeJS.Signals): void;
  /** SIGHUP. */
  reload(): void;
}

/** Listens to the signals of the process; returns the way to stop listening. */
export function onSignals(handlers: SignalHandlers): () => void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return handlers.stopNow(signal);
    stopping = true;
    handlers.stop(signal);
  };
  const reload = () => handlers.reload();
  process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', reload);
  return () => void process.off('SIGTERM', stop).off('SIGINT', stop).off('SIGHUP', reload);
}
