import type { Conversation } from '../../../core/model/conversation.ts';
import type { ConversationEvent } from '../../../core/model/gateway-event.ts';
import type { JsonObject } from '../../../core/model/json.ts';
import { jsonOf, numberOf, numberOrNull, type Row, textOf } from '../../stored.ts';
import type { Sql } from '../sql.ts';
import { acceptEvent, encodeEvent } from './accept.ts';

/**
 * Turns due timers into events of their lanes, at most `limit`. The id names timer and due time, so that one
 * setting fires once. Returns how many fired.
 */
export function fireTimers(sql: Sql, at: number, limit: number, now: number, rememberMs: number): number {
  let fired = 0;
  for (const row of sql.all('dueTimers', at, limit)) {
    sql.run('forgetTimer', textOf(row, 'key'), textOf(row, 'name'));
    if (fireTimer(sql, row, now, rememberMs)) fired += 1;
  }
  return fired;
}

function fireTimer(sql: Sql, row: Row, now: number, rememberMs: number): boolean {
  // The turn that set the timer wrote the session too; without one the conversation is gone.
  if (row['conversation'] === null) return false;
  const key = textOf(row, 'key');
  const name = textOf(row, 'name');
  const due = numberOf(row, 'due');
  const event: ConversationEvent = {
    kind: 'timer-due',
    conversation: jsonOf<Conversation>(row, 'conversation'),
    at: due,
    name,
    payload: jsonOf<JsonObject>(row, 'payload'),
  };
  const encoded = encodeEvent({ id: `timer:${key}:${name}:${due}`, aliases: [], key, event });
  return acceptEvent(sql, encoded, now, rememberMs) === 'accepted';
}

export function nextDue(sql: Sql): number | undefined {
  const row = sql.get('nextDue');
  return (row && numberOrNull(row, 'due')) ?? undefined;
}
