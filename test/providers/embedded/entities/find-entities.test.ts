import { describe, expect, test } from 'vitest';
import { createBuiltinFinder } from '../../../../src/providers/embedded/entities/builtin-finders.ts';
import { chooseEntities } from '../../../../src/providers/embedded/entities/candidate.ts';
import { compilePattern } from '../../../../src/providers/embedded/entities/compile-pattern.ts';
import { trainEntityModel } from '../../../../src/providers/embedded/entities/entity-model.ts';
import { createEntityFinder } from '../../../../src/providers/embedded/entities/find-entities.ts';
import { isOneEditApart } from '../../../../src/providers/embedded/entities/one-edit-apart.ts';
import type { TrainingData } from '../../../../src/providers/embedded/training-data/training-data.ts';
import { MONDAY, oneIntent, trainingData } from '../support.ts';

const findBuiltins = await createBuiltinFinder({ languages: ['en'], country: 'GB' });

function finderFor(data: TrainingData) {
  const find = createEntityFinder(trainEntityModel(data, findBuiltins), findBuiltins);
  return (text: string) => find(text, { at: MONDAY, timeZone: 'UTC' });
}

const values = (entities: ReturnType<ReturnType<typeof finderFor>>) =>
  entities.map(({ name, value }) => `${name}=${String(value)}`);

describe('lookup tables and synonyms', () => {
  const find = finderFor(
    trainingData(`- lookup: hotel
  examples: |
    - Grand Plaza
    - Seaview
- synonym: Seaview
  examples: |
    - Sea View Inn
- intent: any
  examples: |
    - a [big]{"entity": "size", "value": "large"} packing table
- synonym: large
  examples: |
    - huge
`),
  );

  test.each([
    ['the grand plaza!', ['hotel=Grand Plaza']],
    ['GRAND  PLAZA', ['hotel=Grand Plaza']],
    ['at the sea view inn', ['hotel=Seaview']],
    ['grand plazza', ['hotel=Grand Plaza']],
    ['the seavew', ['hotel=Seaview']],
    ['something huge', ['size=large']],
    ['grandplaza', []],
    ['the gran plazza', []],
    ['nothing', []],
  ])('%s', (text, expected) => {
    expect(values(find(text))).toEqual(expected);
  });

  test('a word that the examples use is no typo of another', () => {
    const parking = finderFor(
      trainingData(
        '- lookup: facility\n  examples: |\n    - parking\n- intent: any\n  examples: |\n    - a packing table\n',
      ),
    );
    expect(values(parking('the parkng'))).toEqual(['facility=parking']);
    expect(parking('the packing')).toEqual([]);
  });
});

describe('patterns', () => {
  const find = finderFor(trainingData('- regex: booking_ref\n  examples: |\n    - \\b[A-Z]{2}\\d{4}\\b\n'));

  test('match whatever the case, every time they occur', () => {
    expect(find('ab1234 and CD5678')).toMatchObject([
      { name: 'booking_ref', value: 'ab1234', start: 0, end: 6 },
      { name: 'booking_ref', value: 'CD5678', start: 11, end: 17 },
    ]);
  });

  test.each([
    ['(?i)abc', 'ABC'],
    ['(?P<letters>[a-z]+)\\-x', 'abc-x'],
    ['\\Aabc\\Z', 'abc'],
  ])('Python spelling: %s', (pattern, text) => {
    const compiled = compilePattern(pattern);
    expect(compiled).toBeInstanceOf(RegExp);
    expect(compiled instanceof RegExp && text.match(compiled)?.[0]).toBe(text);
  });

  test('an empty match is no find', () => {
    expect(finderFor(trainingData('- regex: any\n  examples: |\n    - x*\n'))('aaa')).toEqual([]);
  });
});

describe('annotated examples', () => {
  const find = finderFor(
    oneIntent(
      'from [Bern]{"entity": "city", "role": "from"} to [Basel]{"entity": "city", "role": "to"}',
      'I go from [Geneva]{"entity": "city", "role": "from"} to [Lugano]{"entity": "city", "role": "to"}',
      'a train to [Thun]{"entity": "city", "role": "to"} please',
      'for [two](guests) people',
      'we are [4](guests)',
      'leaving on [friday](departure)',
      'leaving on [12 May](departure)',
    ),
  );

  test('unseen words are found by their surroundings, with their role', () => {
    expect(find('from Chur to Olten')).toMatchObject([
      { name: 'city', value: 'Chur', role: 'from', start: 5, end: 9 },
      { name: 'city', value: 'Olten', role: 'to', start: 13, end: 18 },
    ]);
  });

  test('values are resolved to what the examples are: numbers and dates', () => {
    expect(values(find('for twelve people'))).toEqual(['guests=12']);
    expect(values(find('leaving on 3 June'))).toEqual(['departure=2027-06-03']);
  });

  test('a role and a canonical value go together', () => {
    const cities = finderFor({
      ...oneIntent(
        'from [Bern]{"entity": "city", "role": "from"} on',
        'to [Basel]{"entity": "city", "role": "to"} now',
      ),
      lookups: [{ entity: 'city', values: ['Bern', 'Basel', 'Zurich'] }],
      synonyms: [{ value: 'Zurich', texts: ['Zuri'] }],
    });
    expect(cities('from zuri on')).toMatchObject([{ name: 'city', value: 'Zurich', role: 'from' }]);
  });
});

describe('built-ins', () => {
  const find = finderFor(oneIntent('hello there'));

  test.each([
    ['mail Ada.Lovelace+x@Example.co.uk now', ['email=ada.lovelace+x@example.co.uk']],
    ['call 020 7946 0018', ['phone=+442079460018']],
    ['call +41 44 668 18 00', ['phone=+41446681800']],
    ['tomorrow at 5pm', ['date=2026-11-24', 'time=17:00']],
    ['three of us', ['number=3']],
    ['from 12 to 15 May', ['date=2027-05-12', 'date=2027-05-15']],
    ['in august', []],
  ])('%s', (text, expected) => {
    expect(values(find(text))).toEqual(expected);
  });

  test('offsets count UTF-16 units', () => {
    const text = '🏨🏨 tomorrow';
    const [date] = find(text);
    expect(text.slice(date?.start, date?.end)).toBe('tomorrow');
  });
});

test('the longest match wins, then the surer source; nothing overlaps', () => {
  const candidate = (start: number, end: number, source: 'lookup' | 'tagger' | 'builtin', name: string) => ({
    start,
    end,
    source,
    entities: [{ name, value: name }],
  });
  const chosen = chooseEntities([
    candidate(0, 4, 'lookup', 'short'),
    candidate(0, 9, 'builtin', 'long'),
    candidate(10, 14, 'tagger', 'tagged'),
    candidate(10, 14, 'lookup', 'looked-up'),
    candidate(12, 14, 'builtin', 'inner'),
  ]);
  expect(chosen.map(({ name }) => name)).toEqual(['long', 'looked-up']);
});

test.each([
  ['parking', 'parkng', true],
  ['parking', 'parkiing', true],
  ['parking', 'parkimg', true],
  ['parking', 'pakring', true],
  ['parking', 'parking', true],
  ['parking', 'prakign', false],
  ['parking', 'park', false],
])('%s and %s are one edit apart: %s', (left, right, expected) => {
  expect(isOneEditApart(left, right)).toBe(expected);
});
