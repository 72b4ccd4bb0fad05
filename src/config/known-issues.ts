import { keyOf } from './key-path.ts';
import type { PathIssue } from './yaml-tree.ts';

/**
 * First causes, then what else was found: a variable that is not set or a secret file that is missing is not
 * reported a second time as a missing or empty value.
 */
export function joinIssues(
  causes: readonly PathIssue[],
  findings: readonly PathIssue[],
): readonly PathIssue[] {
  const known = new Set(causes.flatMap(({ path }) => [keyOf(path), keyOf(withoutFile(path))]));
  return [...causes, ...findings.filter(({ path }) => !known.has(keyOf(path)))];
}

/** `…token_file` reports for `…token` too. */
function withoutFile(path: PathIssue['path']): PathIssue['path'] {
  const last = path.at(-1);
  return typeof last === 'string' ? [...path.slice(0, -1), last.replace(/_file$/, '')] : path;
}
