import type { ConversationEvent } from '../model/gateway-event.ts';
import type { Outcome } from '../model/turn.ts';
import { concludeTurn } from './conclude-turn.ts';
import type { Turn } from './turn.ts';

/** An engine speaks outside a turn (reminder, late answer): said as it is, since the conversation is the bot's. */
export function relayProviderReply(
  turn: Turn,
  event: Extract<ConversationEvent, { kind: 'provider-replied' }>,
): Outcome {
  const content = { kind: 'event', name: 'provider-replied', values: {} } as const;
  const spoken = { ...turn, utterance: { messageId: turn.input.turnId, at: event.at, content }, content };
  return concludeTurn(spoken, {
    decision: event.handoff ? 'handed-off' : 'answered',
    reason: event.handoff ? 'the engine asked for a person' : 'the engine spoke by itself',
    replies: event.replies,
    actions: [],
    answeredBy: { kind: 'engine', engine: turn.ports.provider.name },
    ...(event.handoff && { handoff: { reason: 'engine' } }),
  });
}
