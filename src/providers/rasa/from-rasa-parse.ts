import type { Entity, NluResult, ScoredIntent } from '../../core/model/nlu-result.ts';
import { codePointOffsets } from '../shared/code-point-offsets.ts';
import { type RasaEntity, type RasaParse, rasaResponseSelectionSchema } from './rasa-wire.ts';

export type Understanding = Pick<NluResult, 'intent' | 'alternatives' | 'entities' | 'fallback'>;

/**
 * What the NLU pipeline made of a message. Its own fallback (`nlu_fallback` has the threshold for a score, which
 * says nothing of the message) is no intent; the real guesses behind it are alternatives.
 */
export function understandingFromRasa(
  parse: RasaParse,
  fallbackIntents: readonly string[],
  words: string | undefined,
): Understanding {
  const ranked = (parse.intent_ranking ?? []).flatMap(scoredIntent);
  const best = scoredIntent(parse.intent ?? {})[0];
  const fallback = best !== undefined && fallbackIntents.includes(best.name);
  const alternatives = ranked.filter(({ name }) => name !== best?.name && !fallbackIntents.includes(name));
  return {
    ...(best && !fallback ? { intent: exactIntent(best, parse) } : {}),
    alternatives,
    entities: (parse.entities ?? []).map((entity) => entityFromRasa(entity, parse.text ?? '', words)),
    ...(fallback ? { fallback } : {}),
  };
}

function scoredIntent(intent: NonNullable<RasaParse['intent']>): readonly ScoredIntent[] {
  if (!intent.name) return [];
  return [
    typeof intent.confidence === 'number'
      ? { name: intent.name, score: intent.confidence }
      : { name: intent.name },
  ];
}

/** A retrieval intent (`faq`) is named exactly (`faq/opening_hours`), as stories and domain name it. */
function exactIntent(intent: ScoredIntent, parse: RasaParse): ScoredIntent {
  const selection = rasaResponseSelectionSchema.safeParse(parse.response_selector?.[intent.name]);
  const key = selection.data?.response?.intent_response_key;
  return key ? { ...intent, name: key } : intent;
}

/** `words`: the customer's own words, when the message was made of them; else positions mean nothing. */
function entityFromRasa(entity: RasaEntity, parsed: string, words: string | undefined): Entity {
  const score = entity.confidence_entity ?? entity.confidence;
  return {
    name: entity.entity,
    value: resolvedValue(entity),
    ...place(entity, parsed, words),
    ...(entity.role ? { role: entity.role } : {}),
    ...(entity.group === null || entity.group === undefined ? {} : { group: String(entity.group) }),
    ...(typeof score === 'number' ? { score } : {}),
  };
}

function place(
  { start, end }: RasaEntity,
  parsed: string,
  words: string | undefined,
): Pick<Entity, 'text' | 'start' | 'end'> {
  if (typeof start !== 'number' || typeof end !== 'number' || words === undefined) return {};
  // Rasa was sent the words without what stood around them.
  const shift = words.indexOf(parsed);
  const offsets = codePointOffsets(parsed, start, end);
  if (shift < 0 || !offsets) return {};
  return {
    text: parsed.slice(offsets.start, offsets.end),
    start: offsets.start + shift,
    end: offsets.end + shift,
  };
}

/** Duckling gives a day as a moment (`2026-05-12T00:00:00.000+02:00`); we say days as dates. */
function resolvedValue({ value, additional_info }: RasaEntity): Entity['value'] {
  if (typeof value === 'string' && additional_info?.grain === 'day') {
    return /^\d{4}-\d{2}-\d{2}(?=T)/.exec(value)?.[0] ?? value;
  }
  return value ?? null;
}
