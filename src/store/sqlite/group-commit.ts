import type { DatabaseSync } from 'node:sqlite';
import { GatewayError } from '../../core/model/gateway-error.ts';
import { isMediumFailure, storeError } from './sqlite-errors.ts';

/** Operations in one transaction at most: more would hold up the event loop without saving much. */
const batchLimit = 256;

/**
 * Runs operations in transactions that they share, in the order in which they were asked for.
 *
 * All that is asked for within one turn of the event loop goes into one transaction, so one fsync serves many.
 * Work must be repeatable: when one operation of a batch fails, the batch is rolled back and done again with a
 * savepoint around each, so that only the failing one is refused. (A savepoint around each from the start
 * would cost every batch copies of the pages that its operations share.)
 */
export interface GroupCommit {
  /** `durable`: on disk when it resolves (fsync). Otherwise it survives the process, but not a power cut. */
  run<T>(work: () => T, options: { readonly durable: boolean }): Promise<T>;
  /** Finishes what was asked for before, closes the database; every later call rejects. */
  close(): Promise<void>;
}

interface Operation {
  readonly durable: boolean;
  perform(): void;
  resolve(): void;
  reject(error: GatewayError): void;
}

export function createGroupCommit(database: DatabaseSync): GroupCommit {
  const transaction = createTransaction(database);
  let queue: Operation[] = [];
  let scheduled = false;
  let closing: Promise<void> | undefined;

  function flush(): void {
    const batch = queue.slice(0, batchLimit);
    queue = queue.slice(batchLimit);
    commitBatch(transaction, batch);
    scheduled = queue.length > 0;
    if (scheduled) setImmediate(flush);
  }

  function run<T>(work: () => T, { durable }: { readonly durable: boolean }): Promise<T> {
    if (closing) return Promise.reject(new GatewayError('STORE_UNAVAILABLE', 'the store is closed'));
    return new Promise((resolve, reject) => {
      queue.push(createOperation(work, durable, resolve, reject));
      if (!scheduled) setImmediate(flush);
      scheduled = true;
    });
  }

  async function close(): Promise<void> {
    const last = run(() => undefined, { durable: true });
    closing = last.finally(() => database.close());
    await closing;
  }

  return { run, close: () => closing ?? close() };
}

function createOperation<T>(
  work: () => T,
  durable: boolean,
  resolve: (result: T) => void,
  reject: (error: GatewayError) => void,
): Operation {
  let settle = () => {};
  return {
    durable,
    perform() {
      const result = work();
      settle = () => resolve(result);
    },
    resolve: () => settle(),
    reject,
  };
}

function commitBatch(transaction: Transaction, batch: readonly Operation[]): void {
  const durable = batch.some((operation) => operation.durable);
  try {
    transaction.run(durable, () => {
      for (const operation of batch) operation.perform();
    });
  } catch (error) {
    if (batch.length > 1 && !isMediumFailure(error)) commitApart(transaction, batch, durable);
    else rejectAll(batch, error);
    return;
  }
  for (const operation of batch) operation.resolve();
}

/** The second try of a batch: each operation behind its own savepoint. */
function commitApart(transaction: Transaction, batch: readonly Operation[], durable: boolean): void {
  const failed = new Map<Operation, unknown>();
  try {
    transaction.run(durable, () => {
      for (const operation of batch) {
        transaction.savepoint(
          () => operation.perform(),
          (error) => failed.set(operation, error),
        );
      }
    });
  } catch (error) {
    rejectAll(batch, error);
    return;
  }
  for (const operation of batch) {
    if (failed.has(operation)) operation.reject(storeError(failed.get(operation)));
    else operation.resolve();
  }
}

function rejectAll(batch: readonly Operation[], error: unknown): void {
  for (const operation of batch) operation.reject(storeError(error));
}

interface Transaction {
  run(durable: boolean, work: () => void): void;
  /** Undoes `work` alone when it fails. @throws what `work` threw when that took the whole transaction down */
  savepoint(work: () => void, failed: (error: unknown) => void): void;
}

function createTransaction(database: DatabaseSync): Transaction {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  let synchronousFull = true;

  /** Cannot be changed inside a transaction; FULL syncs what earlier NORMAL transactions left unsynced too. */
  function setDurability(durable: boolean): void {
    if (durable === synchronousFull) return;
    database.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
    synchronousFull = durable;
  }

  return {
    run(durable, work) {
      setDurability(durable);
      begin.run();
      try {
        work();
        commit.run();
      } catch (error) {
        // A full disk may have rolled it back already.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    savepoint(work, failed) {
      database.exec('SAVEPOINT one');
      try {
        work();
      } catch (error) {
        if (isMediumFailure(error) || !database.isTransaction) throw error;
        database.exec('ROLLBACK TO one');
        failed(error);
      }
      database.exec('RELEASE one');
    },
  };
}
