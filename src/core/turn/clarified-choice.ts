/** The customer's answer to "Did you mean …?": which intent, and what is still known of the utterance in doubt. */
import type { BotPolicy } from '../model/bot.ts';
import { emptyNluResult, type NluResult } from '../model/nlu-result.ts';
import type { ConversationState } from '../model/state.ts';
import type { UtteranceContent } from '../model/utterance.ts';

/** Value of a clarifying option: the intent that it stands for. */
export const CLARIFIED_PREFIX = 'intent:';
export const NONE_OF_THESE = `${CLARIFIED_PREFIX}`;

/** Undefined: not an answer to a clarifying question, or "something else". */
export function chosenIntent(content: UtteranceContent): string | undefined {
  if (content.kind !== 'choice' || !content.value.startsWith(CLARIFIED_PREFIX)) return undefined;
  return content.value.slice(CLARIFIED_PREFIX.length) || undefined;
}

/** "Something else". */
export function isDeclined(content: UtteranceContent): boolean {
  return content.kind === 'choice' && content.value === NONE_OF_THESE;
}

/**
 * What the choice means: the intent without a score (the customer is sure), with the entities of the utterance in
 * doubt, and with the engine's own words when they were about this intent.
 */
export function clarified(intent: string, state: ConversationState): NluResult {
  const heard = state.clarifying?.heard;
  if (!heard) return { ...emptyNluResult, intent: { name: intent } };
  const { entities, slots } = heard;
  const meant = !heard.fallback && heard.intent?.name === intent;
  const words = meant ? { ...heard, alternatives: [] } : emptyNluResult;
  return { ...words, intent: { name: intent }, entities, ...(slots && { slots }) };
}

/** Nothing of ours answers this intent, so that the engine has to, in words of its own. */
export function needsEngine(nlu: NluResult, { intents, handoff }: BotPolicy): boolean {
  const name = nlu.intent?.name ?? '';
  return nlu.replies.length === 0 && !intents.has(name) && !handoff.intents.has(name);
}

/** Of the utterance in doubt, what is worth keeping until the customer has answered. */
export function holdForLater(nlu: NluResult): NluResult {
  const { session: _session, ...kept } = nlu;
  return { ...kept, warnings: [] };
}
