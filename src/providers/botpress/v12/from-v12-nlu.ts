import type { Entity, NluResult, ScoredIntent } from '../../../core/model/nlu-result.ts';
import type { V12Nlu } from './v12-wire.ts';

export type V12Understanding = Pick<
  NluResult,
  'intent' | 'alternatives' | 'entities' | 'fallback' | 'language' | 'warnings'
>;

/** `words`: the customer's own text; offsets into anything else mean nothing. */
export function understandingFromV12(
  nlu: V12Nlu | null | undefined,
  fallbackIntents: readonly string[],
  words: string | undefined,
): V12Understanding {
  if (!nlu) return nothingUnderstood;
  if (nlu.errored) return { ...nothingUnderstood, warnings: [nluFailed] };
  const scored = (nlu.intents ?? []).flatMap((candidate) => scoredIntent(candidate, fallbackIntents));
  const [intent] = nlu.intent ? scoredIntent(nlu.intent, fallbackIntents) : [];
  return {
    ...(intent ? { intent } : {}),
    ...(nlu.intent && fallbackIntents.includes(nlu.intent.name) ? { fallback: true } : {}),
    alternatives: scored.filter(({ name }) => name !== intent?.name),
    entities: entitiesOf(nlu, words),
    ...(nlu.language && nlu.language !== 'n/a' ? { language: nlu.language } : {}),
    warnings: [],
  };
}

/** Questions and answers are intents to the server, but have no name that an author gave (modules/qna). */
const QUESTION_PREFIX = '__qna__';

const nothingUnderstood: V12Understanding = { alternatives: [], entities: [], warnings: [] };

const nluFailed = {
  code: 'nlu-failed',
  detail: 'The NLU engine of Botpress failed: intent and entities are unknown.',
};

function scoredIntent(
  { name, confidence }: { readonly name: string; readonly confidence?: number | null },
  fallbackIntents: readonly string[],
): readonly ScoredIntent[] {
  if (fallbackIntents.includes(name) || name.startsWith(QUESTION_PREFIX)) return [];
  return [{ name, ...(typeof confidence === 'number' ? { score: confidence } : {}) }];
}

/** Slots first: they bear the names that the bot's author gave. An entity that says the same again is left out. */
function entitiesOf(nlu: V12Nlu, words: string | undefined): readonly Entity[] {
  const slots = Object.entries(nlu.slots ?? {}).flatMap(([name, slot]): readonly Entity[] => {
    if (!slot || slot.value === undefined || slot.value === null) return [];
    const { source, confidence, start, end, value } = slot;
    return [toEntity({ name, value, source, confidence, start, end }, words)];
  });
  const entities = (nlu.entities ?? []).flatMap(({ name, meta, data }): readonly Entity[] => {
    if (data?.value === undefined || data.value === null) return [];
    return [toEntity({ ...meta, name, value: data.value }, words)];
  });
  const repeats = (entity: Entity) =>
    slots.some((slot) => slot.name === entity.name && overlap(slot, entity));
  return [...slots, ...entities.filter((entity) => !repeats(entity))];
}

/** Without places there is nothing to tell them apart. */
function overlap(one: Entity, other: Entity): boolean {
  if (one.start === undefined || one.end === undefined) return true;
  return (
    other.start === undefined || other.end === undefined || (one.start < other.end && other.start < one.end)
  );
}

interface RawEntity {
  readonly name: string;
  readonly value: Entity['value'];
  readonly source?: string | null | undefined;
  readonly confidence?: number | null | undefined;
  readonly start?: number | null | undefined;
  readonly end?: number | null | undefined;
}

function toEntity(
  { name, value, source, confidence, start, end }: RawEntity,
  words: string | undefined,
): Entity {
  const placed =
    words !== undefined &&
    typeof start === 'number' &&
    typeof end === 'number' &&
    start <= end &&
    end <= words.length;
  return {
    name,
    value,
    ...(source ? { text: source } : {}),
    ...(placed ? { start, end } : {}),
    ...(typeof confidence === 'number' ? { score: confidence } : {}),
  };
}
