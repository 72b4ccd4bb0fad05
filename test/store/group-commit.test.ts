import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultRetention } from '../../src/store/retention.ts';
import { createSqliteStore } from '../../src/store/sqlite/create-sqlite-store.ts';
import { createGroupCommit } from '../../src/store/sqlite/group-commit.ts';
import { openDatabase } from '../../src/store/sqlite/open-database.ts';
import { eventOf, held, leaseMs } from '../contract/store/house.ts';
import { commitOf, spoke } from '../contract/store/samples.ts';

let folder: string;
let database: DatabaseSync;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-group-'));
  database = await openDatabase(join(folder, 'gateway.db'), 0);
});
afterEach(async () => {
  if (database.isOpen) database.close();
  await rm(folder, { recursive: true });
});

const durable = { durable: true };
const settings = { clock: Date.now, owner: 'test', retention: defaultRetention };

function createNotes() {
  database.exec('CREATE TABLE note (text text PRIMARY KEY)');
  const insert = database.prepare('INSERT INTO note (text) VALUES (?)');
  const notes = () =>
    database
      .prepare('SELECT text FROM note ORDER BY text')
      .all()
      .map(({ text }) => text);
  return { add: (text: string) => () => insert.run(text).changes, notes };
}

describe('group commit', () => {
  it('undoes a failing operation alone, and all of it', async () => {
    const { add, notes } = createNotes();
    const group = createGroupCommit(database);
    const results = await Promise.allSettled([
      group.run(add('a'), durable),
      group.run(() => [add('b')(), add('a')()], durable),
      group.run(add('c'), durable),
      group.run(() => {
        add('d')();
        throw new Error('a fault of ours');
      }, durable),
      group.run(add('e'), { durable: false }),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(results[1]).toMatchObject({ reason: { code: 'STORE_UNAVAILABLE' } });
    expect(notes()).toEqual(['a', 'c', 'e']);
  });

  it('goes on after a failing operation that was alone', async () => {
    const { add, notes } = createNotes();
    const group = createGroupCommit(database);
    await group.run(add('a'), durable);
    await expect(group.run(() => [add('b')(), add('a')()], durable)).rejects.toThrow('STORE_UNAVAILABLE');
    await group.run(add('c'), durable);
    expect(notes()).toEqual(['a', 'c']);
  });

  it('syncs a batch when one of it asks for that, and only then', async () => {
    const group = createGroupCommit(database);
    const synchronous = () => database.prepare('PRAGMA synchronous').get()?.['synchronous'];
    expect(await group.run(synchronous, { durable: false })).toBe(1);
    expect(await group.run(synchronous, durable)).toBe(2);
    expect(
      await Promise.all([group.run(synchronous, { durable: false }), group.run(synchronous, durable)]),
    ).toEqual([2, 2]);
  });

  it('runs what was asked for together in one transaction, and nothing is told before it is committed', async () => {
    const { add, notes } = createNotes();
    const group = createGroupCommit(database);
    const seen: unknown[] = [];
    const tell = () => seen.push([database.isTransaction, notes().length]);
    const texts = Array.from({ length: 50 }, (_, index) => `note ${index}`);
    await Promise.all(texts.map((text) => group.run(add(text), durable).then(tell)));
    expect(seen).toEqual(texts.map(() => [false, 50]));
  });
});

describe('what is synced to disk', () => {
  it('is all that must survive a power cut, and no more', async () => {
    const store = await createSqliteStore(database, settings);
    const synced: string[] = [];
    /** The setting of the last transaction tells whether it was synced. */
    async function watch<T>(name: string, operation: Promise<T>): Promise<T> {
      const result = await operation;
      if (database.prepare('PRAGMA synchronous').get()?.['synchronous'] === 2) synced.push(name);
      return result;
    }
    await watch('accept', store.accept([spoke('a', 'one'), spoke('a', 'two')]));
    const [first] = await watch('lease of an event', store.lease(1, leaseMs));
    const lane = held(await watch('commit', store.commit(held(first), commitOf(eventOf(first), 2))));
    await watch('sent', store.sent(lane, 'a/one/1', { kind: 'sent' }));
    await watch('release', store.release(lane));
    const [calls] = await watch('lease of calls', store.lease(1, leaseMs));
    await watch('settle', store.settle('a/one/2', '501'));
    const second = await watch('hand-over', store.release(held(calls), leaseMs));
    await watch('bury', store.bury(held(second), 'broken'));
    await watch('stats', store.stats());
    expect(synced).toEqual(['accept', 'commit', 'lease of calls', 'bury']);
    await store.close();
  });
});

describe('a full disk', () => {
  it('refuses with STORE_UNAVAILABLE, keeps nothing by halves, and recovers when there is space', async () => {
    const store = await createSqliteStore(database, settings);
    await store.accept([spoke('a', 'before')]);
    const pages = database.prepare('PRAGMA page_count').get()?.['page_count'];
    database.exec(`PRAGMA max_page_count = ${pages}`);
    const big = (name: string) => spoke('a', name + 'x'.repeat(100_000), { id: name });
    const refused = await Promise.allSettled([store.accept([big('one')]), store.accept([big('two')])]);
    for (const result of refused) expect(result).toMatchObject({ reason: { code: 'STORE_UNAVAILABLE' } });
    expect((await store.stats()).waitingEvents).toBe(1);

    database.exec('PRAGMA max_page_count = 1000000');
    expect(await store.accept([big('one'), big('two')])).toEqual(['accepted', 'accepted']);
    expect((await store.lease(1, leaseMs))[0]?.event?.id).toBe('a/before');
    await store.close();
  });
});
