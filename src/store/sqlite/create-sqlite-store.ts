import type { DatabaseSync } from 'node:sqlite';
import type { Lane, Store } from '../../core/ports/store.ts';
import type { Retention } from '../retention.ts';
import { createWorkBell, type WorkBell } from '../work-bell.ts';
import { checkDatabase } from './check-database.ts';
import { createGroupCommit } from './group-commit.ts';
import { acceptEvent, encodeEvent } from './operations/accept.ts';
import { endCall, isEnded, settleCall } from './operations/calls.ts';
import { commitTurn, encodeCommit } from './operations/commit-turn.ts';
import { discardDead, listDead, redriveDead } from './operations/dead-letters.ts';
import { buryEvent, postponeLane, releaseLane } from './operations/give-back.ts';
import { readConversation, readOverdue, readStats, readTraces } from './operations/inspect.ts';
import { readState } from './operations/lanes.ts';
import { leaseDue, nextWake, recoverLeases } from './operations/lease.ts';
import { createSql, type Sql } from './sql.ts';
import { storeError } from './sqlite-errors.ts';
import { createSweeper } from './sweeper.ts';

export interface SqliteStoreSettings {
  readonly clock: () => number;
  readonly owner: string;
  readonly retention: Retention;
}

/** What the groups of store methods below share. */
interface Engine extends SqliteStoreSettings {
  readonly bell: WorkBell;
  /** Not synced to disk before it resolves: survives the process, but not a power cut. */
  quick<T>(work: (sql: Sql) => T): Promise<T>;
  /** On disk when it resolves. */
  durable<T>(work: (sql: Sql) => T): Promise<T>;
}

/** The store over an open database that this process has for itself. */
export async function createSqliteStore(
  database: DatabaseSync,
  settings: SqliteStoreSettings,
): Promise<Store> {
  const sql = createSql(database);
  const group = createGroupCommit(database);
  const bell = createWorkBell(settings.clock);
  const engine: Engine = {
    ...settings,
    bell,
    quick: (work) => group.run(() => work(sql), { durable: false }),
    durable: (work) => group.run(() => work(sql), { durable: true }),
  };
  await engine.durable(() => recoverLeases(sql, settings.clock()));
  return {
    ...intake(engine),
    ...leasing(engine),
    ...sending(engine),
    ...inspection(engine),
    ...createSweeper(engine),
    check: () => checkDatabase(engine.durable),
    async close() {
      bell.close();
      await group.close();
    },
  };
}

function intake({
  durable,
  quick,
  bell,
  clock,
  retention,
}: Engine): Pick<Store, 'accept' | 'dead' | 'subscribe'> {
  return {
    async accept(events) {
      const encoded = encodeAll(() => events.map(encodeEvent));
      const results = await durable((sql) =>
        encoded.map((event) => acceptEvent(sql, event, clock(), retention.dedupeMs)),
      );
      if (results.includes('accepted')) bell.ring();
      return results;
    },
    dead: {
      list: (limit) => quick((sql) => listDead(sql, limit)),
      async redrive(id) {
        const done = await durable((sql) => redriveDead(sql, id, clock()));
        if (done) bell.ring();
        return done;
      },
      discard: (id) => durable((sql) => discardDead(sql, id)),
    },
    subscribe: bell.subscribe,
  };
}

function leasing({
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

function sending({ quick, bell, clock }: Engine): Pick<Store, 'sent' | 'settle' | 'isSettled'> {
  return {
    sent: (lane, callId, end) => quick((sql) => endCall(sql, lane, callId, end, clock())),
    async settle(callId, reference) {
      const done = await quick((sql) => settleCall(sql, callId, reference, clock()));
      if (done) bell.ring();
      return done;
    },
    isSettled: (callId) => quick((sql) => isEnded(sql, callId)),
  };
}

function inspection({
  quick,
  clock,
}: Engine): Pick<Store, 'state' | 'conversation' | 'traces' | 'overdue' | 'stats'> {
  return {
    state: (key) => quick((sql) => readState(sql, key)),
    conversation: (key) => quick((sql) => readConversation(sql, key)),
    traces: (key, limit) => quick((sql) => readTraces(sql, key, limit)),
    overdue: (before, limit) => quick((sql) => readOverdue(sql, before, limit)),
    stats: () => quick((sql) => readStats(sql, clock())),
  };
}

/** Encodes before anything is queued: what cannot be written as JSON is refused alone. */
function encodeAll<T>(encode: () => T): T {
  try {
    return encode();
  } catch (error) {
    throw storeError(error);
  }
}
