import type { Store } from '../../core/ports/store.ts';
import type { Engine } from './engine.ts';
import { chunkSize, expireChunk, forgetIdleLanes } from './operations/expire.ts';
import { fireTimers, nextDue } from './operations/timers.ts';

/** Between two rounds of forgetting what is old, when the last one found little. */
const expiryIntervalMs = 60_000;

/**
 * Timers at every sweep; expiry at most once a minute, in chunks that are transactions of their own, so that
 * accepts get in between.
 */
export function createSweeper({ clock, retention, bell, quick }: Engine): Pick<Store, 'sweep'> {
  let expireAfter = Number.NEGATIVE_INFINITY;
  let idleCursor: string | undefined = '';

  async function expire(at: number): Promise<void> {
    const more = await quick((sql) => expireChunk(sql, at, retention));
    idleCursor = await quick((sql) => forgetIdleLanes(sql, idleCursor ?? '', at - retention.idleMs));
    expireAfter = more || idleCursor !== undefined ? at : at + expiryIntervalMs;
  }

  return {
    async sweep(at) {
      const fired = await quick((sql) => fireTimers(sql, at, chunkSize, clock(), retention.dedupeMs));
      if (fired > 0) bell.ring();
      if (at >= expireAfter) await expire(at);
      const nextDueAt = await quick(nextDue);
      return { fired, ...(nextDueAt !== undefined && { nextDueAt }) };
    },
  };
}
