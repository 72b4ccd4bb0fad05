import type { ConversationState } from '../../../core/model/state.ts';
import type { Lane, StoredCall, StoredEvent } from '../../../core/ports/store.ts';
import { isHeld, type LaneRow, leased, nextWork } from '../../lane-row.ts';
import { jsonOf, numberOf, numberOrNull, type Row, textOf, textOrNull } from '../../stored.ts';
import type { Sql } from '../sql.ts';

export function laneRow(row: Row): LaneRow {
  return {
    key: textOf(row, 'key'),
    wakeAt: numberOrNull(row, 'wake_at'),
    events: numberOf(row, 'events'),
    calls: numberOf(row, 'calls'),
    attempts: numberOf(row, 'attempts'),
    token: numberOf(row, 'token'),
    owner: textOrNull(row, 'owner'),
  };
}

export function readLane(sql: Sql, key: string): LaneRow | undefined {
  const row = sql.get('lane', key);
  return row && laneRow(row);
}

/** The lane as it stands, when `lane` still is a valid lease of it. */
export function readHeldLane(sql: Sql, lane: Lane): LaneRow | undefined {
  const row = readLane(sql, lane.key);
  return row && isHeld(row, lane.token) ? row : undefined;
}

export function writeLane(sql: Sql, row: LaneRow, now: number): void {
  sql.run('updateLane', row.wakeAt, row.events, row.calls, row.attempts, row.token, row.owner, now, row.key);
}

/** For moves that leave lease and wake time alone: most of them, and the index of wake times need not be touched. */
export function writeCounts(sql: Sql, row: LaneRow, now: number): void {
  sql.run('countLane', row.events, row.calls, row.attempts, now, row.key);
}

/** A lane taken over from a holder that never gave it back: whatever was unsent may have been sent. */
export function leaseLane(sql: Sql, row: LaneRow, owner: string, now: number, leaseMs: number): Lane {
  if (row.owner !== null && row.calls > 0) sql.run('interruptCalls', row.key);
  const next = leased(row, owner, now + leaseMs);
  writeLane(sql, next, now);
  return handOut(sql, next);
}

/** What its holder is given of a leased lane: the calls to send, or else the event to work on. */
function handOut(sql: Sql, row: LaneRow): Lane {
  const work = nextWork(row);
  const state = readState(sql, row.key);
  const event = work === 'event' ? readHeadEvent(sql, row) : undefined;
  return {
    key: row.key,
    token: String(row.token),
    calls: work === 'calls' ? readOpenCalls(sql, row.key) : [],
    waiting: row.events,
    ...(state && { state }),
    ...(event && { event }),
  };
}

/** In the order in which they are to be sent. */
export function readOpenCalls(sql: Sql, key: string): readonly StoredCall[] {
  return sql.all('openCalls', key).map(storedCall);
}

export function readState(sql: Sql, key: string): ConversationState | undefined {
  const row = sql.get('state', key);
  return row && jsonOf<ConversationState>(row, 'state');
}

function readHeadEvent(sql: Sql, lane: LaneRow): StoredEvent | undefined {
  const row = sql.get('headEvent', lane.key);
  return (
    row && {
      sequence: String(numberOf(row, 'seq')),
      id: textOf(row, 'id'),
      event: jsonOf<StoredEvent['event']>(row, 'payload'),
      attempts: lane.attempts,
      acceptedAt: numberOf(row, 'at'),
    }
  );
}

function storedCall(row: Row): StoredCall {
  return {
    call: jsonOf<StoredCall['call']>(row, 'payload'),
    turnId: textOf(row, 'turn'),
    attempts: numberOf(row, 'attempts'),
    plannedAt: numberOf(row, 'planned_at'),
    uncertain: numberOf(row, 'uncertain') === 1,
  };
}
