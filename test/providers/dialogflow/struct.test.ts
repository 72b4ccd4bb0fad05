import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/model/json.ts';
import { normaliseObject, normaliseValue } from '../../../src/providers/dialogflow/normalise-value.ts';
import { fromStruct, toStruct } from '../../../src/providers/dialogflow/struct.ts';

const json = fc.jsonValue({ maxDepth: 5 }).filter((value) => !JSON.stringify(value).includes('__proto__'));

describe('Struct', () => {
  it('brings back what went in', () => {
    fc.assert(
      fc.property(json, (value) => {
        const object = JSON.parse(JSON.stringify({ value })) as JsonObject;
        expect(fromStruct(toStruct(object))).toEqual(object);
      }),
    );
  });

  it('reads anything without an error, and pollutes nothing', () => {
    fc.assert(fc.property(fc.anything(), (value) => void fromStruct(value)));
    const read = fromStruct(
      JSON.parse('{"fields":{"__proto__":{"structValue":{"fields":{"bad":{"boolValue":true}}}}}}'),
    );
    expect(Object.keys(read)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
});

it.each<[Json, Json | undefined]>([
  ['', undefined],
  [null, undefined],
  [['', ''], undefined],
  [[], undefined],
  [0, 0],
  [false, false],
  ['2026-05-04T12:00:00+02:00', '2026-05-04'],
  ['2026-05-04T15:30:00+02:00', '2026-05-04T15:30:00+02:00'],
  [{ year: 2031, month: 5, day: 9 }, '2031-05-09'],
  [{ year: 2031, month: 5, day: 9, hours: 7, minutes: 30, seconds: 0, nanos: 0 }, '2031-05-09T07:30:00'],
  [{ name: 'Maria' }, 'Maria'],
  [{ name: 'Maria', original: 'my name is Maria' }, 'Maria'],
  [
    { name: 'Maria', age: 3 },
    { name: 'Maria', age: 3 },
  ],
  [{ startDate: '2026-05-04T12:00:00+02:00', endDate: '' }, { startDate: '2026-05-04' }],
  [
    ['a', '', 'b'],
    ['a', 'b'],
  ],
])('the value %j is %j', (given, expected) => {
  expect(normaliseValue(given)).toEqual(expected);
});

it('values that are empty are no values', () => {
  expect(normaliseObject({ guests: '', nights: 2 })).toEqual({ nights: 2 });
});
