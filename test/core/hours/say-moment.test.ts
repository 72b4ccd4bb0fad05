import { describe, expect, it } from 'vitest';
import { sayMoment } from '../../../src/core/hours/say-moment.ts';

/** Monday evening in Berlin. */
const now = Date.parse('2026-11-23T19:00:00Z');

/** Intl puts narrow spaces between time and half of day. */
const plain = (text: string) => text.replaceAll(/[\u202f\u00a0]/g, ' ');

describe('sayMoment', () => {
  it.each<[string, string, string]>([
    ['2026-11-23T20:00:00Z', 'en', 'today 9:00 PM'],
    ['2026-11-24T08:00:00Z', 'en', 'tomorrow 9:00 AM'],
    ['2026-11-24T08:00:00Z', 'de', 'morgen, 09:00'],
    ['2026-11-24T08:00:00Z', 'de_AT', 'morgen, 09:00'],
    ['2026-11-27T08:00:00Z', 'en-GB', 'Friday 09:00'],
    ['2026-11-27T08:00:00Z', 'fr', 'vendredi 09:00'],
    ['2027-01-04T08:00:00Z', 'en', 'Monday, January 4 at 9:00 AM'],
    ['2026-11-24T08:00:00Z', 'not a language', 'tomorrow 9:00 AM'],
  ])('%s in %s', (at, language, expected) => {
    expect(plain(sayMoment(Date.parse(at), now, 'Europe/Berlin', language).whole)).toBe(expected);
  });

  it('tells day and time apart for sentences that need that', () => {
    const said = sayMoment(Date.parse('2026-11-24T08:00:00Z'), now, 'Europe/Berlin', 'en');
    expect({ ...said, time: plain(said.time) }).toMatchObject({ day: 'tomorrow', time: '9:00 AM' });
  });
});
