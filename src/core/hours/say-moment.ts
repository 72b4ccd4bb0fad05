/** A moment to come, in the customer's language and the operator's zone. */
import { localTime } from './local-time.ts';

export interface SaidMoment {
  /** Whole, e.g. `tomorrow 9:00 AM`, `Montag, 09:00`, `Friday, January 2 at 9:00 AM`. */
  readonly whole: string;
  /** The day alone: `tomorrow`, `Monday`, `January 2`. */
  readonly day: string;
  /** The time alone: `9:00 AM`. */
  readonly time: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS_BY_NAME = 6;

/**
 * @param language BCP 47, or with an underscore as some platforms write it; English when it is none
 * @param now both epoch milliseconds
 */
export function sayMoment(at: number, now: number, timeZone: string, language: string): SaidMoment {
  const locale = readLanguage(language);
  const days = daysBetween(localTime(now, timeZone).date, localTime(at, timeZone).date);
  const said = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const clock = { hour: 'numeric', minute: '2-digit' } as const;
  const time = said(clock).format(at);
  if (days > DAYS_BY_NAME) {
    const date = { weekday: 'long', day: 'numeric', month: 'long' } as const;
    return { whole: said({ ...date, ...clock }).format(at), day: said(date).format(at), time };
  }
  const day = dayName(days, locale) ?? said({ weekday: 'long' }).format(at);
  const whole = said({ weekday: 'long', ...clock })
    .formatToParts(at)
    .map(({ type, value }) => (type === 'weekday' ? day : value));
  return { whole: whole.join(''), day, time };
}

/** Undefined from the day after tomorrow on: the weekday is plainer then. */
function dayName(days: number, locale: string): string | undefined {
  if (days > 1) return undefined;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

function daysBetween(one: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(one)) / DAY_MS);
}

function readLanguage(language: string): string {
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
