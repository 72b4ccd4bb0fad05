import { beforeAll, describe, expect, test } from 'vitest';
import { createDateFinder, type FindDates } from '../../../../src/providers/embedded/entities/find-dates.ts';
import { wallClock } from '../../../../src/providers/embedded/entities/zoned-time.ts';
import { MONDAY } from '../support.ts';

let english: FindDates;
let german: FindDates;

beforeAll(async () => {
  english = await createDateFinder('en');
  german = await createDateFinder('de-AT');
});

/** `role text=value`, reference Monday, 23 November 2026, in Berlin. */
function read(find: FindDates, text: string): string[] {
  return find(text, MONDAY, 'Europe/Berlin').map(({ start, end, date, month, time, role }) =>
    [role, `${text.slice(start, end)}=${date ?? month ?? ''}`, time].filter(Boolean).join(' '),
  );
}

describe('English', () => {
  test.each([
    ['today', ['today=2026-11-23']],
    ['a room for tomorrow', ['tomorrow=2026-11-24']],
    ['on friday', ['on friday=2026-11-27']],
    ['next monday', ['next monday=2026-11-30']],
    ['this weekend', ['this weekend=2026-11-28']],
    ['over the weekend', ['the weekend=2026-11-28']],
    ['24 December', ['24 December=2026-12-24']],
    ['2027-02-03', ['2027-02-03=2027-02-03']],
    ['on the 24th', ['the 24th=2026-11-24']],
    ['the 3rd', ['the 3rd=2026-12-03']],
    ['the 31st', ['the 31st=2026-12-31']],
    ['in 3 days', ['in 3 days=2026-11-26']],
    ['tomorrow at 5pm', ['tomorrow at 5pm=2026-11-24 17:00']],
    ['at 18:30', ['at 18:30= 18:30']],
    ['in august', ['august=2027-08']],
  ])('%s', (text, expected) => {
    expect(read(english, text)).toEqual(expected);
  });

  test.each([
    ['from June 3 to June 7', ['from June 3=2027-06-03', 'to June 7=2027-06-07']],
    ['from 12 to 15 May', ['from 12=2027-05-12', 'to 15 May=2027-05-15']],
    ['friday to sunday', ['from friday=2026-11-27', 'to sunday=2026-11-29']],
    ['the 28th to the 3rd', ['from the 28th=2026-11-28', 'to the 3rd=2026-12-03']],
    ['from the 28th until 3 June', ['from 28th=2027-05-28', 'to 3 June=2027-06-03']],
    ['between the 20th and the 23rd', ['from the 20th=2026-12-20', 'to the 23rd=2026-12-23']],
    ['30 December - 2 January', ['from 30 December=2026-12-30', 'to 2 January=2027-01-02']],
    ['stay until sunday', ['to sunday=2026-11-29']],
    ['friday and saturday', ['friday=2026-11-27', 'saturday=2026-11-28']],
  ])('range: %s', (text, expected) => {
    expect(read(english, text)).toEqual(expected);
  });

  test.each([
    'for 3 days',
    'two weeks',
    'on the 5th floor',
    'we sat in the sun',
    'right now',
    'may I ask you',
  ])('no date: %s', (text) => {
    expect(read(english, text)).toEqual([]);
  });
});

test.each([
  ['morgen', ['morgen=2026-11-24']],
  ['am 3.', ['am 3.=2026-12-03']],
  ['vom 3. bis 7. Juni', ['from 3.=2027-06-03', 'to 7. Juni=2027-06-07']],
  ['3.6.2027', ['3.6.2027=2027-06-03']],
])('German: %s', (text, expected) => {
  expect(read(german, text)).toEqual(expected);
});

test('day and month stand in the order of the region', async () => {
  expect(read(await createDateFinder('en-GB'), '3/6/2027')).toEqual(['3/6/2027=2027-06-03']);
  expect(read(english, '3/6/2027')).toEqual(['3/6/2027=2027-03-06']);
});

test('a language that is not covered has no dates', async () => {
  expect(read(await createDateFinder('tr'), 'yarın 2027-01-01')).toEqual([]);
});

describe('the wall clock of a zone', () => {
  test.each([
    ['Europe/Berlin', [2026, 10, 23, 11]],
    ['Asia/Kathmandu', [2026, 10, 23, 15]],
    ['Pacific/Kiritimati', [2026, 10, 24, 0]],
    ['America/Los_Angeles', [2026, 10, 23, 2]],
  ])('%s', (zone, fields) => {
    const date = wallClock(MONDAY, zone);
    expect([date.getFullYear(), date.getMonth(), date.getDate(), date.getHours()]).toEqual(fields);
  });

  test('on both sides of a change of clocks', () => {
    const beforeChange = Date.UTC(2026, 9, 24, 22, 30);
    const tomorrowAt = (at: number) => english('tomorrow', at, 'Europe/Berlin')[0]?.date;
    expect(tomorrowAt(beforeChange)).toBe('2026-10-26');
    expect(tomorrowAt(beforeChange + 23.5 * 3_600_000)).toBe('2026-10-26');
    expect(tomorrowAt(beforeChange + 24.6 * 3_600_000)).toBe('2026-10-27');
  });

  test('an unknown zone is refused', () => {
    expect(() => wallClock(MONDAY, 'Mars/Olympus')).toThrow(RangeError);
  });
});
