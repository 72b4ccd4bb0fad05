/** When people are there. Wall-clock times in one zone, so that nine o'clock stays nine o'clock in summer. Pure. */
import { addDays, clockJump, localTime, momentsOf, weekdayOf } from './local-time.ts';

/** Minutes since midnight; open from `from` until just before `to`. `to` over 1440 reaches into the next day. */
export interface OpenSpan {
  readonly from: number;
  readonly to: number;
}

export interface OpeningHours {
  /** IANA zone. */
  readonly timeZone: string;
  /** 1 = Monday … 7 = Sunday. A day that is absent is closed. */
  readonly week: ReadonlyMap<number, readonly OpenSpan[]>;
  /** `YYYY-MM-DD`, or `MM-DD` for every year, in place of the weekday's hours. Empty: closed all day. */
  readonly holidays: ReadonlyMap<string, readonly OpenSpan[]>;
}

const DAY_MINUTES = 24 * 60;
/** Beyond this, "we are back" is no promise. */
const DAYS_AHEAD = 400;

export function isOpenAt(hours: OpeningHours, at: number): boolean {
  const { date, minute } = localTime(at, hours.timeZone);
  return (
    spansOn(hours, date).some((span) => holds(span, minute)) ||
    // The night that began yesterday.
    spansOn(hours, addDays(date, -1)).some((span) => holds(span, minute + DAY_MINUTES))
  );
}

/** The first moment from `at` on at which it is open, epoch milliseconds. Undefined: not within a year. */
export function nextOpening(hours: OpeningHours, at: number): number | undefined {
  if (isOpenAt(hours, at)) return at;
  const today = localTime(at, hours.timeZone).date;
  for (let days = -1; days <= DAYS_AHEAD; days += 1) {
    const opening = openingsOn(hours, addDays(today, days)).find((moment) => moment > at);
    if (opening !== undefined) return opening;
  }
  return undefined;
}

/** Where it can begin to be open on a day: at the beginning of a span, or where the clock jumps into one. */
function openingsOn(hours: OpeningHours, date: string): readonly number[] {
  const spans = spansOn(hours, date);
  const nightBefore = spansOn(hours, addDays(date, -1)).some(({ to }) => to > DAY_MINUTES);
  if (spans.length === 0 && !nightBefore) return [];
  const jump = clockJump(date, hours.timeZone);
  const jumpsToday = jump !== undefined && localTime(jump, hours.timeZone).date === date;
  return [
    ...spans.flatMap(({ from }) => momentsOf(date, from, hours.timeZone)),
    ...(jumpsToday ? [jump] : []),
  ]
    .filter((moment) => isOpenAt(hours, moment))
    .toSorted((one, other) => one - other);
}

function spansOn({ week, holidays }: OpeningHours, date: string): readonly OpenSpan[] {
  return holidays.get(date) ?? holidays.get(date.slice(5)) ?? week.get(weekdayOf(date)) ?? [];
}

function holds({ from, to }: OpenSpan, minute: number): boolean {
  return minute >= from && minute < to;
}
