import { asGatewayError, type GatewayError } from '../model/gateway-error.ts';
import { emptyNluResult, type NluResult } from '../model/nlu-result.ts';
import { engineContext } from './engine-context.ts';
import { CLARIFIED_PREFIX } from './judge-understanding.ts';
import type { CustomerTurn } from './turn.ts';

/** An engine that fails now may work in a second: the turn is repeated this often before people are called. */
const ENGINE_ATTEMPTS = 3;

export type Understanding =
  | { readonly kind: 'answered'; readonly nlu: NluResult }
  | { readonly kind: 'down'; readonly error: GatewayError };

/**
 * Asks the engine. A choice of ours that names an intent needs no engine.
 * @throws GatewayError when the turn should be tried again later.
 */
export async function askEngine(
  turn: CustomerTurn,
  purpose: 'converse' | 'understand',
): Promise<Understanding> {
  const chosen = clarifiedIntent(turn);
  if (chosen) {
    turn.trace.step('intent-chosen', { intent: chosen.intent?.name ?? 'none of these' });
    return { kind: 'answered', nlu: chosen };
  }
  const { provider, clock } = turn.ports;
  const startedAt = clock();
  try {
    const nlu = await provider.respond(toRequest(turn, purpose), turn.ports.signal);
    turn.trace.engine({ name: provider.name, durationMs: clock() - startedAt });
    turn.trace.warn(nlu.warnings);
    return { kind: 'answered', nlu };
  } catch (thrown) {
    const error = asGatewayError(thrown, 'ENGINE_FAILED');
    turn.trace.engine({ name: provider.name, durationMs: clock() - startedAt, error: error.message });
    if (error.code === 'ENGINE_ABORTED' || (error.retry && turn.input.attempt < ENGINE_ATTEMPTS)) throw error;
    return { kind: 'down', error };
  }
}

function clarifiedIntent({ content }: CustomerTurn): NluResult | undefined {
  if (content.kind !== 'choice' || !content.value.startsWith(CLARIFIED_PREFIX)) return undefined;
  const name = content.value.slice(CLARIFIED_PREFIX.length);
  return name ? { ...emptyNluResult, intent: { name } } : { ...emptyNluResult, fallback: true };
}

function toRequest(turn: CustomerTurn, purpose: 'converse' | 'understand') {
  const { conversation, policy, state, utterance, input } = turn;
  return {
    sessionId: state.session.id,
    ...(state.session.data !== undefined && { session: state.session.data }),
    turnId: input.turnId,
    attempt: input.attempt,
    content: turn.content,
    purpose,
    language: conversation.language ?? policy.language,
    timeZone: policy.timeZone,
    at: utterance.at,
    conversation,
    context: engineContext(conversation, policy),
  };
}
