import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockJump, localTime, momentsOf } from '../../../src/core/hours/local-time.ts';
import { isOpenAt, nextOpening, type OpeningHours } from '../../../src/core/hours/opening-hours.ts';
import { isHolidayDate, readDays, readSpans } from '../../../src/core/hours/read-hours.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Half-hour jumps, jumps at midnight, odd offsets, both halves of the globe. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Pacific/Apia',
];

function hours(
  week: Readonly<Record<string, string>>,
  holidays: Readonly<Record<string, string>> = {},
  timeZone = 'Europe/Berlin',
): OpeningHours {
  return {
    timeZone,
    week: new Map(
      Object.entries(week).flatMap(([days, spans]) =>
        (readDays(days) ?? []).map((day) => [day, readSpans(spans) ?? []] as const),
      ),
    ),
    holidays: new Map(Object.entries(holidays).map(([date, spans]) => [date, readSpans(spans) ?? []])),
  };
}

const office = hours(
  { 'mon-fri': '09:00-12:00, 13:00-17:30', sat: '10:00-14:00' },
  { '2026-12-25': 'closed', '2026-12-24': '09:00-12:00', '01-01': 'closed' },
);

/** A moment by the clock of Berlin in winter. */
const berlin = (text: string) => Date.parse(`${text}:00+01:00`);

describe('isOpenAt', () => {
  it.each<[string, string, boolean]>([
    ['the minute of opening', '2026-11-23T09:00', true],
    ['the minute before', '2026-11-23T08:59', false],
    ['the minute of closing', '2026-11-23T17:30', false],
    ['the minute before closing', '2026-11-23T17:29', true],
    ['lunch', '2026-11-23T12:30', false],
    ['Saturday', '2026-11-28T11:00', true],
    ['Sunday', '2026-11-29T11:00', false],
    ['a holiday', '2026-12-25T10:00', false],
    ['a short day, open', '2026-12-24T11:59', true],
    ['a short day, closed', '2026-12-24T15:00', false],
    ['a holiday of every year', '2027-01-01T10:00', false],
  ])('%s', (_name, at, open) => {
    expect(isOpenAt(office, berlin(at))).toBe(open);
  });

  it('keeps to the clock in summer', () => {
    expect(isOpenAt(office, Date.parse('2026-07-01T07:00:00Z'))).toBe(true);
    expect(isOpenAt(office, Date.parse('2026-07-01T06:59:00Z'))).toBe(false);
  });

  it('goes on after midnight, also into a holiday', () => {
    const bar = hours({ thu: '22:00-02:00' }, { '2026-11-27': 'closed' });
    expect(isOpenAt(bar, berlin('2026-11-27T01:59'))).toBe(true);
    expect(isOpenAt(bar, berlin('2026-11-27T02:00'))).toBe(false);
    expect(isOpenAt(bar, berlin('2026-11-26T01:00'))).toBe(false);
  });
});

