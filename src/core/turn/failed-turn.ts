import type { GatewayError } from '../model/gateway-error.ts';
import type { Outcome } from '../model/turn.ts';
import { utteranceText } from '../model/utterance.ts';
import { handOver } from './may-answer.ts';
import { openState } from './session.ts';
import type { TurnInput } from './turn.ts';

/**
 * The outcome of a turn that failed again and again: the conversation goes to people, and says so. A failed event
 * that nobody waits for (a note, a change of status) is dropped with its error in the trace.
 */
export function failedTurn(input: TurnInput, error: GatewayError, clock: () => number): Outcome {
  const { event, policy, acceptedAt } = input;
  const state = input.state ?? openState(event.conversation, acceptedAt);
  const spoken = event.kind === 'customer-spoke' ? utteranceText(event.utterance.content) : undefined;
  const waits = spoken !== undefined && state.owner === 'bot';
  return {
    state: waits ? handOver(state, acceptedAt) : state,
    replies: [],
    actions: [],
    ...(waits && {
      handoff: { reason: 'watchdog', farewell: policy.handoff.farewell, note: noteOf(error, spoken) },
    }),
    timers: [],
    trace: {
      id: input.turnId,
      event: event.kind,
      at: acceptedAt,
      durationMs: clock() - acceptedAt,
      decision: 'failed',
      reason: `given up after ${input.attempt} attempts: ${error.message}`,
      ...(spoken !== undefined && { utterance: spoken }),
      alternatives: [],
      entities: [],
      answeredBy: { kind: 'nobody' },
      warnings: [],
      steps: [],
    },
  };
}

function noteOf(error: GatewayError, spoken: string): string {
  return [
    '**Handed over by the bot: the bot could not work on this message.**',
    `- Customer: "${spoken}"`,
    `- Error: ${error.code}. ${error.row.hint}`,
  ].join('\n');
}
