import type { DatabaseSync } from 'node:sqlite';
import type { Store } from '../../core/ports/store.ts';
import { createWorkBell } from '../work-bell.ts';
import { checkDatabase } from './check-database.ts';
import { type Engine, encodeAll, type SqliteStoreSettings } from './engine.ts';
import { createGroupCommit } from './group-commit.ts';
import { leasing } from './leasing.ts';
import { acceptEvent, encodeEvent } from './operations/accept.ts';
import { endCall, isEnded, settleCall } from './operations/calls.ts';
import { discardDead, listDead, redriveDead } from './operations/dead-letters.ts';
import {
  findKeys,
  readConversation,
  readOverdue,
  readStats,
  readTraces,
  readWaiting,
} from './operations/inspect.ts';
import { readState } from './operations/lanes.ts';
import { nextWake, recoverLeases } from './operations/lease.ts';
import { createSql } from './sql.ts';
import { createSweeper } from './sweeper.ts';

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
  const wakeAt = await engine.durable(() => {
    recoverLeases(sql, settings.clock());
    return nextWake(sql);
  });
  if (wakeAt !== undefined) bell.ringAt(wakeAt);
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
}: Engine): Pick<Store, 'state' | 'conversation' | 'waiting' | 'find' | 'traces' | 'overdue' | 'stats'> {
  return {
    find: (ending, limit) => quick((sql) => findKeys(sql, ending, limit)),
    state: (key) => quick((sql) => readState(sql, key)),
    conversation: (key) => quick((sql) => readConversation(sql, key)),
    waiting: (key, limit) => quick((sql) => readWaiting(sql, key, limit)),
    traces: (key, limit) => quick((sql) => readTraces(sql, key, limit)),
    overdue: (before, limit) => quick((sql) => readOverdue(sql, before, limit)),
    stats: () => quick((sql) => readStats(sql, clock())),
  };
}
