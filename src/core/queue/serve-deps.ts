import type { Observer } from '../ports/observer.ts';
import type { Store } from '../ports/store.ts';
import type { BotRuntime } from './bot-runtime.ts';

/** What serving a conversation needs of the outside. */
export interface ServeDeps {
  readonly store: Store;
  /** Undefined when no such bot is configured (any more). */
  readonly findBot: (name: string) => BotRuntime | undefined;
  readonly observe: Observer;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** 0..1 */
  readonly random: () => number;
  /** Resolves early when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly leaseMs: number;
  /** A turn set a timer that is due then, epoch milliseconds. */
  readonly timerSet?: (at: number) => void;
}
