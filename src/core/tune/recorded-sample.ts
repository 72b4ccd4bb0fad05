import { emptyNluResult } from '../model/nlu-result.ts';
import type { TurnTrace } from '../model/turn.ts';
import type { Sample } from './judge-samples.ts';

/**
 * What a turn of the past tells: the understanding of the engine, as it was then. Undefined for turns in which the
 * engine was not asked, or in which its score had no say.
 */
export function recordedSample({
  engine,
  steps,
  intent,
  alternatives,
  entities,
  utterance,
}: TurnTrace): Sample | undefined {
  const judged = steps.find(({ step }) => step === 'judged');
  if (!engine || engine.error !== undefined || !judged || !utterance) return undefined;
  if (judged.detail['settled'] === true) return undefined;
  const fallback = judged.detail['fallback'] === true;
  const spoke = judged.detail['spoke'] === true;
  return {
    nlu: {
      ...emptyNluResult,
      alternatives,
      entities,
      // Words without an intent count as understood; which words does not matter.
      ...(spoke && { replies: [{ kind: 'text', text: '…' }] }),
      ...(intent && { intent }),
      ...(fallback && { fallback }),
    },
  };
}
