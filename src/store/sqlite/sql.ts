import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type StatementName, statements } from '../statements.ts';
import type { Row } from '../stored.ts';

type Value = string | number | null;

/** The store's statements on one database, prepared once each. To be used inside a transaction. */
export interface Sql {
  /** Returns the number of rows changed. */
  run(name: StatementName, ...values: readonly Value[]): number;
  get(name: StatementName, ...values: readonly Value[]): Row | undefined;
  all(name: StatementName, ...values: readonly Value[]): readonly Row[];
}

export function createSql(database: DatabaseSync): Sql {
  const prepared = new Map<StatementName, StatementSync>();

  function statement(name: StatementName): StatementSync {
    let found = prepared.get(name);
    if (!found) {
      found = database.prepare(statements[name]);
      prepared.set(name, found);
    }
    return found;
  }

  return {
    run: (name, ...values) => Number(statement(name).run(...values).changes),
    get: (name, ...values) => statement(name).get(...values),
    all: (name, ...values) => statement(name).all(...values),
  };
}
