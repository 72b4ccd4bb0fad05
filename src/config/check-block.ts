import type { z } from 'zod';
import type { KeyPath } from './key-path.ts';
import { toKeyPath } from './key-path.ts';
import { describeIssues } from './schema-issues.ts';
import type { KeysAt } from './schema-keys.ts';
import type { PathIssue } from './yaml-tree.ts';

export interface BlockContext {
  /** Where the block stands in its file. */
  readonly base: KeyPath;
  /** Keys allowed below `base`. */
  readonly keysAt: KeysAt;
  readonly variablesAt: (path: KeyPath) => readonly string[];
}

export interface CheckedBlock<Value> {
  readonly value?: Value;
  readonly issues: readonly PathIssue[];
}

/** Validates one block. Text that came from `${NAME}` becomes a number or boolean where the schema wants one. */
export function checkBlock<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  context: BlockContext,
): CheckedBlock<z.output<Schema>> {
  const typed = withTypedVariables(schema, value, context);
  const result = schema.safeParse(typed);
  if (result.success) return { value: result.data, issues: [] };
  return { issues: describeIssues(result.error.issues, { ...context, value: typed }) };
}

function withTypedVariables(schema: z.ZodType, value: unknown, context: BlockContext): unknown {
  const result = schema.safeParse(value);
  if (result.success) return value;
  const wanted = result.error.issues.flatMap((issue) => wantedTypes(issue, []));
  const ours = wanted.filter(({ path }) => context.variablesAt([...context.base, ...path]).length > 0);
  return ours.reduce((typed, { path, type }) => replaceAt(typed, path, type), value);
}

interface WantedType {
  readonly path: KeyPath;
  readonly type: 'number' | 'boolean';
}

function wantedTypes(issue: z.core.$ZodIssue, above: KeyPath): readonly WantedType[] {
  const path = [...above, ...toKeyPath(issue.path)];
  if (issue.code === 'invalid_union') {
    return issue.errors.flatMap((branch) => branch.flatMap((inner) => wantedTypes(inner, path)));
  }
  if (issue.code !== 'invalid_type') return [];
  if (issue.expected === 'boolean') return [{ path, type: 'boolean' }];
  return issue.expected === 'number' || issue.expected === 'int' ? [{ path, type: 'number' }] : [];
}

function replaceAt(value: unknown, path: KeyPath, type: WantedType['type']): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return typedValue(value, type);
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? replaceAt(item, rest, type) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replaceAt(inner, rest, type) : inner]),
  );
}

function typedValue(value: unknown, type: WantedType['type']): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}
