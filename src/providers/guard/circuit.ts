import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBreaker,
  SamplingBreaker,
} from 'cockatiel';
import { GatewayError, isGatewayError } from '../../core/model/gateway-error.ts';

/** `open`: the engine is not asked. `half-open`: one call is on its way to find out. */
export type CircuitPosition = 'closed' | 'open' | 'half-open';

export interface CircuitOptions {
  /** Outages in a row that open the circuit. */
  readonly failures: number;
  /** How long the engine is left alone before one call tries again. */
  readonly openMs: number;
  readonly onChange: (position: CircuitPosition) => void;
}

export interface Circuit {
  /** @throws GatewayError ENGINE_CIRCUIT_OPEN without calling `task` */
  run<T>(task: () => Promise<T>): Promise<T>;
  position(): CircuitPosition;
}

/** Under load half of all calls failing is an outage, too, even when never enough fail in a row. */
const SAMPLED_SHARE = 0.5;
const SAMPLED_MS = 30_000;
const SAMPLED_MINIMUM_PER_SECOND = 1;

export function createCircuit({ failures, openMs, onChange }: CircuitOptions): Circuit {
  const breaker = eitherBreaker(
    new ConsecutiveBreaker(failures),
    new SamplingBreaker({
      threshold: SAMPLED_SHARE,
      duration: SAMPLED_MS,
      minimumRps: SAMPLED_MINIMUM_PER_SECOND,
    }),
  );
  // A probe that the caller gave up proves nothing. cockatiel takes any error that is not counted for a
  // success of the probe, so an abort counts, but only then.
  const counts = handleWhen(
    (error) =>
      isOutage(error) || (policy.state === CircuitState.HalfOpen && isGatewayError(error, 'ENGINE_ABORTED')),
  );
  const policy = circuitBreaker(counts, { halfOpenAfter: openMs, breaker });
  policy.onStateChange((state) => onChange(positions[state]));
  return {
    run: (task) => policy.execute(task).catch((error: unknown) => rethrow(error, openMs)),
    position: () => positions[policy.state],
  };
}

const positions: Readonly<Record<CircuitState, CircuitPosition>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};

/**
 * Only outages count: failures that are the engine's own and that time may mend. Wrong credentials, an unknown
 * agent or a refused request prove that the engine is up, and must not keep other conversations from it.
 */
function isOutage(error: Error): boolean {
  return isGatewayError(error) && error.row.party === 'engine' && error.retry;
}

function rethrow(error: unknown, openMs: number): never {
  if (!(error instanceof BrokenCircuitError)) throw error;
  throw new GatewayError('ENGINE_CIRCUIT_OPEN', 'the engine failed repeatedly and is left alone for now.', {
    neverSent: true,
    retryAfterMs: openMs,
  });
}

function eitherBreaker(first: IBreaker, second: IBreaker): IBreaker {
  return {
    get state(): unknown {
      return [first.state, second.state];
    },
    set state(value: unknown) {
      if (Array.isArray(value)) [first.state, second.state] = value;
    },
    success(state) {
      first.success(state);
      second.success(state);
    },
    failure(state) {
      const opens = [first.failure(state), second.failure(state)];
      return opens.includes(true);
    },
  };
}
