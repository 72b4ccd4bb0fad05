import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { leaseOne, said } from '../contract/store/house.ts';
import { spoke } from '../contract/store/samples.ts';
import { kill, startBusyGateway } from './gateway-process.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-open-'));
  path = join(folder, 'data', 'deep', 'gateway.db');
});
afterEach(() => rm(folder, { recursive: true }));

const locked = expect.objectContaining({ code: 'STORE_LOCKED' });
const unavailable = expect.objectContaining({ code: 'STORE_UNAVAILABLE' });

describe('opening the store file', () => {
  it('creates folder and file, for the owner alone', async () => {
    const store = await openSqliteStore({ path });
    await store.accept([spoke('a', 'one')]);
    for (const file of [path, `${path}-wal`]) expect((await stat(file)).mode & 0o077, file).toBe(0);
    await store.close();
  });

  it('finds what an earlier process stored, without writing its schema again', async () => {
    const first = await openSqliteStore({ path });
    await first.accept([spoke('a', 'one')]);
    await first.close();
    const second = await openSqliteStore({ path });
    expect(said(await leaseOne(second))).toBe('one');
    await second.close();
  });

  it('refuses a second store in the same process and lets the first go on', async () => {
    const first = await openSqliteStore({ path });
    await expect(openSqliteStore({ path })).rejects.toEqual(locked);
    expect(await first.accept([spoke('a', 'one')])).toEqual(['accepted']);
    await first.close();
    await (await openSqliteStore({ path })).close();
  });

  it('refuses a second process, and opens at once when the first was killed', async () => {
    const { child } = await startBusyGateway(path, 1);
    await expect(openSqliteStore({ path })).rejects.toEqual(locked);
    await kill(child);
    await (await openSqliteStore({ path })).close();
  });

  it('waits for a gateway that is about to stop, when told so', async () => {
    const first = await openSqliteStore({ path });
    const second = openSqliteStore({ path, lockWaitMs: 60_000 });
    await first.accept([spoke('a', 'one')]);
    await first.close();
    const store = await second;
    expect(said(await leaseOne(store))).toBe('one');
    await store.close();
  });

  it('refuses a file that is something else, and leaves it as it is', async () => {
    await mkdir(join(folder, 'data', 'deep'), { recursive: true });
    const text = 'these are my holiday notes, not a database\n'.repeat(200);
    await writeFile(path, text);
    await expect(openSqliteStore({ path })).rejects.toThrow(`${path}: not a store of the gateway`);
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('refuses a path that cannot be a file', async () => {
    await expect(openSqliteStore({ path: folder })).rejects.toEqual(unavailable);
    await writeFile(join(folder, 'data'), 'a file where a folder is needed');
    await expect(openSqliteStore({ path })).rejects.toEqual(unavailable);
  });

  it('refuses a file of a newer gateway, and frees it', async () => {
    await (await openSqliteStore({ path })).close();
    const database = new DatabaseSync(path);
    database.exec("UPDATE meta SET value = '99' WHERE name = 'schema'");
    database.close();
    await expect(openSqliteStore({ path })).rejects.toThrow('newer gateway (schema 99');
    const again = new DatabaseSync(path);
    again.exec("UPDATE meta SET value = '1' WHERE name = 'schema'");
    again.close();
    await (await openSqliteStore({ path })).close();
  });
});
