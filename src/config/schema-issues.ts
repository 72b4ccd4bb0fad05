import type { z } from 'zod';
import { describeExpected, describeFound, hintFor } from './describe-issue.ts';
import { type KeyPath, toKeyPath } from './key-path.ts';
import { didYouMean } from './nearest-name.ts';
import type { KeysAt } from './schema-keys.ts';
import type { PathIssue } from './yaml-tree.ts';

type Issue = z.core.$ZodIssue;

export interface IssueContext {
  /** Where the checked value stands in its file. */
  readonly base: KeyPath;
  readonly value: unknown;
  readonly keysAt: KeysAt;
  readonly variablesAt: (path: KeyPath) => readonly string[];
}

/** zod's issues in the words of an operator: what was expected, what stands there, the nearest valid key. */
export function describeIssues(issues: readonly Issue[], context: IssueContext): readonly PathIssue[] {
  return issues.flatMap((issue) => describe(issue, [], context));
}

function describe(issue: Issue, above: KeyPath, context: IssueContext): readonly PathIssue[] {
  const path = [...above, ...toKeyPath(issue.path)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, context));
    case 'invalid_union':
      return describeUnion(issue, path, context);
    case 'invalid_key':
      return [nameIssue(issue, path, context)];
    default:
      return [valueIssue(issue, path, context)];
  }
}

function unknownKey(key: string, path: KeyPath, context: IssueContext): PathIssue {
  const keys = context.keysAt(path);
  const hint = didYouMean(key, keys) ?? (keys.length > 0 ? `valid keys: ${keys.join(', ')}` : undefined);
  return {
    path: [...context.base, ...path, key],
    at: 'key',
    message: `expected a known key, found "${key}"`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function nameIssue(issue: z.core.$ZodIssueInvalidKey, path: KeyPath, context: IssueContext): PathIssue {
  const [first] = issue.issues;
  const expected = first ? describeExpected(first) : 'a valid name';
  return {
    path: [...context.base, ...path],
    at: 'key',
    message: `expected ${expected} as name, found "${path.at(-1)}"`,
  };
}

function valueIssue(issue: Issue, path: KeyPath, context: IssueContext): PathIssue {
  const whole = [...context.base, ...path];
  const value = valueAt(context.value, path);
  const found = describeFound(value, whole, context.variablesAt(whole));
  const hint = hintFor(issue, value);
  return {
    path: whole,
    message: sentence(issue, found, value, path.at(-1)),
    ...(hint === undefined ? {} : { hint }),
  };
}

function sentence(issue: Issue, found: string, value: unknown, name: string | number | undefined): string {
  if (value === undefined && name !== undefined) {
    return `expected "${name}" (${describeExpected(issue)}), found nothing`;
  }
  if (!isWholeSentence(issue.message)) return `expected ${describeExpected(issue)}, found ${found}`;
  return typeof value === 'object' ? issue.message : `${issue.message}, found ${found}`;
}

/** A rule of a schema that explains itself, as opposed to a noun or to zod's stock messages. */
function isWholeSentence(message: string): boolean {
  return /^(expected|must|needs?) /.test(message) || / (needs?|both|must) /.test(message);
}

/** Of the ways that a value may be written, the one that the operator most likely wanted is explained. */
function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: KeyPath,
  context: IssueContext,
): readonly PathIssue[] {
  const branches = issue.errors.filter((branch) => !branch.some(isWrongKind));
  const [best] = branches.toSorted((a, b) => distance(a) - distance(b));
  if (best) return best.flatMap((inner) => describe(inner, path, context));
  return [unionMismatch(issue, path, context)];
}

function unionMismatch(issue: z.core.$ZodIssueInvalidUnion, path: KeyPath, context: IssueContext): PathIssue {
  const kinds = issue.errors.flatMap((branch) => branch.filter(isWrongKind).map(describeExpected));
  const options = 'options' in issue ? (issue.options ?? []).map((option) => JSON.stringify(option)) : [];
  const expected = [...new Set([...kinds, ...options])].join(' or ') || 'another value';
  const whole = [...context.base, ...path];
  const found = describeFound(valueAt(context.value, path), whole, context.variablesAt(whole));
  return { path: whole, message: `expected ${expected}, found ${found}` };
}

/** The value as a whole is not what this branch takes (text instead of a mapping). */
function isWrongKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

/** Few mistakes near the root mean a near miss; mistakes deep inside mean that the shape was right. */
function distance(branch: readonly Issue[]): number {
  const shallow = branch.filter((issue) => issue.path.length <= 1).length;
  return shallow * 100 + branch.length;
}

function valueAt(value: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.entries(inner).find(([name]) => name === String(key))?.[1];
  }, value);
}
