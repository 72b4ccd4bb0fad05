/** Dates are `YYYY-MM-DD`. Anything richer ("next Friday") comes as an entity from the engine. */
import { findNumbers } from './read-number.ts';

const DAY_MS = 86_400_000;
const ISO_DATE = /(?<!\d)(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g;

/** Every real date in a text, written as ISO dates are. */
export function findDates(text: string): readonly string[] {
  return [...text.matchAll(ISO_DATE)].map((match) => match[1] ?? '').filter(isDate);
}

/** One date; undefined when there is none, or several. */
export function readDate(text: string): string | undefined {
  const dates = findDates(text);
  return dates.length === 1 ? dates[0] : undefined;
}

/** False for days that no calendar has, such as the 30th of February. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

export function addDays(date: string, days: number): string | undefined {
  const time = Date.parse(`${date}T00:00:00Z`) + days * DAY_MS;
  return Number.isNaN(new Date(time).getTime()) ? undefined : new Date(time).toISOString().slice(0, 10);
}

const NIGHTS = /([\p{L}\d]+(?:-[\p{L}]+)?)\s+(nights?|days?|weeks?)\b/giu;

/** The words of a text that name the length of a stay, or undefined. */
export function findNights(text: string): string | undefined {
  return [...text.matchAll(NIGHTS)].map(([found]) => found).find((found) => readNights(found) !== undefined);
}

/** "two nights", "3 days", "a week": days; undefined when the text names no length of a stay. */
export function readNights(text: string): number | undefined {
  for (const [, count = '', unit = ''] of text.matchAll(NIGHTS)) {
    const number = /^(?:a|an)$/i.test(count) ? 1 : findNumbers(count)[0];
    if (number !== undefined && Number.isInteger(number) && number > 0 && number < 1000) {
      return /^week/i.test(unit) ? number * 7 : number;
    }
  }
  return undefined;
}

/** The calendar day of a moment in a time zone. */
export function dayOf(at: number, timeZone: string): string {
  const parts = formatter('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** "Friday, 27 November 2026" in the language asked for; English when the tag is not valid. */
export function sayDate(date: string, language: string): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time)) return date;
  return formatter(usableLanguage(language), { dateStyle: 'full', timeZone: 'UTC' }).format(time);
}

/** Day before month for plain English, as most of the world reads it. */
function usableLanguage(language: string): string {
  const tag = language.replace('_', '-');
  if (tag === 'en') return 'en-GB';
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}

/** Making a formatter costs a hundred times what using it does. Languages come from outside, so the store is bounded. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATTERS = 50;

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${options.timeZone} ${options.dateStyle}`;
  const known = formatters.get(key);
  if (known) return known;
  if (formatters.size >= MOST_FORMATTERS) formatters.clear();
  const made = new Intl.DateTimeFormat(language, options);
  formatters.set(key, made);
  return made;
}
