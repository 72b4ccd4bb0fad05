import { GatewayError } from '../../../core/model/gateway-error.ts';
import type { CloudSignal } from './read-signal.ts';

/**
 * Gathers what the bot says in one turn. Nothing tells that the bot is done, so a turn ends by the author's own event, or
 * when nothing more came for a while, or after the longest time.
 */
export interface TurnCollector {
  add(signal: CloudSignal): void;
  /** The customer's message was taken then (epoch milliseconds, their clock). What is older belongs to a turn before. */
  begin(at: number): readonly CloudSignal[];
  /** @throws GatewayError ENGINE_TIMEOUT when nothing came at all, ENGINE_ABORTED when the caller leaves */
  readonly collected: Promise<readonly CloudSignal[]>;
  /** Takes nothing more. */
  stop(): void;
}

export interface TurnCollectorOptions {
  readonly quietMs: number;
  readonly longestMs: number;
  readonly endsTurn: (signal: CloudSignal) => boolean;
}

export function createTurnCollector(options: TurnCollectorOptions, caller: AbortSignal): TurnCollector {
  const { promise, resolve, reject } = Promise.withResolvers<readonly CloudSignal[]>();
  promise.catch(() => undefined);
  let signals: CloudSignal[] = [];
  let quiet: NodeJS.Timeout | undefined;
  const longest = setTimeout(() => finish(), options.longestMs);
  const onAbort = () => reject(asAbort(caller.reason));
  caller.addEventListener('abort', onAbort, { once: true });
  if (caller.aborted) onAbort();

  function finish(): void {
    stop();
    if (signals.length > 0) resolve(signals);
    else reject(new GatewayError('ENGINE_TIMEOUT', `the bot said nothing for ${options.longestMs} ms.`));
  }

  function stop(): void {
    clearTimeout(quiet);
    clearTimeout(longest);
    caller.removeEventListener('abort', onAbort);
  }

  function waitForMore(): void {
    clearTimeout(quiet);
    quiet = setTimeout(finish, options.quietMs);
  }

  return {
    add(signal) {
      if (isKnown(signals, signal)) return;
      if (signal.kind !== 'writing') signals.push(signal);
      if (options.endsTurn(signal)) finish();
      else if (signals.length > 0) waitForMore();
    },
    begin(at) {
      const older = signals.filter((signal) => timeOf(signal) < at);
      signals = signals.filter((signal) => timeOf(signal) >= at);
      if (signals.length === 0) clearTimeout(quiet);
      return older;
    },
    collected: promise,
    stop,
  };
}

/** Epoch milliseconds; what says no time is of now. */
export function timeOf(signal: CloudSignal): number {
  if (signal.kind === 'writing') return Number.POSITIVE_INFINITY;
  const at = Date.parse(signal.kind === 'message' ? signal.message.createdAt : signal.event.createdAt);
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}

function isKnown(signals: readonly CloudSignal[], signal: CloudSignal): boolean {
  if (signal.kind !== 'message') return false;
  return signals.some((known) => known.kind === 'message' && known.message.id === signal.message.id);
}

function asAbort(reason: unknown): GatewayError {
  if (reason instanceof GatewayError) return reason;
  return new GatewayError('ENGINE_ABORTED', 'The call to Botpress was cancelled.');
}
