import type { Lane } from '../../../core/ports/store.ts';
import { eventEnded, givenBack, nextWork } from '../../lane-row.ts';
import { textOf } from '../../stored.ts';
import type { Sql } from '../sql.ts';
import { insertDead } from './dead-letters.ts';
import { leaseLane, readHeldLane, writeCounts, writeLane } from './lanes.ts';

/** Gives the lane back until `wakeAt`; a failed call counts, and may be marked as perhaps arrived. */
export function postponeLane(
  sql: Sql,
  lane: Lane,
  wakeAt: number,
  what: 'event' | 'call' | 'uncertain-call',
  now: number,
): 'ok' | 'lost' {
  const row = readHeldLane(sql, lane);
  if (!row) return 'lost';
  const head = what === 'event' ? undefined : sql.get('headCall', lane.key);
  if (head) sql.run('failCall', what === 'uncertain-call' ? 1 : 0, textOf(head, 'id'));
  writeLane(sql, givenBack(row, wakeAt), now);
  return 'ok';
}

/** The event of the lane becomes a dead letter; the lane stays leased. */
export function buryEvent(sql: Sql, lane: Lane, error: string, now: number): 'ok' | 'lost' {
  const row = readHeldLane(sql, lane);
  const event = lane.event;
  if (!row || !event || sql.run('deleteEvent', Number(event.sequence), event.id, lane.key) === 0)
    return 'lost';
  writeCounts(sql, eventEnded(row, 0), now);
  insertDead(sql, {
    key: lane.key,
    kind: 'event',
    id: event.id,
    turn: event.id,
    what: event.event.kind,
    error,
    attempts: event.attempts,
    at: now,
    payload: JSON.stringify(event.event),
  });
  return 'ok';
}

/** Gives the lane back; leases it again at once when asked to and when there is more to do. */
export function releaseLane(
  sql: Sql,
  lane: Lane,
  again: { readonly owner: string; readonly leaseMs: number } | undefined,
  now: number,
): Lane | 'given-back' | 'idle' {
  const row = readHeldLane(sql, lane);
  if (!row) return 'idle';
  const free = givenBack(row, now);
  if (again && nextWork(row) !== 'nothing') return leaseLane(sql, free, again.owner, now, again.leaseMs);
  writeLane(sql, free, now);
  return free.wakeAt === null ? 'idle' : 'given-back';
}
