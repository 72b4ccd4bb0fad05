/** A row as a driver returns it. */
export type Row = Readonly<Record<string, unknown>>;

/** @throws TypeError when the column is not text: the schema is not the one that we wrote */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`store column ${column} does not hold text`);
  return value;
}

/** @throws TypeError when the column is not a number */
export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`store column ${column} does not hold a number`);
  return value;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : numberOf(row, column);
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

/**
 * JSON that the store wrote itself, from a value of this very type. It is trusted and not read by a schema: that
 * would cost more than the rest of the transaction.
 */
export function jsonOf<T>(row: Row, column: string): T {
  return JSON.parse(textOf(row, column));
}
