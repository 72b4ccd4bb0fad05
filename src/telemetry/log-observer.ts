import type { Logger } from 'pino';
import type { Observation, Observer } from '../core/ports/observer.ts';

/** Observations as log lines. They hold codes, ids and numbers; no text of a person, no secret. */
export function createLogObserver(logger: Logger): Observer {
  return (observation) => {
    const { kind, ...fields } = observation;
    logger[levelOf(observation)](fields, kind);
  };
}

type Level = 'debug' | 'info' | 'warn' | 'error';

function levelOf(observation: Observation): Level {
  switch (observation.kind) {
    case 'webhook-answered':
    case 'callback-answered':
      return observation.status >= 500 ? 'error' : observation.status >= 400 ? 'warn' : 'debug';
    case 'engine-answered':
      return observation.code === undefined ? 'debug' : 'warn';
    case 'call-ended':
      return observation.end === 'dead' ? 'error' : observation.end === 'skipped' ? 'warn' : 'debug';
    case 'turn-finished':
    case 'shadow-compared':
      return 'debug';
    case 'turn-failed':
    case 'call-postponed':
    case 'circuit-changed':
    case 'engine-fell-back':
      return 'warn';
    case 'event-buried':
    case 'worker-failed':
      return 'error';
    case 'handoff-decided':
    case 'config-loaded':
    case 'gateway-changed':
      return 'info';
  }
}
