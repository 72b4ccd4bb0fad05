import type { CallEnd, Lane } from '../../../core/ports/store.ts';
import { callEnded } from '../../lane-row.ts';
import { jsonOf, numberOf, type Row, textOf } from '../../stored.ts';
import type { Sql } from '../sql.ts';
import { insertDead } from './dead-letters.ts';
import { readHeldLane, readLane, writeCounts, writeLane } from './lanes.ts';

/** Ends a call of the holder. `ok` when an echo ended it before: the platform's word stands. */
export function endCall(sql: Sql, lane: Lane, callId: string, end: CallEnd, now: number): 'ok' | 'lost' {
  const row = readHeldLane(sql, lane);
  if (!row) return 'lost';
  const failures = end.kind === 'sent' ? 0 : 1;
  if (sql.run('endCall', now, JSON.stringify(end), failures, callId) === 0) return 'ok';
  writeCounts(sql, callEnded(row, now), now);
  if (end.kind === 'dead') buryCall(sql, callId, end.error, now);
  return 'ok';
}

function buryCall(sql: Sql, callId: string, error: string, now: number): void {
  const call = sql.get('call', callId);
  if (!call) return;
  insertDead(sql, {
    key: textOf(call, 'key'),
    kind: 'call',
    id: callId,
    turn: textOf(call, 'turn'),
    what: jsonOf<{ readonly name: string }>(call, 'payload').name,
    error,
    attempts: numberOf(call, 'attempts'),
    at: now,
    payload: textOf(call, 'payload'),
  });
}

/** Ends an open call by proof from outside, whoever holds the lane. */
export function settleCall(sql: Sql, callId: string, reference: string, now: number): boolean {
  const call = sql.get('call', callId);
  const lane = call && isOpen(call) ? readLane(sql, textOf(call, 'key')) : undefined;
  if (!lane) return false;
  writeLane(sql, callEnded(lane, now), now);
  const end: CallEnd = { kind: 'sent', reference };
  return sql.run('endCall', now, JSON.stringify(end), 0, callId) > 0;
}

export function isEnded(sql: Sql, callId: string): boolean {
  const call = sql.get('call', callId);
  return call !== undefined && !isOpen(call);
}

function isOpen(call: Row): boolean {
  return call['ended_at'] === null;
}
