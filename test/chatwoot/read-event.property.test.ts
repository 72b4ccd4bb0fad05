import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ignoreReasons, unreadableReasons } from '../../src/chatwoot/ignore-reasons.ts';
import { readEvent } from '../../src/chatwoot/read-event.ts';
import { asObject, type Fixture, fixture, fixtureNames } from './fixtures.ts';

const bodies = fixtureNames(/^(message_|conversation_|webwidget_)/).map(fixture);
const options = { bot: 'hotel', receivedAt: 1_783_936_600_000 };
const reasons = new Set([...Object.keys(ignoreReasons), ...Object.keys(unreadableReasons)]);

/** What a broken or hostile sender might put anywhere. */
const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, '', '\0', '\ud800', -1, 1e308, 1.5, [], {}, { __proto__: null }, [[[[[]]]]]),
  fc.string({ maxLength: 20 }).map((text) => text.repeat(2_000)),
  fc.integer({ min: 100, max: 20_000 }).map((depth) => deep(depth)),
);

function deep(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Every path to a value in a body. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}

/** Objects and lists along the path are copied; the rest is shared. */
function replaced(base: unknown, [head, ...rest]: readonly string[], value: unknown): unknown {
  if (head === undefined) return value;
  const inner = asObject(base);
  const changed = { ...inner, [head]: replaced(inner[head], rest, value) };
  return Array.isArray(base) ? Object.values(changed) : changed;
}

const mutated = fc
  .constantFrom(...bodies)
  .chain((body: Fixture) =>
    fc
      .array(fc.tuple(fc.constantFrom(...pathsOf(body)), oddValue), { minLength: 1, maxLength: 4 })
      .map((changes) =>
        changes.reduce<unknown>((current, [path, value]) => tryReplace(current, path, value), body),
      ),
  );

/** An earlier change may have removed the way to a later one. */
function tryReplace(body: unknown, path: readonly string[], value: unknown): unknown {
  try {
    return replaced(body, path, value);
  } catch {
    return body;
  }
}

describe('readEvent, whatever comes', () => {
  it('gives an event that can be stored, or a named reason', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 5, arbitrary: mutated }, fc.jsonValue(), oddValue), (body) => {
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
      fc.property(mutated, (body) => {
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
      fc.property(mutated, (body) => {
        expect(readEvent(body, options)).toEqual(readEvent(body, options));
      }),
      { numRuns: 500 },
    );
  });
});
