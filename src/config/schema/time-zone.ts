import { z } from 'zod';

/** An IANA zone that this machine knows. */
export const timeZone = z.string().refine(isTimeZone, { error: 'expected a time zone like "Europe/Berlin"' });

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
