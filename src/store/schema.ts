/** What differs between the engines in the schema; everything else is the same text. */
export interface SqlDialect {
  /** A 64-bit integer. */
  readonly big: string;
  /** A number above all others in the table. */
  readonly ascending: string;
  /** The same, and never given again when its row is gone. */
  readonly identity: string;
  /** Put behind tables that are small and only ever found by their key. */
  readonly keyed: string;
}

export const sqliteDialect: SqlDialect = {
  big: 'INTEGER',
  ascending: 'INTEGER PRIMARY KEY',
  identity: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  keyed: 'WITHOUT ROWID',
};

/**
 * One entry for each schema version, never changed once released: version n is reached by running the first n.
 *
 * A lane is one conversation. `wake_at`: null = idle · past = may be leased · future = backing off, or leased until
 * then (`owner` set). `events` and `calls` count what is open, so that "is it idle?" needs no look at other tables.
 * `attempts` belongs to the lane's oldest event: only that one is ever worked on.
 */
const migrations = [
  `
CREATE TABLE lane (key text PRIMARY KEY, wake_at {BIG}, events {BIG} NOT NULL DEFAULT 0,
  calls {BIG} NOT NULL DEFAULT 0, attempts {BIG} NOT NULL DEFAULT 0, token {BIG} NOT NULL DEFAULT 0,
  owner text, touched_at {BIG} NOT NULL) {KEYED};
CREATE INDEX lane_wake ON lane (wake_at) WHERE wake_at IS NOT NULL;
CREATE TABLE event (seq {SEQ}, key text NOT NULL, id text NOT NULL, at {BIG} NOT NULL, payload text NOT NULL);
CREATE INDEX event_key ON event (key, seq);
CREATE TABLE call (seq {SEQ}, key text NOT NULL, id text NOT NULL UNIQUE, turn text NOT NULL,
  attempts {BIG} NOT NULL DEFAULT 0, planned_at {BIG} NOT NULL, uncertain {BIG} NOT NULL DEFAULT 0,
  ended_at {BIG}, outcome text, payload text NOT NULL);
CREATE INDEX call_open ON call (key, seq) WHERE ended_at IS NULL;
CREATE TABLE session (key text PRIMARY KEY, commits {BIG} NOT NULL DEFAULT 1, conversation text NOT NULL,
  state text NOT NULL);
CREATE TABLE trace (seq {SEQ}, key text NOT NULL, at {BIG} NOT NULL, calls text NOT NULL, payload text NOT NULL);
CREATE INDEX trace_key ON trace (key, seq);
CREATE TABLE timer (key text NOT NULL, name text NOT NULL, due {BIG} NOT NULL, payload text NOT NULL,
  PRIMARY KEY (key, name)) {KEYED};
CREATE INDEX timer_due ON timer (due);
CREATE TABLE dedupe (id text PRIMARY KEY, expires_at {BIG} NOT NULL) {KEYED};
CREATE INDEX dedupe_expiry ON dedupe (expires_at);
CREATE TABLE dead (seq {ID}, key text NOT NULL, kind text NOT NULL, id text NOT NULL, turn text NOT NULL,
  what text NOT NULL, error text NOT NULL, attempts {BIG} NOT NULL, at {BIG} NOT NULL, payload text NOT NULL);
`,
];

export const schemaVersion = migrations.length;

/** The statements that lead from version `from` (0: an empty database, which has a `meta` table) to the newest. */
export function migrationFrom(from: number, dialect: SqlDialect): string {
  return migrations
    .slice(from)
    .join('\n')
    .replaceAll('{BIG}', dialect.big)
    .replaceAll('{SEQ}', dialect.ascending)
    .replaceAll('{ID}', dialect.identity)
    .replaceAll('{KEYED}', dialect.keyed);
}
