import type { Entity, NluResult } from '../../core/model/nlu-result.ts';
import type { UtteranceContent } from '../../core/model/utterance.ts';
import type { Provider, ProviderRequest } from '../../core/ports/provider.ts';

/** A day named in a text. Offsets are UTF-16 units. */
export interface FoundDay {
  readonly start: number;
  readonly end: number;
  /** `YYYY-MM-DD`; absent when the words name no day. */
  readonly date?: string;
  readonly role?: 'from' | 'to';
}

/** `at`: epoch milliseconds of the moment to which "tomorrow" refers; `timeZone`: IANA zone. */
export type FindDays = (text: string, at: number, timeZone: string) => readonly FoundDay[];

const ENTITY = 'date';
const LAST_RESORT_LANGUAGE = 'en';

/**
 * The same engine, with days resolved for it: many engines find "Friday" at best as a word, and flows need the day.
 * `loadFinder` is asked once for each language that occurs.
 */
export function withResolvedDates(
  provider: Provider,
  loadFinder: (language: string) => Promise<FindDays>,
): Provider {
  const finders = new Map<string, Promise<FindDays>>();
  const finderFor = (language: string) => {
    const finder = finders.get(language) ?? loadFinder(language);
    finders.set(language, finder);
    return finder;
  };

  async function resolve(result: NluResult, request: ProviderRequest): Promise<NluResult> {
    const text = ownWords(request.content);
    // In its own dialogue the engine reads its entities itself; ours are for intents and flows of the gateway.
    const wanted = request.purpose === 'understand' || result.intent !== undefined;
    if (text === undefined || !wanted) return result;
    const findDays = await finderFor(request.language ?? LAST_RESORT_LANGUAGE);
    const days = findDays(text, request.at, request.timeZone);
    return { ...result, entities: resolveDates(result.entities, days, text) };
  }

  return {
    ...provider,
    respond: async (request, signal) => resolve(await provider.respond(request, signal), request),
  };
}

function ownWords(content: UtteranceContent): string | undefined {
  if (content.kind === 'text') return content.text;
  return content.kind === 'attachment' ? content.caption : undefined;
}

/** Days that were found take the place of dates of which the engine has only the words; its own resolved dates stay. */
export function resolveDates(
  entities: readonly Entity[],
  days: readonly FoundDay[],
  text: string,
): readonly Entity[] {
  const resolved = entities.filter((entity) => entity.name === ENTITY && isResolved(entity));
  const added = days.flatMap((day) => {
    if (day.date === undefined || resolved.some((entity) => overlaps(entity, day))) return [];
    return [
      dateEntity(
        day,
        day.date,
        text,
        entities.find((entity) => isWordsOf(entity, day)),
      ),
    ];
  });
  const kept = entities.filter((entity) => !added.some((day) => isWordsOf(entity, day)));
  return added.length === 0 ? entities : [...kept, ...added].sort(byPlace);
}

/** The engine's word on role, group and score stands. */
function dateEntity(
  { start, end, role }: FoundDay,
  date: string,
  text: string,
  said: Entity | undefined,
): Entity {
  return {
    ...(role && { role }),
    ...said,
    name: ENTITY,
    value: date,
    text: text.slice(start, end),
    start,
    end,
  };
}

function isWordsOf(entity: Entity, place: Pick<Entity, 'start' | 'end'>): boolean {
  return entity.name === ENTITY && !isResolved(entity) && overlaps(entity, place);
}

function isResolved({ value }: Entity): boolean {
  return typeof value !== 'string' || /^\d{4}-\d{2}-\d{2}(?:$|T)/.test(value);
}

function overlaps(one: Pick<Entity, 'start' | 'end'>, other: Pick<Entity, 'start' | 'end'>): boolean {
  if (one.start === undefined || one.end === undefined) return false;
  if (other.start === undefined || other.end === undefined) return false;
  return one.start < other.end && other.start < one.end;
}

function byPlace(one: Entity, other: Entity): number {
  return (one.start ?? 0) - (other.start ?? 0);
}
