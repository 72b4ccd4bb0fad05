import type { Chrono, ParsedResult } from 'chrono-node';
import { type DateLanguage, dateLanguageFor } from './date-languages.ts';
import { loadDateParser } from './date-parser.ts';
import { type DateParts, isoDate, isoMonth, isoTime, putInOrder, readDateParts } from './date-parts.ts';
import { isDateExpression } from './is-date-expression.ts';
import { wallClock } from './zoned-time.ts';

/** A day, a time of day, or both. Offsets are UTF-16 units. */
export interface FoundDate {
  readonly start: number;
  readonly end: number;
  /** `YYYY-MM-DD`. */
  readonly date?: string;
  /** `YYYY-MM`, when only the month was said. */
  readonly month?: string;
  /** `HH:MM`. */
  readonly time?: string;
  /** First or last day of a range, when the words say so. */
  readonly role?: 'from' | 'to';
}

/** `at`: epoch milliseconds of the moment to which "tomorrow" refers; `timeZone`: IANA zone. */
export type FindDates = (text: string, at: number, timeZone: string) => FoundDate[];

/** Reads dates of one language. A language that is not covered finds none. */
export async function createDateFinder(language: string): Promise<FindDates> {
  const row = dateLanguageFor(language);
  if (!row) return () => [];
  const parser = await loadDateParser(row);
  return (text, at, timeZone) =>
    addRoles(text, findStretches(parser, text, wallClock(at, timeZone)), row).map(toFoundDate);
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly parts: DateParts;
  readonly role?: 'from' | 'to';
}

function findStretches(parser: Chrono, text: string, reference: Date): Stretch[] {
  return parser
    .parse(hideFrom(text), reference, { forwardDate: true })
    .filter((result) => isDateExpression(text, result))
    .flatMap(splitRange);
}

/**
 * Chrono reads "from 12 to 15 May" as two times of day in May, "12 to 15 May" as two days. The word is blanked out,
 * so that offsets stay; the roles are read from the text as it was.
 */
function hideFrom(text: string): string {
  return text.replace(/\b(?:from|between)(?=\s+\d)/gi, (word) => ' '.repeat(word.length));
}

const RANGE_WORD = /\s*(?:\b(?:to|until|till|through|and|bis|au|al)\b|-|–|~|〜|到|至)\s*/iu;

/** Chrono reads "12 to 15 May" as one result with an end; here it becomes two stretches. */
function splitRange(result: ParsedResult): Stretch[] {
  const start = result.index;
  const end = start + result.text.length;
  const first = readDateParts(result.start);
  if (!result.end) return [{ start, end, parts: first }];
  const [from, to] = putInOrder(first, readDateParts(result.end));
  const word = RANGE_WORD.exec(result.text);
  const firstEnd = word ? start + word.index : end;
  const lastStart = word ? firstEnd + word[0].length : start;
  return [
    { start, end: firstEnd, parts: from, role: 'from' },
    { start: lastStart, end, parts: to, role: 'to' },
  ];
}

/** Pairs neighbours that a range word joins; for the others the words before them decide. */
function addRoles(text: string, stretches: readonly Stretch[], language: DateLanguage): Stretch[] {
  const result = [...stretches];
  for (let position = 0; position < result.length; position++) {
    const stretch = result[position]!;
    if (stretch.role || !stretch.parts.said.day) continue;
    const before = text.slice(0, stretch.start);
    const isFrom = language.from?.test(before) ?? false;
    const next = result[position + 1];
    if (
      next &&
      !next.role &&
      next.parts.said.day &&
      joins(text.slice(stretch.end, next.start), isFrom, language)
    ) {
      const [from, to] = putInOrder(stretch.parts, next.parts);
      result[position] = { ...stretch, parts: from, role: 'from' };
      result[position + 1] = { ...next, parts: to, role: 'to' };
    } else if (isFrom) result[position] = { ...stretch, role: 'from' };
    else if (language.to?.test(before)) result[position] = { ...stretch, role: 'to' };
  }
  return result;
}

const PLAIN_AND = /^\s*(?:and|und|et|y|e|en)\b/i;

/** "Friday and Saturday" is a range only after "between" or "from". */
function joins(between: string, isFrom: boolean, language: DateLanguage): boolean {
  return language.between.test(between) && (isFrom || !PLAIN_AND.test(between));
}

function toFoundDate({ start, end, parts, role }: Stretch): FoundDate {
  return {
    start,
    end,
    ...(parts.said.day && { date: isoDate(parts) }),
    ...(!parts.said.day && parts.said.month && { month: isoMonth(parts) }),
    ...(parts.time && { time: isoTime(parts.time) }),
    ...(role && { role }),
  };
}
