import { asGatewayError, type GatewayError } from '../model/gateway-error.ts';
import type { NluResult } from '../model/nlu-result.ts';
import type { UtteranceContent } from '../model/utterance.ts';
import type { ProviderRequest } from '../ports/provider.ts';
import { keepPrivate } from '../privacy/engine-privacy.ts';
import { chosenIntent, clarified, needsEngine } from './clarified-choice.ts';
import { contextOf, withoutPerson } from './engine-context.ts';
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
  if (chosen) return { kind: 'answered', nlu: chosen };
  const { provider, clock } = turn.ports;
  const startedAt = clock();
  try {
    const { request, read } = keepPrivate(toRequest(turn, purpose), turn.policy.privacy, turn.state.masks);
    const nlu = read(await provider.respond(request, turn.ports.signal));
    turn.trace.engine({ name: nlu.engine ?? provider.name, durationMs: clock() - startedAt });
    turn.trace.warn(nlu.warnings);
    return { kind: 'answered', nlu };
  } catch (thrown) {
    const error = asGatewayError(thrown, 'ENGINE_FAILED');
    turn.trace.engine({ name: provider.name, durationMs: clock() - startedAt, error: error.message });
    if (error.code === 'ENGINE_ABORTED' || (error.retry && turn.input.attempt < ENGINE_ATTEMPTS)) throw error;
    return { kind: 'down', error };
  }
}

function clarifiedIntent(turn: CustomerTurn): NluResult | undefined {
  const intent = chosenIntent(turn.content);
  if (intent === undefined) return undefined;
  turn.trace.step('intent-chosen', { intent });
  const nlu = clarified(intent, turn.state);
  return needsEngine(nlu, turn.policy) ? undefined : nlu;
}

/** An engine knows the titles of our options, if anything; their values are ours. */
function saidToEngine(content: UtteranceContent): UtteranceContent {
  if (content.kind !== 'choice' || chosenIntent(content) === undefined) return content;
  return { kind: 'text', text: content.title };
}

/** The engine that was asked in this turn; the one that would be, when none was. */
export function askedEngine({ trace, ports }: Pick<CustomerTurn, 'trace' | 'ports'>): string {
  return trace.read().engine?.name ?? ports.provider.name;
}

function toRequest(turn: CustomerTurn, purpose: 'converse' | 'understand'): ProviderRequest {
  const { conversation, policy, state, utterance, input } = turn;
  return {
    sessionId: state.session.id,
    ...(state.session.data !== undefined && { session: state.session.data }),
    turnId: input.turnId,
    attempt: input.attempt,
    content: saidToEngine(turn.content),
    purpose,
    language: conversation.language ?? policy.language,
    timeZone: policy.timeZone,
    at: utterance.at,
    conversation: withoutPerson(conversation),
    context: contextOf(turn),
  };
}
