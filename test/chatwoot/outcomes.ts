import { planCalls } from '../../src/chatwoot/plan-calls.ts';
import type { Conversation } from '../../src/core/model/conversation.ts';
import type { Reply } from '../../src/core/model/reply.ts';
import { createState } from '../../src/core/model/state.ts';
import type { Call, Outcome } from '../../src/core/model/turn.ts';
import { conversation } from '../support/builders.ts';
import { asObject } from './fixtures.ts';

export const TURN_ID = 'hotel:1:message:48210';

export function outcome(over: Partial<Outcome>): Outcome {
  return {
    state: createState('session', 0),
    replies: [],
    actions: [],
    timers: [],
    trace: {
      id: TURN_ID,
      event: 'customer-spoke',
      at: 0,
      durationMs: 0,
      decision: 'answered',
      reason: 'test',
      alternatives: [],
      entities: [],
      answeredBy: { kind: 'nobody' },
      warnings: [],
      steps: [],
    },
    ...over,
  };
}

export function plan(replies: readonly Reply[], over: Partial<Conversation> = {}): readonly Call[] {
  return planCalls(outcome({ replies }), conversation(over));
}

export function requestOf(call: Call | undefined): Record<string, unknown> {
  return asObject(call?.request);
}

export function bodyOf(call: Call | undefined): Record<string, unknown> {
  return asObject(requestOf(call)['body']);
}

export function plainOf(call: Call | undefined): unknown {
  return call?.plainRequest === undefined
    ? undefined
    : asObject(asObject(call.plainRequest)['body'])['content'];
}

export function contentsOf(calls: readonly Call[]): readonly unknown[] {
  return calls.map((call) => bodyOf(call)['content']);
}
