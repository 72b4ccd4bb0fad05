import type { NewEvent } from '../../../core/ports/store.ts';
import type { Sql } from '../sql.ts';

/** An event ready to be written: encoded outside the transaction, where a fault hits its caller alone. */
export interface EncodedEvent {
  readonly id: string;
  /** The id and all aliases, each once. */
  readonly ids: ReadonlySet<string>;
  readonly key: string;
  readonly payload: string;
}

export function encodeEvent(event: NewEvent): EncodedEvent {
  return {
    id: event.id,
    ids: new Set([event.id, ...event.aliases]),
    key: event.key,
    payload: JSON.stringify(event.event),
  };
}

/**
 * Writes an event unless one of its ids was seen before. All its ids are remembered even then: the ids of a
 * duplicate are further names of the same event.
 */
export function acceptEvent(
  sql: Sql,
  event: EncodedEvent,
  now: number,
  rememberMs: number,
): 'accepted' | 'duplicate' {
  let fresh = 0;
  for (const id of event.ids) fresh += sql.run('remember', id, now + rememberMs);
  if (fresh < event.ids.size) return 'duplicate';
  appendEvent(sql, event, now);
  return 'accepted';
}

/** Puts an event at the end of its lane, whatever its id. */
export function appendEvent(sql: Sql, event: Omit<EncodedEvent, 'ids'>, now: number): void {
  sql.run('arrive', event.key, now, now);
  sql.run('insertEvent', event.key, event.id, now, event.payload);
}
