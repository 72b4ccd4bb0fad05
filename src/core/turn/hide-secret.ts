import { awaitedSecret, findSecret, HIDDEN, mayHoldSecret } from '../flow/secrets.ts';
import type { BotPolicy } from '../model/bot.ts';
import type { ConversationState } from '../model/state.ts';
import { type UtteranceContent, utteranceText } from '../model/utterance.ts';

type Remembered = Pick<ConversationState, 'flow' | 'identity'>;
type Rules = Pick<BotPolicy, 'flows' | 'identity'>;

/** The customer's words as they may be kept: what may be the secret that a flow waits for is not in them. */
export function hideSecret(content: UtteranceContent, state: Remembered, policy: Rules): UtteranceContent {
  const text = utteranceText(content);
  return holdsAwaited(text, state, policy) || holdsLate(text, state, policy)
    ? { kind: 'text', text: HIDDEN }
    : content;
}

function holdsAwaited(text: string, { flow: state }: Remembered, { flows }: Rules): boolean {
  const flow = state && flows.get(state.flow);
  const slot = flow && awaitedSecret(flow, state);
  return slot !== undefined && mayHoldSecret(slot, text);
}

/** After wrong codes some try again although nobody asks any more. */
function holdsLate(text: string, { identity }: Remembered, { flows, identity: rules }: Rules): boolean {
  if (!identity || identity.failed === 0) return false;
  const slots = [...(flows.get(rules.codeFlow ?? '')?.slots.values() ?? [])];
  return slots.some((slot) => slot.secret && findSecret(slot, text) !== undefined);
}
