/**
 * The pump: leases conversations that have something to do and serves many at once, each by one worker at a time.
 *
 * States: running → draining (no new work; what is in hand finishes its turn and its calls) → stopped.
 * Invariants: at most `parallel` lanes are held; every held lane is renewed well before its lease ends; a failure
 * while serving one lane never touches another.
 */
import { asGatewayError } from '../model/gateway-error.ts';
import type { Lane } from '../ports/store.ts';
import { type Serving, serveConversation } from './serve-conversation.ts';
import type { ServeDeps } from './serve-deps.ts';

export interface Worker {
  start(): void;
  /** Resolves to true when everything in hand was finished within `graceMs`, else what is left is aborted. */
  drain(graceMs: number): Promise<boolean>;
  /** Conversations in hand. */
  active(): number;
}

export interface WorkerOptions extends ServeDeps {
  /** Conversations served at once. */
  readonly parallel: number;
}

/** After the store fails, ask again this much later. */
const STORE_RETRY_MS = 1_000;
const SWEEP_EVERY_MS = 15_000;

export function createWorker(options: WorkerOptions): Worker {
  const { store, parallel, leaseMs, clock, observe } = options;
  const deps: ServeDeps = { ...options, timerSet: sweepBy };
  const held = new Map<string, Serving>();
  // One each, since a signal with hundreds of listeners takes long to listen to.
  const aborts = new Set<AbortController>();
  let state: 'idle' | 'running' | 'draining' = 'idle';
  let pumping = false;
  let again = false;
  let unsubscribe = () => {};
  let renewTimer: NodeJS.Timeout | undefined;
  let sweepTimer: NodeJS.Timeout | undefined;
  let nextSweepAt = Number.POSITIVE_INFINITY;
  let sweeping = Promise.resolve();
  let retryTimer: NodeJS.Timeout | undefined;
  let whenIdle = () => {};

  async function pump(): Promise<void> {
    if (pumping) {
      again = true;
      return;
    }
    pumping = true;
    try {
      do {
        again = false;
        if (state !== 'running' || held.size >= parallel) break;
        const lanes = await store.lease(parallel - held.size, leaseMs);
        for (const lane of lanes) void serve(lane);
        if (lanes.length > 0) again = true;
      } while (again);
    } catch (thrown) {
      report(thrown);
      retryTimer ??= setTimeout(() => {
        retryTimer = undefined;
        void pump();
      }, STORE_RETRY_MS);
    } finally {
      pumping = false;
      tellWhenIdle();
    }
  }

  async function serve(lane: Lane): Promise<void> {
    const serving = { current: lane };
    const abort = new AbortController();
    held.set(lane.key, serving);
    aborts.add(abort);
    try {
      await serveConversation(deps, serving, () => state === 'running', abort.signal);
    } catch (thrown) {
      report(thrown);
    } finally {
      held.delete(lane.key);
      aborts.delete(abort);
      tellWhenIdle();
      void pump();
    }
  }

  function report(thrown: unknown): void {
    observe({ kind: 'worker-failed', message: asGatewayError(thrown, 'STORE_UNAVAILABLE').message });
  }

  async function renew(): Promise<void> {
    try {
      await store.renew(
        [...held.values()].map(({ current }) => current),
        leaseMs,
      );
    } catch (thrown) {
      report(thrown);
    }
  }

  /** Due timers become events at their time, not at the next round. */
  async function sweep(): Promise<void> {
    let delayMs = SWEEP_EVERY_MS;
    nextSweepAt = Number.POSITIVE_INFINITY;
    try {
      const { nextDueAt } = await store.sweep(clock());
      if (nextDueAt !== undefined) delayMs = Math.min(delayMs, Math.max(0, nextDueAt - clock()));
    } catch (thrown) {
      report(thrown);
    }
    sweepBy(clock() + delayMs);
  }

  function startSweep(): void {
    sweeping = sweep();
  }

  /** A timer that was just set may be due before the next round. */
  function sweepBy(at: number): void {
    if (state !== 'running' || at >= nextSweepAt) return;
    nextSweepAt = at;
    clearTimeout(sweepTimer);
    sweepTimer = setTimeout(startSweep, Math.max(0, at - clock()));
  }

  return {
    start() {
      state = 'running';
      unsubscribe = store.subscribe(() => void pump());
      renewTimer = setInterval(() => void renew(), leaseMs / 3);
      startSweep();
      void pump();
    },
    active: () => held.size,
    async drain(graceMs) {
      state = 'draining';
      unsubscribe();
      clearTimeout(sweepTimer);
      clearTimeout(retryTimer);
      const finished = await idleWithin(graceMs);
      if (!finished) {
        for (const abort of aborts) abort.abort();
        await idleWithin(ABORT_GRACE_MS);
      }
      clearInterval(renewTimer);
      // A sweep takes several steps; the store is about to be closed.
      await sweeping;
      return finished;
    },
  };

  /** Lanes that are being leased at this moment will be in hand too. */
  function isIdle(): boolean {
    return held.size === 0 && !pumping;
  }

  function tellWhenIdle(): void {
    if (isIdle()) whenIdle();
  }

  function idleWithin(milliseconds: number): Promise<boolean> {
    if (isIdle()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds);
      whenIdle = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}

/** Time for aborted work to let go of its lanes. */
const ABORT_GRACE_MS = 1_000;
