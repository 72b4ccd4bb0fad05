import type { z } from 'zod';
import type { KeyPath } from './key-path.ts';
import { didYouMean } from './nearest-name.ts';
import { isSecretName } from './secret-names.ts';

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

const formats: Readonly<Record<string, string>> = {
  url: 'an address like https://example.com',
  regex: 'text of another form',
};

/** What should stand there, as a noun. A schema may name it by a message of its own. */
export function describeExpected(issue: Issue): string {
  if (!isStockMessage(issue.message)) return issue.message.replace(/^(?:must be|expected) /, '');
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${amount(issue.maximum, issue.origin)}`;
    case 'invalid_format':
      return formats[issue.format] ?? `a valid ${issue.format}`;
    default:
      return issue.message;
  }
}

/** zod's own messages speak of types and patterns; ours are better. */
function isStockMessage(message: string): boolean {
  return /^(?:Invalid|Too (?:big|small)|Unrecognized)/.test(message);
}

function amount(count: number | bigint, origin: string): string {
  const plural = count === 1 || count === 1n ? '' : 's';
  if (origin === 'string') return `${count} character${plural}`;
  if (origin === 'array') return `${count} item${plural}`;
  return origin === 'object' || origin === 'record' ? `${count} key${plural}` : String(count);
}

/** What stands there. Secrets and values of variables are not shown. */
export function describeFound(value: unknown, path: KeyPath, variables: readonly string[]): string {
  if (variables.length > 0) return `the value of ${variables.map((name) => `\${${name}}`).join(', ')}`;
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (path.some(isSecretName)) return `a secret (${typeof value === 'string' ? 'text' : typeof value})`;
  if (typeof value === 'string') return `the text ${JSON.stringify(shorten(value))}`;
  return typeof value === 'boolean' ? String(value) : `the number ${String(value)}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The way out, when there is an obvious one. */
export function hintFor(issue: Issue, value: unknown): string | undefined {
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    return didYouMean(value, issue.values.map(String));
  }
  if (issue.code !== 'invalid_type' || typeof value !== 'string') return undefined;
  if (issue.expected === 'boolean' && /^(yes|on|y)$/i.test(value)) return 'write true';
  if (issue.expected === 'boolean' && /^(no|off|n)$/i.test(value)) return 'write false';
  if (issue.expected === 'array') return 'write it as a list: [ … ]';
  return undefined;
}
