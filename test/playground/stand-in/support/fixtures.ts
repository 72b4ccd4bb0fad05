import { readFileSync } from 'node:fs';

/** A file of `test/fixtures/chatwoot`. */
export function readFixture(name: string): Record<string, unknown> {
  return JSON.parse(
    readFileSync(new URL(`../../../fixtures/chatwoot/${name}.json`, import.meta.url), 'utf8'),
  );
}

/** Objects whose keys are free: their own contents are not part of the shape. */
const FREE = [
  /(^|\.)custom_attributes$/,
  /sender\.additional_attributes$/,
  /contact\.additional_attributes$/,
];

/**
 * Where two JSON values differ in keys or in types. Null agrees with every type, the contents of lists are compared
 * by their first element.
 */
export function shapeDifferences(actual: unknown, expected: unknown, path = ''): string[] {
  if (actual === null || expected === null || FREE.some((free) => free.test(path))) return [];
  if (Array.isArray(actual) && Array.isArray(expected)) {
    if (actual.length === 0 || expected.length === 0) return [];
    return shapeDifferences(actual[0], expected[0], `${path}[]`);
  }
  if (isRecord(actual) && isRecord(expected)) return keyDifferences(actual, expected, path);
  const agree = kindOf(actual) === kindOf(expected);
  return agree ? [] : [`${path}: ${kindOf(actual)} instead of ${kindOf(expected)}`];
}

function keyDifferences(
  actual: Record<string, unknown>,
  expected: Record<string, unknown>,
  path: string,
): string[] {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  return [
    ...Object.keys(expected).flatMap((key) =>
      key in actual ? shapeDifferences(actual[key], expected[key], at(key)) : [`${at(key)}: missing`],
    ),
    ...Object.keys(actual).flatMap((key) => (key in expected ? [] : [`${at(key)}: unexpected`])),
  ];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);
