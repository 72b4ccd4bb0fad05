/** What a broken or hostile sender might post: real events with parts replaced by anything. */
import fc from 'fast-check';
import { asObject, type Fixture, fixture, fixtureNames } from '../chatwoot/fixtures.ts';

export const realEvents = fixtureNames(/^(message_|conversation_|webwidget_)/).map(fixture);

export const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, '', '\0', '\ud800', -1, 1e308, 1.5, [], {}, { __proto__: null }, [[[[[]]]]]),
  fc.string({ maxLength: 20 }).map((text) => text.repeat(2_000)),
  fc.integer({ min: 100, max: 20_000 }).map((depth) => deep(depth)),
);

export function deep(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** A real event in which up to four values are replaced. */
export const oddEvent = fc
  .constantFrom(...realEvents)
  .chain((body: Fixture) =>
    fc
      .array(fc.tuple(fc.constantFrom(...pathsOf(body)), oddValue), { minLength: 1, maxLength: 4 })
      .map((changes) =>
        changes.reduce<unknown>((current, [path, value]) => tryReplace(current, path, value), body),
      ),
  );

/** Every path to a value in a body. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}

/** An earlier change may have removed the way to a later one. */
function tryReplace(body: unknown, path: readonly string[], value: unknown): unknown {
  try {
    return replaced(body, path, value);
  } catch {
    return body;
  }
}

/** Objects and lists along the path are copied; the rest is shared. */
function replaced(base: unknown, [head, ...rest]: readonly string[], value: unknown): unknown {
  if (head === undefined) return value;
  const inner = asObject(base);
  const changed = { ...inner, [head]: replaced(inner[head], rest, value) };
  return Array.isArray(base) ? Object.values(changed) : changed;
}