describe('nextOpening', () => {
  it.each<[string, string, string]>([
    ['at once when open', '2026-11-23T10:15', '2026-11-23T10:15'],
    ['after lunch', '2026-11-23T12:01', '2026-11-23T13:00'],
    ['the next morning', '2026-11-23T18:00', '2026-11-24T09:00'],
    ['over a Sunday', '2026-11-28T14:00', '2026-11-30T09:00'],
    ['over Christmas', '2026-12-24T12:00', '2026-12-26T10:00'],
    ['over New Year', '2026-12-31T18:00', '2027-01-02T10:00'],
  ])('%s', (_name, at, opens) => {
    expect(nextOpening(office, berlin(at))).toBe(berlin(opens));
  });

  it('knows of none when it never opens', () => {
    expect(nextOpening(hours({}), berlin('2026-11-23T10:00'))).toBeUndefined();
  });

  it('opens where the clock jumps into the hours', () => {
    // 2026-03-29: 02:00 becomes 03:00; 2026-10-25: 03:00 becomes 02:00.
    const early = hours({ sun: '02:30-04:00' });
    expect(nextOpening(early, Date.parse('2026-03-29T00:00:00Z'))).toBe(Date.parse('2026-03-29T01:00:00Z'));
    const late = hours({ sun: '01:00-02:30' });
    expect(nextOpening(late, Date.parse('2026-10-25T00:40:00Z'))).toBe(Date.parse('2026-10-25T01:00:00Z'));
    const never = hours({ sun: '02:10-02:50' });
    expect(nextOpening(never, Date.parse('2026-03-28T23:00:00Z'))).toBe(Date.parse('2026-04-05T00:10:00Z'));
  });

  const span = fc
    .tuple(fc.nat(95), fc.integer({ min: 1, max: 95 }))
    .map(([from, length]) => ({ from: from * 15, to: (from + length) * 15 }));
  const spans = fc.array(span, { maxLength: 2 });
  const anyHours = fc.record({
    timeZone: fc.constantFrom(...zones),
    week: fc
      .array(fc.tuple(fc.integer({ min: 1, max: 7 }), spans), { minLength: 1, maxLength: 5 })
      .map((days) => new Map(days)),
    holidays: fc
      .array(fc.tuple(fc.constantFrom('03-29', '10-25', '2026-11-01', '04-05'), spans), { maxLength: 2 })
      .map((days) => new Map(days)),
  });
  /** Around the changes of the clock of 2026, where mistakes live. */
  const moment = fc
    .tuple(
      fc.constantFrom(
        '2026-03-08',
        '2026-03-29',
        '2026-04-05',
        '2026-04-24',
        '2026-10-04',
        '2026-10-25',
        '2026-10-30',
        '2026-11-01',
      ),
      fc.integer({ min: -3 * 1440, max: 2 * 1440 }),
    )
    .map(([date, minutes]) => Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE);

  it('is really open then, and was not a minute before, nor any time since', () => {
    fc.assert(
      fc.property(anyHours, moment, fc.double({ min: 0, max: 1, noNaN: true }), (open, at, share) => {
        const next = nextOpening(open, at);
        if (next === undefined) return;
        expect(next).toBeGreaterThanOrEqual(at);
        expect(isOpenAt(open, next)).toBe(true);
        if (next === at) return;
        expect(isOpenAt(open, next - MINUTE)).toBe(false);
        const between = at + Math.floor(((next - at - 1) * share) / MINUTE) * MINUTE;
        expect(isOpenAt(open, between)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('misses no minute of a week in which the clock changes', () => {
    fc.assert(
      fc.property(anyHours, moment, (open, at) => {
        const next = nextOpening(open, at) ?? Number.POSITIVE_INFINITY;
        for (let step = at; step < Math.min(next, at + 30 * HOUR); step += 5 * MINUTE) {
          expect(isOpenAt(open, step)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the clock on the wall', () => {
  it('shows what it shows at the moments at which it shows it', () => {
    const anyTime = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(anyTime, fc.constantFrom(...zones), (at, zone) => {
        const minute = Math.floor(at / MINUTE) * MINUTE;
        const shown = localTime(minute, zone);
        expect(momentsOf(shown.date, shown.minute, zone)).toContain(minute);
      }),
    );
  });

  it('skips an hour in spring and shows one twice in autumn', () => {
    expect(momentsOf('2026-03-29', 150, 'Europe/Berlin')).toEqual([]);
    expect(momentsOf('2026-10-25', 150, 'Europe/Berlin')).toHaveLength(2);
    expect(clockJump('2026-03-29', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:00:00Z'));
    expect(clockJump('2026-06-01', 'Europe/Berlin')).toBeUndefined();
  });
});

describe('hours as they are written', () => {
  it.each<[string, readonly number[] | undefined]>([
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['Sat, sun', [6, 7]],
    ['fri-mon', [5, 6, 7, 1]],
    ['wed', [3]],
    ['monday', undefined],
    ['mon-', undefined],
    ['mon-tue-wed', undefined],
    ['', undefined],
  ])('days %j', (text, expected) => {
    expect(readDays(text)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['09:00-17:30', [{ from: 540, to: 1050 }]],
    [
      '9:00 – 12:00, 13:00-24:00',
      [
        { from: 540, to: 720 },
        { from: 780, to: 1440 },
      ],
    ],
    ['22:00-02:00', [{ from: 1320, to: 1560 }]],
    ['00:00-24:00', [{ from: 0, to: 1440 }]],
    ['closed', []],
    ['9-17', undefined],
    ['09:00-09:00', undefined],
    ['24:00-02:00', undefined],
    ['09:60-10:00', undefined],
    ['25:00-26:00', undefined],
  ])('spans %j', (text, expected) => {
    expect(readSpans(text)).toEqual(expected);
  });

  it.each<[string, boolean]>([
    ['2026-12-25', true],
    ['12-25', true],
    ['02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['25.12.2026', false],
  ])('date %j', (text, expected) => {
    expect(isHolidayDate(text)).toBe(expected);
  });
});
