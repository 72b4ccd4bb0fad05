import type { Lane } from '../../../core/ports/store.ts';
import { numberOrNull } from '../../stored.ts';
import type { Sql } from '../sql.ts';
import { laneRow, leaseLane } from './lanes.ts';

/** Leases the lanes that have been awake for longest. */
export function leaseDue(
  sql: Sql,
  max: number,
  owner: string,
  now: number,
  leaseMs: number,
): readonly Lane[] {
  return sql.all('dueLanes', now, max).map((row) => leaseLane(sql, laneRow(row), owner, now, leaseMs));
}

export function nextWake(sql: Sql): number | undefined {
  const row = sql.get('nextWake');
  return (row && numberOrNull(row, 'wake_at')) ?? undefined;
}

/** At start: the holders of all leases died with the process before, since one process alone has the file. */
export function recoverLeases(sql: Sql, now: number): void {
  sql.run('interruptAllCalls');
  sql.run('wakeInterrupted', now);
}
