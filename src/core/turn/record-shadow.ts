import type { ConversationEvent } from '../model/gateway-event.ts';
import type { ScoredIntent } from '../model/nlu-result.ts';
import type { Outcome } from '../model/turn.ts';
import { concludeSilently } from './conclude-turn.ts';
import { named } from './judge-understanding.ts';
import type { Turn } from './turn.ts';

/** Puts what a shadow made of an utterance beside what the customer got. Changes nothing else. */
export function recordShadow(
  turn: Turn,
  event: Extract<ConversationEvent, { kind: 'shadow-answered' }>,
): Outcome {
  const { engine, shown, intent, error, session } = event;
  turn.trace.step('shadow-compared', {
    turn: event.turnId,
    engine,
    durationMs: event.durationMs,
    ...scored('', intent),
    ...(error !== undefined && { error }),
    shown: shown.engine,
    ...scored('shown_', shown.intent),
    agrees: error === undefined && intent?.name === shown.intent?.name,
  });
  const heard = error ?? `intent ${named(intent)}`;
  const reason = `${engine} as shadow: ${heard}; shown was ${shown.engine}: intent ${named(shown.intent)}`;
  const outcome = concludeSilently(turn, reason);
  const isCurrent = event.sessionId === turn.state.session.id;
  const data =
    session !== undefined && isCurrent
      ? turn.ports.provider.adoptSession?.(turn.state.session.data, engine, session)
      : undefined;
  if (data === undefined) return outcome;
  return { ...outcome, state: { ...outcome.state, session: { ...outcome.state.session, data } } };
}

function scored(prefix: string, intent: ScoredIntent | undefined): Readonly<Record<string, string | number>> {
  if (!intent) return {};
  const score = intent.score === undefined ? {} : { [`${prefix}score`]: intent.score };
  return { [`${prefix}intent`]: intent.name, ...score };
}
