/** Formatters are slow to make and there are few zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * What the clock on the wall shows in an IANA zone, as a `Date` whose *local* fields hold it. The date parser reads
 * local fields only, so its answers do not depend on the zone of the machine.
 * @param at epoch milliseconds
 * @throws RangeError for an unknown zone
 */
export function wallClock(at: number, timeZone: string): Date {
  const parts = new Map(
    formatterFor(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const field = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const date = new Date(0);
  date.setFullYear(field('year'), field('month') - 1, field('day'));
  date.setHours(field('hour'), field('minute'), field('second'), 0);
  return date;
}

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
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
