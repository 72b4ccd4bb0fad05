import { randomUUID } from 'node:crypto';
import type { Store } from '../core/ports/store.ts';
import { defaultRetention, type Retention } from './retention.ts';
import { createSqliteStore } from './sqlite/create-sqlite-store.ts';
import { openDatabase } from './sqlite/open-database.ts';

export interface SqliteStoreOptions {
  /** The store file, on a local disk. Folder and file are created when missing. */
  readonly path: string;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
  /** Names this process in the leases that it takes. */
  readonly owner?: string;
  /** How long to wait for another gateway that is about to give the file up; 0: not at all. */
  readonly lockWaitMs?: number;
  /** How long what is done is kept. */
  readonly retention?: Partial<Retention>;
}

/**
 * Opens the embedded store: one file, one gateway, nothing else to install.
 *
 * What an earlier process left in the middle is free for work again when this resolves.
 * @throws GatewayError STORE_LOCKED when another gateway has the file; STORE_UNAVAILABLE when it cannot be opened,
 * is not a store, or is of a newer version
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const database = await openDatabase(options.path, options.lockWaitMs ?? 0);
  try {
    return await createSqliteStore(database, {
      clock: options.clock ?? Date.now,
      owner: options.owner ?? randomUUID(),
      retention: { ...defaultRetention, ...options.retention },
    });
  } catch (error) {
    database.close();
    throw error;
  }
}
