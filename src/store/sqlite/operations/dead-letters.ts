import type { DeadLetter } from '../../../core/ports/store.ts';
import { numberOf, type Row, textOf } from '../../stored.ts';
import type { Sql } from '../sql.ts';
import { appendEvent } from './accept.ts';

export interface NewDeadLetter {
  readonly key: string;
  readonly kind: DeadLetter['kind'];
  /** Of the event or call. */
  readonly id: string;
  readonly turn: string;
  readonly what: string;
  readonly error: string;
  readonly attempts: number;
  readonly at: number;
  readonly payload: string;
}

export function insertDead(sql: Sql, dead: NewDeadLetter): void {
  const { key, kind, id, turn, what, error, attempts, at, payload } = dead;
  sql.run('insertDead', key, kind, id, turn, what, error, attempts, at, payload);
}

/** Newest first. */
export function listDead(sql: Sql, limit: number): readonly DeadLetter[] {
  return sql.all('deadLetters', limit).map((row) => ({
    id: String(numberOf(row, 'seq')),
    key: textOf(row, 'key'),
    kind: textOf(row, 'kind') === 'call' ? 'call' : 'event',
    what: textOf(row, 'what'),
    error: textOf(row, 'error'),
    at: numberOf(row, 'at'),
    attempts: numberOf(row, 'attempts'),
  }));
}

/** Puts a dead letter back at the end of its lane, as if it were new. */
export function redriveDead(sql: Sql, id: string, now: number): boolean {
  const dead = takeDead(sql, id);
  if (!dead) return false;
  const key = textOf(dead, 'key');
  const item = { key, id: textOf(dead, 'id'), payload: textOf(dead, 'payload') };
  if (textOf(dead, 'kind') === 'event') appendEvent(sql, item, now);
  else redriveCall(sql, item, textOf(dead, 'turn'), now);
  return true;
}

/** Uncertain, since one of its failed attempts may have arrived after all. */
function redriveCall(
  sql: Sql,
  item: { key: string; id: string; payload: string },
  turn: string,
  now: number,
): void {
  sql.run('arriveCall', item.key, now, now);
  sql.run('deleteCall', item.id);
  sql.run('planCall', item.key, item.id, turn, now, item.payload, 1);
}

export function discardDead(sql: Sql, id: string): boolean {
  return takeDead(sql, id) !== undefined;
}

function takeDead(sql: Sql, id: string): Row | undefined {
  return /^\d{1,15}$/.test(id) ? sql.get('takeDead', Number(id)) : undefined;
}
