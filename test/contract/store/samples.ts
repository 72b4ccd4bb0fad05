import type { Conversation } from '../../../src/core/model/conversation.ts';
import { createState } from '../../../src/core/model/state.ts';
import type { Call, TimerChange, TurnTrace } from '../../../src/core/model/turn.ts';
import type { NewEvent, StoredEvent, TurnCommit } from '../../../src/core/ports/store.ts';

export function conversationOf(key: string): Conversation {
  return {
    key,
    bot: 'hotel',
    account: '1',
    id: key,
    inbox: '3',
    channel: 'web-widget',
    status: 'bot',
    canReply: true,
    contact: { id: '7', verified: false, blocked: false, attributes: {} },
    attributes: {},
    labels: [],
    features: ['markers'],
  };
}

/** A customer message `text` in the lane `key`; its id names both unless given. */
export function spoke(
  key: string,
  text: string,
  ids: { id?: string; aliases?: readonly string[] } = {},
): NewEvent {
  const id = ids.id ?? `${key}/${text}`;
  return {
    id,
    aliases: ids.aliases ?? [],
    key,
    event: {
      kind: 'customer-spoke',
      conversation: conversationOf(key),
      utterance: { messageId: id, at: 1, content: { kind: 'text', text } },
    },
  };
}

export function callOf(turnId: string, number: number): Call {
  return {
    id: `${turnId}/${number}`,
    name: 'message',
    request: { content: `answer ${number} to ${turnId}` },
    repeatable: false,
    optional: false,
  };
}

function traceOf(id: string): TurnTrace {
  return {
    id,
    event: 'customer-spoke',
    at: 1,
    durationMs: 1,
    decision: 'answered',
    reason: 'test',
    alternatives: [],
    entities: [],
    answeredBy: { kind: 'policy' },
    warnings: [],
    steps: [],
  };
}

/** What a turn over `event` commits: `calls` planned messages and the timers given. */
export function commitOf(event: StoredEvent, calls: number, timers: readonly TimerChange[] = []): TurnCommit {
  return {
    event,
    state: { ...createState('session', 1), turns: 1 },
    calls: Array.from({ length: calls }, (_, index) => callOf(event.id, index + 1)),
    timers,
    trace: traceOf(event.id),
  };
}
