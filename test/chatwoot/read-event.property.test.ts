import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ignoreReasons, unreadableReasons } from '../../src/chatwoot/ignore-reasons.ts';
import { readEvent } from '../../src/chatwoot/read-event.ts';
import { oddEvent, oddValue } from '../support/odd-events.ts';

const options = { bot: 'hotel', receivedAt: 1_783_936_600_000 };
const reasons = new Set([...Object.keys(ignoreReasons), ...Object.keys(unreadableReasons)]);

describe('readEvent, whatever comes', () => {
  it('gives an event that can be stored, or a named reason', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 5, arbitrary: oddEvent }, fc.jsonValue(), oddValue), (body) => {
        const result = readEvent(body, options);
        if (result.kind === 'ignored' || result.kind === 'unreadable') {
          expect(reasons).toContain(result.reason);
        } else {
          expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps every event within bounds, whole characters only, and in its own lane', () => {
    fc.assert(
      fc.property(oddEvent, (body) => {
        const result = readEvent(body, options);
        if (result.kind !== 'event') return;
        const stored = JSON.stringify(result.event);
        expect(stored.length).toBeLessThan(500_000);
        expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/);
        expect(result.event.key).toMatch(/^hotel:\d+:\d+$/);
        expect(result.event.key).toBe(result.event.event.conversation.key);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads the same body the same way', () => {
    fc.assert(
      fc.property(oddEvent, (body) => {
        expect(readEvent(body, options)).toEqual(readEvent(body, options));
      }),
      { numRuns: 500 },
    );
  });
});
