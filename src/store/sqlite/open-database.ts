import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { GatewayError } from '../../core/model/gateway-error.ts';
import { migrationFrom, schemaVersion, sqliteDialect } from '../schema.ts';
import { numberOf } from '../stored.ts';
import { isBusy, openError } from './sqlite-errors.ts';

const lockRetryMs = 50;

/**
 * Opens the store file for this process alone, creating folder and file when missing, and brings its schema up to date.
 *
 * `lockWaitMs`: how long to wait for another gateway that is about to stop.
 * @throws GatewayError STORE_LOCKED when another gateway holds the file, STORE_UNAVAILABLE for anything else
 */
export async function openDatabase(path: string, lockWaitMs: number): Promise<DatabaseSync> {
  await createFile(path);
  const giveUpAt = performance.now() + lockWaitMs;
  for (;;) {
    try {
      return openOnce(path);
    } catch (error) {
      if (!isBusy(error) || performance.now() >= giveUpAt) throw openError(error, path);
      await delay(lockRetryMs);
    }
  }
}

/** Readable by its owner only: it holds what customers wrote. An existing file keeps its mode. */
async function createFile(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // 'wx' never opens an existing file: closing it would drop the POSIX lock of a store open in this process.
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw openError(error, path);
  }
}

function openOnce(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    configure(database);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Exclusive before the first access, so that the lock is taken with it and kept; a killed process frees it.
 * Some SQLite builds silently use synchronous=NORMAL in WAL mode, hence the reading back.
 */
function configure(database: DatabaseSync): void {
  database.exec(`PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 2000;
    PRAGMA journal_size_limit = 67108864;`);
  expectSetting(database, 'locking_mode', 'exclusive');
  expectSetting(database, 'journal_mode', 'wal');
  expectSetting(database, 'synchronous', 2);
}

function expectSetting(database: DatabaseSync, name: string, expected: string | number): void {
  const value = database.prepare(`PRAGMA ${name}`).get()?.[name];
  if (value !== expected) {
    throw new GatewayError('STORE_UNAVAILABLE', `SQLite keeps ${name} at ${value}, ${expected} is needed`);
  }
}

/** Also the first write: it proves that the lock is ours. */
function migrate(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE');
  database.exec('CREATE TABLE IF NOT EXISTS meta (name text PRIMARY KEY, value text NOT NULL)');
  const row = database.prepare("SELECT CAST(value AS INTEGER) AS v FROM meta WHERE name = 'schema'").get();
  const version = row ? numberOf(row, 'v') : 0;
  if (version > schemaVersion) {
    throw new GatewayError(
      'STORE_UNAVAILABLE',
      `the file was written by a newer gateway (schema ${version}, this one knows ${schemaVersion})`,
    );
  }
  if (version < schemaVersion) {
    database.exec(migrationFrom(version, sqliteDialect));
    database.exec(`INSERT OR REPLACE INTO meta (name, value) VALUES ('schema', '${schemaVersion}')`);
  }
  database.exec('COMMIT');
}
