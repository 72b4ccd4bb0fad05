import type { Conversation } from '../../../core/model/conversation.ts';
import type { ConversationEvent } from '../../../core/model/gateway-event.ts';
import type { CallEnd, StoredTrace, StoreStats } from '../../../core/ports/store.ts';
import { jsonOf, numberOf, numberOrNull, type Row, textOf } from '../../stored.ts';
import type { Sql } from '../sql.ts';

/** Before the first turn of a conversation is committed, its oldest waiting event knows it. */
export function readConversation(sql: Sql, key: string): Conversation | undefined {
  const row = sql.get('session', key);
  if (row) return jsonOf<Conversation>(row, 'conversation');
  const waiting = sql.get('headEvent', key);
  return waiting && jsonOf<ConversationEvent>(waiting, 'payload').conversation;
}

/** Oldest first. */
export function readWaiting(sql: Sql, key: string, limit: number): readonly ConversationEvent[] {
  return sql.all('waitingEvents', key, limit).map((row) => jsonOf<ConversationEvent>(row, 'payload'));
}

export function findKeys(sql: Sql, ending: string, limit: number): readonly string[] {
  const pattern = `%${ending.replace(/[!%_]/g, '!$&')}`;
  return sql
    .all('lanesEnding', pattern, limit)
    .map((row) => textOf(row, 'key'))
    .filter((key) => key.endsWith(ending));
}

/** Newest first. */
export function readTraces(sql: Sql, key: string, limit: number): readonly StoredTrace[] {
  return sql.all('traces', key, limit).map((row) => ({
    trace: jsonOf<StoredTrace['trace']>(row, 'payload'),
    calls: jsonOf<readonly string[]>(row, 'calls')
      .map((id) => sql.get('call', id))
      .filter((call) => call !== undefined)
      .map(tracedCall),
  }));
}

function tracedCall(row: Row): StoredTrace['calls'][number] {
  const endedAt = numberOrNull(row, 'ended_at');
  return {
    call: jsonOf<StoredTrace['calls'][number]['call']>(row, 'payload'),
    attempts: numberOf(row, 'attempts'),
    ...(endedAt !== null && { endedAt, end: jsonOf<CallEnd>(row, 'outcome') }),
  };
}

export function readOverdue(
  sql: Sql,
  before: number,
  limit: number,
): readonly { readonly key: string; readonly since: number }[] {
  return sql
    .all('overdue', before, before, limit)
    .map((row) => ({ key: textOf(row, 'key'), since: numberOf(row, 'since') }));
}

export function readStats(sql: Sql, now: number): StoreStats {
  const row = sql.get('stats') ?? {};
  const oldest = numberOrNull(row, 'oldest_event_at');
  return {
    waitingEvents: numberOf(row, 'waiting_events'),
    waitingCalls: numberOf(row, 'waiting_calls'),
    leasedLanes: numberOf(row, 'leased_lanes'),
    conversations: numberOf(row, 'conversations'),
    deadLetters: numberOf(row, 'dead_letters'),
    oldestEventAgeMs: oldest === null ? 0 : Math.max(0, now - oldest),
  };
}
