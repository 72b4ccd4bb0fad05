/** What the clock on the wall shows in an IANA zone, and when it shows something. Only Intl; pure. */

/** A date and minute as people in the zone read them. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Minutes since midnight on the clock, 0..1439. */
  readonly minute: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Formatters are slow to make and there are few zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for an unknown zone */
export function localTime(at: number, timeZone: string): LocalTime {
  const wall = wallClock(at, timeZone);
  return {
    date: new Date(wall).toISOString().slice(0, 10),
    minute: Math.floor(wall / MINUTE_MS) - Math.floor(wall / DAY_MS) * 24 * 60,
  };
}

/** The moments at which the clock shows this: none in the hour that summer time skips, two in the one it repeats. */
export function momentsOf(date: string, minute: number, timeZone: string): readonly number[] {
  const wall = Date.parse(`${date}T00:00:00Z`) + minute * MINUTE_MS;
  const offsets = new Set([offsetAt(wall - DAY_MS, timeZone), offsetAt(wall + DAY_MS, timeZone)]);
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((at) => wallClock(at, timeZone) === wall)
    .toSorted((one, other) => one - other);
}

/** The moment at which the clock jumps around this date, to the minute; undefined on all but two days a year. */
export function clockJump(date: string, timeZone: string): number | undefined {
  let before = Date.parse(`${date}T00:00:00Z`) - DAY_MS;
  let after = before + 3 * DAY_MS;
  const offset = offsetAt(before, timeZone);
  if (offsetAt(after, timeZone) === offset) return undefined;
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetAt(middle, timeZone) === offset) before = middle;
    else after = middle;
  }
  return after;
}

/** `YYYY-MM-DD`, so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

function offsetAt(at: number, timeZone: string): number {
  const whole = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  return wallClock(whole, timeZone) - whole;
}

/** The wall clock read as if it were UTC, epoch milliseconds, whole seconds. */
function wallClock(at: number, timeZone: string): number {
  const parts = formatterFor(timeZone).formatToParts(at);
  const field = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(
    field('year'),
    field('month') - 1,
    field('day'),
    field('hour'),
    field('minute'),
    field('second'),
  );
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
