import type { Call } from '../../../core/model/turn.ts';
import type { Lane, StoredCall, TurnCommit } from '../../../core/ports/store.ts';
import { eventEnded, type LaneRow } from '../../lane-row.ts';
import { numberOf, textOf } from '../../stored.ts';
import type { Sql } from '../sql.ts';
import { readHeldLane, readOpenCalls, writeCounts } from './lanes.ts';

/** Traces are trimmed at every so many turns of a conversation, not at each. */
const trimEvery = 16;

/** A commit ready to be written: encoded outside the transaction. */
export interface EncodedCommit {
  readonly commit: TurnCommit;
  readonly conversation: string;
  readonly state: string;
  readonly calls: readonly { readonly id: string; readonly payload: string }[];
  readonly callIds: string;
  readonly timers: readonly { readonly name: string; readonly at?: number; readonly payload: string }[];
  readonly trace: string;
}

export function encodeCommit(commit: TurnCommit): EncodedCommit {
  return {
    commit,
    conversation: JSON.stringify(commit.event.event.conversation),
    state: JSON.stringify(commit.state),
    calls: commit.calls.map((call) => ({ id: call.id, payload: JSON.stringify(call) })),
    callIds: JSON.stringify(commit.calls.map((call: Call) => call.id)),
    timers: commit.timers.map(({ payload, ...timer }) => ({
      ...timer,
      payload: JSON.stringify(payload ?? {}),
    })),
    trace: JSON.stringify(commit.trace),
  };
}

/** All of a turn, or nothing when the lease is lost or the event was committed before. */
export function commitTurn(
  sql: Sql,
  lane: Lane,
  encoded: EncodedCommit,
  now: number,
  tracesKept: number,
): Lane | 'lost' {
  const row = readHeldLane(sql, lane);
  const { event, state } = encoded.commit;
  if (!row || sql.run('deleteEvent', Number(event.sequence), event.id, lane.key) === 0) return 'lost';
  const ended = eventEnded(row, encoded.calls.length);
  writeCounts(sql, ended, now);
  for (const call of encoded.calls) sql.run('planCall', lane.key, call.id, event.id, now, call.payload, 0);
  changeTimers(sql, lane.key, encoded);
  sql.run('insertTrace', lane.key, now, encoded.callIds, encoded.trace);
  const session = sql.get('saveSession', lane.key, encoded.conversation, encoded.state);
  if (session && numberOf(session, 'commits') % trimEvery === 0) trimTraces(sql, lane.key, tracesKept);
  const calls = openCallsAfter(sql, row, encoded.commit, now);
  return { key: lane.key, token: lane.token, state, calls, waiting: ended.events };
}

/** Usually nothing but the calls of this turn is open, and they need not be read back. */
function openCallsAfter(sql: Sql, before: LaneRow, commit: TurnCommit, now: number): readonly StoredCall[] {
  if (before.calls > 0) return readOpenCalls(sql, before.key);
  const fresh = { turnId: commit.event.id, attempts: 0, plannedAt: now, uncertain: false };
  return commit.calls.map((call) => ({ call, ...fresh }));
}

function changeTimers(sql: Sql, key: string, { timers }: EncodedCommit): void {
  for (const timer of timers) {
    if (timer.at === undefined) sql.run('forgetTimer', key, timer.name);
    else sql.run('setTimer', key, timer.name, timer.at, timer.payload);
  }
}

/** Keeps the newest traces of a conversation, with the calls that they speak of. */
function trimTraces(sql: Sql, key: string, kept: number): void {
  for (const trace of sql.all('trimTraces', key, key, kept)) {
    const callIds: readonly string[] = JSON.parse(textOf(trace, 'calls'));
    for (const id of callIds) sql.run('deleteCall', id);
  }
}
