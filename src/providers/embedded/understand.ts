import { emptyNluResult, type NluResult, type Warning } from '../../core/model/nlu-result.ts';
import type { TimeFrame } from './entities/builtin-finders.ts';
import { classifyIntent } from './intents/intent-classifier.ts';
import type { LanguageModel } from './language-models.ts';
import { type SlashPayload, toEntities } from './read-slash-payload.ts';

/**
 * Characters that are looked at; a warning tells that the rest was left out. Nobody says what they want in more, and a
 * text of nothing but numbers takes about 0.1 s at this size, four times as long at twice the size.
 */
const LONGEST_TEXT = 2000;
/** Candidates beside the best that are worth showing. */
const MOST_ALTERNATIVES = 5;

/** Names intent and entities of what somebody wrote. */
export function understandText(
  model: LanguageModel,
  text: string,
  threshold: number,
  frame: TimeFrame,
): NluResult {
  if (text.trim() === '') return emptyNluResult;
  const looked = text.slice(0, LONGEST_TEXT);
  const [top, ...others] = classifyIntent(model.intents, looked);
  const isUnderstood = top?.score !== undefined && top.score >= threshold;
  const ranked = isUnderstood ? others : [...(top ? [top] : []), ...others];
  return {
    ...emptyNluResult,
    ...(isUnderstood ? { intent: top } : { fallback: true }),
    alternatives: ranked.slice(0, MOST_ALTERNATIVES),
    entities: model.findEntities(looked, frame),
    language: model.language,
    warnings: looked.length < text.length ? [textCut] : [],
  };
}

const textCut: Warning = {
  code: 'text-cut',
  detail: `only the first ${LONGEST_TEXT} characters were looked at`,
};

/** A button that names its intent is understood by rule, with certainty, as Rasa does it. */
export function understandPayload({ intent, entities }: SlashPayload, known: ReadonlySet<string>): NluResult {
  const unknown: Warning = { code: 'unknown-intent', detail: `no examples for the intent "${intent}"` };
  return {
    ...emptyNluResult,
    intent: { name: intent, score: 1 },
    entities,
    warnings: known.has(intent) ? [] : [unknown],
  };
}

/** An event means the intent of its name, if there is one; otherwise it says nothing. */
export function understandEvent(
  name: string,
  values: Parameters<typeof toEntities>[0],
  known: ReadonlySet<string>,
): NluResult {
  if (!known.has(name)) return emptyNluResult;
  return { ...emptyNluResult, intent: { name, score: 1 }, entities: toEntities(values) };
}
