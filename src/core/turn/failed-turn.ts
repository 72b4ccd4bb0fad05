import type { GatewayError } from '../model/gateway-error.ts';
import type { Outcome } from '../model/turn.ts';
import { utteranceText } from '../model/utterance.ts';
import { directHandoff } from './direct-handoff.ts';
import { publicSlots } from './handoff-note.ts';
import { hideSecret } from './hide-secret.ts';
import { handOver, mayAnswer } from './may-answer.ts';
import { openState } from './session.ts';
import type { TurnInput, TurnPorts } from './turn.ts';

/**
 * The outcome of a turn that failed again and again: the conversation goes to people, and says so. A failed event
 * that nobody waits for (a note, a change of status) is dropped with its error in the trace.
 */
export function failedTurn(
  input: TurnInput,
  error: GatewayError,
  { clock, templates }: Pick<TurnPorts, 'clock' | 'templates'>,
): Outcome {
  const { event, policy, acceptedAt } = input;
  const state = input.state ?? openState(event.conversation, acceptedAt);
  const spoken =
    event.kind === 'customer-spoke' && event.utterance.content.kind !== 'opened'
      ? utteranceText(hideSecret(event.utterance.content, state, policy))
      : undefined;
  const waits = spoken !== undefined && !mayAnswer(event, state, policy, acceptedAt).silent;
  const { conversation } = event;
  const slots = publicSlots(policy, state.flow);
  const situation = { reason: 'watchdog', conversation, at: acceptedAt, slots } as const;
  const words = policy.watchdog && { wanted: policy.watchdog.text };
  const directed = waits ? directHandoff(policy, situation, templates, words) : undefined;
  return {
    state: waits ? handOver(state, acceptedAt) : state,
    replies: [],
    actions: directed?.actions ?? [],
    ...(directed &&
      spoken !== undefined && {
        handoff: { reason: 'watchdog', farewell: directed.farewell, note: noteOf(error, spoken) },
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
