import type { NluResult } from '../core/model/nlu-result.ts';
import type { Observer } from '../core/ports/observer.ts';
import type { Provider, ProviderRequest } from '../core/ports/provider.ts';
import { checkGuarded } from './guard/check-guarded.ts';
import { type CircuitPosition, createCircuit } from './guard/circuit.ts';
import { codedError } from './guard/coded-error.ts';
import { aborted, leaveOnAbort, untilAborted, withDeadline } from './guard/deadline.ts';
import { repeat } from './guard/repeat.ts';
import { createSessionQueue } from './guard/session-queue.ts';

export interface GuardSettings {
  /** For one request, repetitions included; counted from the moment its session is free. */
  readonly timeoutMs: number;
  /** Further tries of a request that may be sent again. */
  readonly retries: number;
  readonly circuit: { readonly failures: number; readonly openMs: number };
}

export const defaultGuardSettings: GuardSettings = {
  timeoutMs: 30_000,
  retries: 2,
  circuit: { failures: 5, openMs: 10_000 },
};

export interface GuardOptions extends GuardSettings {
  /** Name of the bot, for observations. */
  readonly bot: string;
  readonly observe: Observer;
  /** Milliseconds; only differences count. */
  readonly clock: () => number;
}

export interface GuardedProvider extends Provider {
  circuit(): CircuitPosition;
}

/**
 * The same provider behind a deadline, a circuit breaker, one request at a time per session where the engine
 * needs that, and careful repetition. Order, from outside in: abort, session queue, deadline, repetition, circuit.
 * Every call is observed with its time and code, never with its text.
 *
 * Shared state between calls: the circuit (one per provider) and the queues (one per busy session).
 */
export function guardProvider(provider: Provider, options: GuardOptions): GuardedProvider {
  const { name, capabilities } = provider;
  const { bot, observe, clock, timeoutMs } = options;
  const queue = createSessionQueue();
  const circuit = createCircuit({
    ...options.circuit,
    onChange: (state) => observe({ kind: 'circuit-changed', bot, engine: name, state }),
  });

  /** Understanding without moving a dialogue is harmless whatever the engine's dialogue needs. */
  const movesDialogue = ({ purpose }: ProviderRequest) => purpose === 'converse' || !capabilities.understands;

  async function ask(request: ProviderRequest, caller: AbortSignal): Promise<NluResult> {
    const endsAt = clock() + timeoutMs;
    return withDeadline(caller, timeoutMs, name, (signal) =>
      repeat(() => circuit.run(() => attempt(provider, request, signal)), {
        retries: options.retries,
        repeatable: capabilities.repeatable || !movesDialogue(request),
        remainingMs: () => endsAt - clock(),
      }),
    );
  }

  async function observed(request: ProviderRequest, caller: AbortSignal): Promise<NluResult> {
    const startedAt = clock();
    const report = (code?: string) =>
      observe({ kind: 'engine-answered', bot, engine: name, durationMs: clock() - startedAt, code });
    try {
      const result = await ask(request, caller);
      report();
      return result;
    } catch (error) {
      const coded = codedError(error, name);
      report(coded.code);
      throw coded;
    }
  }

  function inTurn<T>(sessionId: string, caller: AbortSignal, task: () => Promise<T>): Promise<T> {
    // A task whose caller left while it waited must not reach the engine any more.
    const unlessLeft = () => (caller.aborted ? Promise.reject(aborted(name)) : task());
    return capabilities.oneAtATime ? queue.run(sessionId, unlessLeft) : unlessLeft();
  }

  return {
    name,
    capabilities,
    circuit: circuit.position,
    respond(request, signal) {
      const task = () => observed(request, signal);
      return leaveOnAbort(signal, name, () =>
        movesDialogue(request) ? inTurn(request.sessionId, signal, task) : task(),
      );
    },
    check: (signal) => checkGuarded(provider, timeoutMs, circuit.position(), signal),
    ...lateSideOf(provider),
    ...resetOf(provider, (sessionId, signal, reset) =>
      leaveOnAbort(signal, name, () =>
        inTurn(sessionId, signal, () => withDeadline(signal, timeoutMs, name, reset)),
      ),
    ),
    async close() {
      await provider.close?.();
    },
  };
}

/** One call. Inside the circuit, so that a deadline that passes counts as the outage that it is. */
async function attempt(
  provider: Provider,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<NluResult> {
  // It may have waited for the circuit's probe past its deadline: the engine was not asked, so no outage.
  if (signal.aborted) throw aborted(provider.name);
  try {
    return await untilAborted(signal, () => provider.respond(request, signal));
  } catch (error) {
    throw codedError(error, provider.name);
  }
}

/** What the engine says by itself needs no guard: it is kept and not worked on. */
function lateSideOf(provider: Provider): Partial<Provider> {
  const { callbackLock, speakers } = provider;
  return {
    ...(callbackLock && { callbackLock }),
    ...(speakers && { speakers }),
    ...(provider.receive && { receive: provider.receive.bind(provider) }),
    ...(provider.afterLateReply && { afterLateReply: provider.afterLateReply.bind(provider) }),
  };
}

type GuardReset = (
  sessionId: string,
  signal: AbortSignal,
  reset: (signal: AbortSignal) => Promise<void>,
) => Promise<void>;

/** `reset` is there only when the engine has one. */
function resetOf(provider: Provider, guard: GuardReset): Pick<Provider, 'reset'> {
  if (!provider.reset) return {};
  return {
    reset: (sessionId, signal) =>
      guard(sessionId, signal, async (inner) => provider.reset?.(sessionId, inner)),
  };
}
