import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../fixtures/chatwoot/', import.meta.url);

/** A JSON object from a file, for tests that change it. */
export type Fixture = Record<string, unknown>;

export function fixtureNames(pattern: RegExp): readonly string[] {
  return readdirSync(folder).filter((name) => pattern.test(name));
}

export function fixture(name: string): Fixture {
  const parsed: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  return asObject(parsed);
}

export function asObject(value: unknown): Fixture {
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return Object.fromEntries(Object.entries(value));
}

/** A copy of a fixture with values replaced; `a.b` reaches into objects, and undefined removes. */
export function withValues(base: Fixture, values: Readonly<Record<string, unknown>>): Fixture {
  const copy = structuredClone(base);
  for (const [path, value] of Object.entries(values)) place(copy, path.split('.'), value);
  return copy;
}

function place(target: Fixture, [head = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    const inner = asObject(target[head] ?? {});
    target[head] = inner;
    place(inner, rest, value);
  } else if (value === undefined) delete target[head];
  else target[head] = value;
}
