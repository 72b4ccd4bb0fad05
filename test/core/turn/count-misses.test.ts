import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConfidencePolicy } from '../../../src/core/model/bot.ts';
import {
  countTurn,
  forgetMisses,
  type MissCount,
  type TurnSigns,
} from '../../../src/core/turn/count-misses.ts';
import { confidence, NOW } from '../../support/builders.ts';

const MINUTE = 60_000;
const understood = { understood: true };
const miss = { understood: false };
const asked = { askedBack: true };
const failed = { engineFailed: true };

describe('countTurn', () => {
  it.each<[string, MissCount, TurnSigns, MissCount, Partial<ConfidencePolicy>]>([
    ['a miss', { misses: 0 }, miss, { misses: 1, missedAt: NOW }, {}],
    ['a second miss', { misses: 1, missedAt: NOW - MINUTE }, miss, { misses: 2, missedAt: NOW }, {}],
    ['being understood', { misses: 1, missedAt: NOW - MINUTE, unclear: true }, understood, { misses: 0 }, {}],
    [
      'being understood where that ends nothing',
      { misses: 1, missedAt: NOW - MINUTE, unclear: true, engineErrors: 1 },
      understood,
      { misses: 1, missedAt: NOW - MINUTE },
      { reset: { understood: false, afterMs: 60 * MINUTE } },
    ],
    ['a question', { misses: 0 }, asked, { misses: 0, missedAt: NOW, unclear: true }, {}],
    [
      'a second question',
      { misses: 0, missedAt: NOW - 1, unclear: true },
      { ...asked, ...miss },
      { misses: 1, missedAt: NOW, unclear: true },
      {},
    ],
    [
      'a miss after a question',
      { misses: 0, missedAt: NOW - 1, unclear: true },
      miss,
      { misses: 1, missedAt: NOW, unclear: true },
      {},
    ],
    ['a failure of the engine', { misses: 1, engineErrors: 1 }, failed, { misses: 1, engineErrors: 2 }, {}],
    [
      'a failure of the engine that is a miss too',
      { misses: 1 },
      failed,
      { misses: 2, missedAt: NOW, engineErrors: 1 },
      { count: { fallback: true, empty: true, engineError: true } },
    ],
    [
      'a failure that is a miss for this engine alone',
      { misses: 0 },
      failed,
      { misses: 1, missedAt: NOW, engineErrors: 1 },
      { engines: new Map([['rasa', { count: { engineError: true } }]]) },
    ],
    ['an engine that works again', { misses: 0, engineErrors: 2 }, miss, { misses: 1, missedAt: NOW }, {}],
    [
      'silence',
      { misses: 1, missedAt: NOW - 1, engineErrors: 2 },
      {},
      { misses: 1, missedAt: NOW - 1, engineErrors: 2 },
      {},
    ],
    [
      'a miss long after the last',
      { misses: 1, missedAt: NOW - 60 * MINUTE, unclear: true },
      miss,
      { misses: 1, missedAt: NOW },
      {},
    ],
    [
      'a miss a little less long after the last',
      { misses: 1, missedAt: NOW - 60 * MINUTE + 1 },
      miss,
      { misses: 2, missedAt: NOW },
      {},
    ],
    [
      'a miss long after the last, where time ends nothing',
      { misses: 1, missedAt: NOW - 6_000 * MINUTE },
      miss,
      { misses: 2, missedAt: NOW },
      { reset: { understood: true, afterMs: 0 } },
    ],
  ])('%s', (_name, before, signs, after, over) => {
    expect(countTurn(before, signs, NOW, confidence(over), 'rasa')).toEqual(after);
  });

  it('never counts more than one miss a turn, and never less than none', () => {
    const signs = fc.record(
      { understood: fc.boolean(), askedBack: fc.boolean(), engineFailed: fc.boolean() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 20 }), fc.nat(90), (turns, minutes) => {
        let count: MissCount = { misses: 0 };
        for (const [index, turn] of turns.entries()) {
          const next = countTurn(count, turn, NOW + index * minutes * MINUTE, confidence());
          expect(next.misses).toBeLessThanOrEqual(count.misses + 1);
          expect(next.misses).toBeGreaterThanOrEqual(0);
          count = next;
        }
      }),
    );
  });
});

describe('forgetMisses', () => {
  it('leaves nothing of the row, and everything else', () => {
    const state = { misses: 3, missedAt: 1, unclear: true as const, engineErrors: 2, owner: 'bot' };
    expect(forgetMisses(state)).toEqual({ misses: 0, owner: 'bot' });
  });
});
