import type { Retention } from '../retention.ts';
import type { WorkBell } from '../work-bell.ts';
import type { Sql } from './sql.ts';
import { storeError } from './sqlite-errors.ts';

export interface SqliteStoreSettings {
  readonly clock: () => number;
  readonly owner: string;
  readonly retention: Retention;
}

/** What the groups of store methods share. */
export interface Engine extends SqliteStoreSettings {
  readonly bell: WorkBell;
  /** Not synced to disk before it resolves: survives the process, but not a power cut. */
  quick<T>(work: (sql: Sql) => T): Promise<T>;
  /** On disk when it resolves. */
  durable<T>(work: (sql: Sql) => T): Promise<T>;
}

/** Encodes before anything is queued: what cannot be written as JSON is refused alone. */
export function encodeAll<T>(encode: () => T): T {
  try {
    return encode();
  } catch (error) {
    throw storeError(error);
  }
}
