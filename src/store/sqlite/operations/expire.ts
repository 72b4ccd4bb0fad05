import type { Retention } from '../../retention.ts';
import { numberOf, textOf } from '../../stored.ts';
import type { Sql } from '../sql.ts';

/** Rows looked at in one transaction: a long delete would hold up accepts. */
export const chunkSize = 1000;

/** One chunk of expired ids, traces, calls and dead letters. True: there may be more. */
export function expireChunk(sql: Sql, at: number, retention: Retention): boolean {
  const removed = [
    sql.run('forgetIds', at, chunkSize),
    sql.run('dropTraces', chunkSize, at - retention.traceMs),
    sql.run('dropCalls', chunkSize, at - retention.traceMs),
    sql.run('dropDead', chunkSize, at - retention.deadLetterMs),
  ];
  return removed.includes(chunkSize);
}

/**
 * Forgets idle conversations among the `chunkSize` lanes after `afterKey`. Walking the lanes needs no index that
 * every turn would have to keep. Returns the key to go on from; undefined at the end.
 */
export function forgetIdleLanes(sql: Sql, afterKey: string, idleSince: number): string | undefined {
  const rows = sql.all('lanesAfter', afterKey, chunkSize);
  for (const row of rows) {
    if (row['wake_at'] === null && numberOf(row, 'touched_at') < idleSince) {
      forgetLane(sql, textOf(row, 'key'), idleSince);
    }
  }
  const last = rows.length === chunkSize ? rows.at(-1) : undefined;
  return last && textOf(last, 'key');
}

function forgetLane(sql: Sql, key: string, idleSince: number): void {
  if (sql.run('dropLane', key, idleSince) === 0) return;
  sql.run('dropSession', key);
  sql.run('dropTracesOf', key);
}
