import type { Lane, Store, StoredEvent } from '../../../src/core/ports/store.ts';
import { commitOf, spoke } from './samples.ts';

/** A place for one store at a time, and a clock that only the test moves. */
export interface StoreHouse {
  readonly clock: { now: number };
  /** Opens the store. Opened again without `close`, the place is as a killed process left it. */
  open(retention?: {
    readonly dedupeMs?: number;
    readonly traceMs?: number;
    readonly tracesPerConversation?: number;
    readonly idleMs?: number;
  }): Promise<Store>;
  /** The store of the last `open` is gone as by kill -9: nothing is given back. */
  crash(): Promise<void>;
  /** Closes what is open and removes the place. */
  [Symbol.asyncDispose](): Promise<void>;
}

export type OpenStoreHouse = () => Promise<StoreHouse>;

export const leaseMs = 30_000;

export async function leaseOne(store: Store): Promise<Lane> {
  const [lane, ...others] = await store.lease(1, leaseMs);
  if (!lane || others.length > 0) throw new Error('exactly one lane was expected');
  return lane;
}

export function eventOf(lane: Lane | 'lost' | undefined): StoredEvent {
  if (lane === 'lost' || !lane?.event) throw new Error('a lane with an event was expected');
  return lane.event;
}

export function held(lane: Lane | 'lost' | undefined): Lane {
  if (lane === 'lost' || !lane) throw new Error('a held lane was expected');
  return lane;
}

/** Resolves when the store says that there may be work. */
export function nextRing(store: Store): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(() => {
      stop();
      resolve();
    });
  });
}

/** A silent turn over the event of the lane; hands out what comes next in it. */
export async function finishTurn(store: Store, lane: Lane): Promise<Lane | undefined> {
  const committed = held(await store.commit(lane, commitOf(eventOf(lane), 0)));
  return store.release(committed, leaseMs);
}

/** What the customer said in the event of a lane. */
export function said(lane: Lane | 'lost' | undefined): string {
  const { event } = eventOf(lane);
  if (event.kind !== 'customer-spoke' || event.utterance.content.kind !== 'text') return event.kind;
  return event.utterance.content.text;
}

/** Accepts texts of one conversation, one after the other. */
export async function say(store: Store, key: string, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await store.accept([spoke(key, text)]);
}
