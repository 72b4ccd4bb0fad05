import type { ParsedComponents } from 'chrono-node';

/** A point in time as somebody said it; what was not said is implied. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly said: {
    readonly day: boolean;
    readonly month: boolean;
    readonly year: boolean;
    /** The day of the week and nothing more exact. */
    readonly weekdayOnly: boolean;
  };
  /** Present when a time of day was said. */
  readonly time?: { readonly hour: number; readonly minute: number };
}

export function readDateParts(components: ParsedComponents): DateParts {
  const said = (name: 'day' | 'month' | 'year' | 'weekday' | 'hour') => components.isCertain(name);
  const parts = {
    year: components.get('year') ?? 1970,
    month: components.get('month') ?? 1,
    day: components.get('day') ?? 1,
    said: {
      day: said('day') || said('weekday'),
      month: said('month'),
      year: said('year'),
      weekdayOnly: said('weekday') && !said('day'),
    },
  };
  if (!said('hour')) return parts;
  return { ...parts, time: { hour: components.get('hour') ?? 0, minute: components.get('minute') ?? 0 } };
}

/** `YYYY-MM-DD` */
export function isoDate({ year, month, day }: DateParts): string {
  return `${isoYear(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** `YYYY-MM` */
export function isoMonth({ year, month }: DateParts): string {
  return `${isoYear(year)}-${twoDigits(month)}`;
}

/** `HH:MM` */
export function isoTime({ hour, minute }: NonNullable<DateParts['time']>): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

const isoYear = (year: number) => String(year).padStart(4, '0');
const twoDigits = (value: number) => String(value).padStart(2, '0');

/**
 * Two ends of a range: each lends the other the month that it lacks ("the 3rd to the 7th of June"), and the last day
 * never lies before the first.
 */
export function putInOrder(first: DateParts, last: DateParts): readonly [DateParts, DateParts] {
  const from = borrowMonth(first, last);
  const to = borrowMonth(last, first);
  if (isoDate(from) <= isoDate(to)) return [from, to];
  const isSameMonth = from.month === to.month && from.year === to.year;
  if (from !== first || (isSameMonth && !from.said.weekdayOnly && to.said.month))
    return [shift(from, { months: -1 }), to];
  if (to.said.weekdayOnly) return [from, forwardTo(to, from, { days: 7 })];
  if (!to.said.month) return [from, forwardTo(to, from, { months: 1 })];
  if (!to.said.year) return [from, forwardTo(to, from, { months: 12 })];
  return [from, to];
}

function borrowMonth(parts: DateParts, other: DateParts): DateParts {
  const canBorrow = !parts.said.month && !parts.said.weekdayOnly && other.said.month;
  return canBorrow ? { ...parts, month: other.month, year: other.year } : parts;
}

/** Enough for any step of a week or more to pass the other end of a stay. */
const MOST_STEPS = 60;

function forwardTo(
  parts: DateParts,
  earliest: DateParts,
  step: { days?: number; months?: number },
): DateParts {
  let moved = parts;
  for (let count = 0; count < MOST_STEPS && isoDate(moved) < isoDate(earliest); count++)
    moved = shift(moved, step);
  return moved;
}

function shift(parts: DateParts, { days = 0, months = 0 }: { days?: number; months?: number }): DateParts {
  const date = new Date(Date.UTC(parts.year, parts.month - 1 + months, parts.day + days));
  return { ...parts, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
