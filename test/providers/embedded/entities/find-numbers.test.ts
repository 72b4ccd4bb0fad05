import { describe, expect, test } from 'vitest';
import { findNumbers, readNumber } from '../../../../src/providers/embedded/entities/find-numbers.ts';
import { tokenise } from '../../../../src/providers/embedded/language/tokens.ts';

const read = (text: string, language = 'en') =>
  findNumbers(text, tokenise(text), language).map(({ start, end, value }) => [text.slice(start, end), value]);

describe('numbers', () => {
  test.each([
    [
      'en',
      'two rooms, 3 nights',
      [
        ['3', 3],
        ['two', 2],
      ],
    ],
    ['en', 'twenty-one people', [['twenty-one', 21]]],
    ['en', 'one hundred and five', [['one hundred and five', 105]]],
    ['en', 'hundred', [['hundred', 100]]],
    ['en', 'for 2.5 hours', [['2.5', 2.5]]],
    ['de', 'für fünfundzwanzig Gäste', [['fünfundzwanzig', 25]]],
    ['de', 'ein Zimmer', []],
    ['es', 'treinta y dos', [['treinta y dos', 32]]],
    ['nl', 'eenentwintig', [['eenentwintig', 21]]],
    ['xx', 'two 4', [['4', 4]]],
  ])('%s: %s', (language, text, expected) => {
    expect(read(text, language)).toEqual(expected);
  });

  test.each(['I want this one', 'room A12', '12/05/2027', '10:30', 'HB-204518', '2027-01-01'])(
    'not in "%s"',
    (text) => {
      expect(read(text)).toEqual([]);
    },
  );
});

test('a text that is a number as a whole', () => {
  expect(readNumber('twenty two', 'en')).toBe(22);
  expect(readNumber(' 7 ', 'en')).toBe(7);
  expect(readNumber('seven dwarfs', 'en')).toBeUndefined();
  expect(readNumber('2 3', 'en')).toBeUndefined();
  expect(readNumber('', 'en')).toBeUndefined();
});
