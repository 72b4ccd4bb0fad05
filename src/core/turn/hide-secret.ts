import { awaitedSecret, HIDDEN, mayHoldSecret } from '../flow/secrets.ts';
import type { BotPolicy } from '../model/bot.ts';
import type { ConversationState } from '../model/state.ts';
import { type UtteranceContent, utteranceText } from '../model/utterance.ts';

/** The customer's words as they may be kept: what may be the secret that a flow waits for is not in them. */
export function hideSecret(
  content: UtteranceContent,
  { flow: state }: Pick<ConversationState, 'flow'>,
  policy: Pick<BotPolicy, 'flows'>,
): UtteranceContent {
  const flow = state && policy.flows.get(state.flow);
  const slot = flow && awaitedSecret(flow, state);
  if (!slot || !mayHoldSecret(slot, utteranceText(content))) return content;
  return { kind: 'text', text: HIDDEN };
}
