/** One row of the lane table, and how it moves. Pure: the engines read a row, move it, and write it back. */
export interface LaneRow {
  readonly key: string;
  /** Null: idle. Past: may be leased. Future: backing off, or leased until then when `owner` is set. */
  readonly wakeAt: number | null;
  /** Events still to do. */
  readonly events: number;
  /** Planned calls not yet ended. They go before events. */
  readonly calls: number;
  /** Times that work on the oldest event began. */
  readonly attempts: number;
  /** Raised with every lease: an earlier holder shows an older one. */
  readonly token: number;
  readonly owner: string | null;
}

export type LaneWork = 'calls' | 'event' | 'nothing';

/** What is to be done next. */
export function nextWork(row: LaneRow): LaneWork {
  if (row.calls > 0) return 'calls';
  return row.events > 0 ? 'event' : 'nothing';
}

/** May the worker that shows this token write? Not after giving the lane back, and not after losing it. */
export function isHeld(row: LaneRow, token: string): boolean {
  return row.owner !== null && String(row.token) === token;
}

/** Leased: an event that is handed out counts as begun, since the process may die over it. */
export function leased(row: LaneRow, owner: string, until: number): LaneRow {
  const attempts = nextWork(row) === 'event' ? row.attempts + 1 : row.attempts;
  return { ...row, owner, wakeAt: until, token: row.token + 1, attempts };
}

/** The oldest event is done or buried, and calls may have been planned. Still leased. */
export function eventEnded(row: LaneRow, plannedCalls: number): LaneRow {
  return { ...row, events: row.events - 1, calls: row.calls + plannedCalls, attempts: 0 };
}

/** One call ended. A lane that nobody holds was waiting to send it: it need not wait any longer. */
export function callEnded(row: LaneRow, now: number): LaneRow {
  const next = { ...row, calls: row.calls - 1 };
  return row.owner === null ? givenBack(next, now) : next;
}

/** Given back: idle, or back in the queue with wake time `wakeAt`. */
export function givenBack(row: LaneRow, wakeAt: number): LaneRow {
  return { ...row, owner: null, wakeAt: nextWork(row) === 'nothing' ? null : wakeAt };
}
