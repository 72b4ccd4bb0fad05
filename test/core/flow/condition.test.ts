import { describe, expect, it } from 'vitest';
import { conditionsSchema, holds, namesKnownWhen, namesNeededBy } from '../../../src/core/flow/condition.ts';

const view = {
  slots: {
    guests: 3,
    hotel: 'Grand',
    empty: '',
    list: [],
    free: true,
    arrival: '2026-12-01',
    offer: { price: '90' },
  },
};

describe('conditions', () => {
  it.each<[unknown, boolean]>([
    [{ 'slots.hotel': 'grand' }, true],
    [{ 'slots.guests': '3' }, true],
    [{ 'slots.free': true }, true],
    [{ 'slots.free': { not: true } }, false],
    [{ 'slots.gone': { not: 'x' } }, true],
    [{ 'slots.gone': 'x' }, false],
    [{ 'slots.guests': { in: [1, 3] } }, true],
    [{ 'slots.guests': { in: [1, 2] } }, false],
    [{ 'slots.hotel': { exists: true } }, true],
    [{ 'slots.empty': { exists: true } }, false],
    [{ 'slots.list': { exists: false } }, true],
    [{ 'slots.guests': { greater: 2, less: 4 } }, true],
    [{ 'slots.guests': { greater: 3 } }, false],
    [{ 'slots.offer.price': { less: 100 } }, true],
    [{ 'slots.arrival': { greater: '2026-11-30' } }, true],
    [{ 'slots.gone': { greater: 0 } }, false],
    [{ 'slots.gone': { less: 0 } }, false],
    [{ 'slots.list': 'x' }, false],
    [{ 'slots.hotel': 'grand', 'slots.guests': 4 }, false],
    [{ 'slots.constructor': { exists: true } }, false],
  ])('%j: %s', (conditions, holding) => {
    expect(holds(conditionsSchema.parse(conditions), view)).toBe(holding);
  });

  it('need at least one, and known tests', () => {
    expect(conditionsSchema.safeParse({}).success).toBe(false);
    expect(conditionsSchema.safeParse({ a: { equal: 1 } }).success).toBe(false);
  });

  it('tell what they need and what is known where they hold', () => {
    const conditions = conditionsSchema.parse({
      a: 1,
      b: { exists: true },
      c: { exists: false },
      d: { not: 1 },
    });
    expect(namesNeededBy(conditions)).toEqual(['a', 'd']);
    expect(namesKnownWhen(conditions)).toEqual(['a', 'b']);
  });
});
