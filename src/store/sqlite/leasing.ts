import type { Lane, Store } from '../../core/ports/store.ts';
import { type Engine, encodeAll } from './engine.ts';
import { commitTurn, encodeCommit } from './operations/commit-turn.ts';
import { buryEvent, postponeLane, releaseLane } from './operations/give-back.ts';
import { leaseDue, nextWake } from './operations/lease.ts';

/** The methods of a worker that holds lanes. */
export function leasing({
  durable,
  quick,
  bell,
  clock,
  owner,
  retention,
}: Engine): Pick<Store, 'lease' | 'commit' | 'postpone' | 'bury' | 'renew' | 'release' | 'nextWakeAt'> {
  /** Lanes of which calls may now be sent: the lease must outlive a power cut, or they would not be uncertain. */
  async function secure(lanes: readonly Lane[]): Promise<void> {
    if (lanes.some((lane) => lane.calls.length > 0)) await durable((sql) => sql.run('touch'));
  }
  return {
    async lease(max, leaseMs) {
      const { lanes, wakeAt } = await quick((sql) => {
        const due = leaseDue(sql, max, owner, clock(), leaseMs);
        return { lanes: due, wakeAt: due.length < max ? nextWake(sql) : undefined };
      });
      if (wakeAt !== undefined) bell.ringAt(wakeAt);
      await secure(lanes);
      return lanes;
    },
    async commit(lane, commit) {
      const encoded = encodeAll(() => encodeCommit(commit));
      return durable((sql) => commitTurn(sql, lane, encoded, clock(), retention.tracesPerConversation));
    },
    async postpone(lane, delayMs, what) {
      const wakeAt = clock() + delayMs;
      const result = await quick((sql) => postponeLane(sql, lane, wakeAt, what, clock()));
      if (result === 'ok') bell.ringAt(wakeAt);
      return result;
    },
    bury: (lane, error) => durable((sql) => buryEvent(sql, lane, error, clock())),
    async renew(lanes, leaseMs) {
      const until = clock() + leaseMs;
      await quick((sql) => {
        for (const lane of lanes) sql.run('renewLane', until, lane.key, Number(lane.token));
      });
    },
    async release(lane, leaseMs) {
      const again = leaseMs === undefined ? undefined : { owner, leaseMs };
      const next = await quick((sql) => releaseLane(sql, lane, again, clock()));
      if (next === 'given-back') bell.ring();
      if (typeof next === 'string') return undefined;
      await secure([next]);
      return next;
    },
    nextWakeAt: () => quick(nextWake),
  };
}
