import type { Observer } from '../core/ports/observer.ts';

/** One observer that tells all. A failing listener must not fail the work that it watches. */
export function combineObservers(observers: readonly Observer[]): Observer {
  return (observation) => {
    for (const observe of observers) {
      try {
        observe(observation);
      } catch {
        // Nothing to do: telemetry is no reason to stop serving, and it cannot report its own failure.
      }
    }
  };
}
