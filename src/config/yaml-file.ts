import { readFile } from 'node:fs/promises';
import { type Document, parseDocument, type YAMLError } from 'yaml';
import type { ConfigProblem } from './config-problem.ts';
import type { Environment } from './expand-variables.ts';
import { formatKeyPath, type KeyPath, keyOf } from './key-path.ts';
import { readSecretFiles } from './secret-files.ts';
import { createPlaces, type SourcePlace, upToKey } from './source-places.ts';
import { type EmptyValues, type PathIssue, readYamlTree, type Span } from './yaml-tree.ts';

/** One YAML file, read: its data, what is wrong with it so far, and where each key stands. */
export interface YamlFile {
  /** Absolute path. */
  readonly file: string;
  readonly value: unknown;
  /** Why the file cannot be read at all; absent when it can. */
  readonly unreadable?: string;
  /** With errors among them nothing in the file can be trusted. */
  readonly syntaxProblems: readonly ConfigProblem[];
  /** Unset variables, missing secret files. */
  readonly issues: readonly PathIssue[];
  problem(issue: PathIssue, bot?: string): ConfigProblem;
  /** Environment variables that the scalar at this path named. */
  variablesAt(path: KeyPath): readonly string[];
}

/** Larger than any configuration. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Never rejects: an unreadable file is a problem. */
export async function readYamlFile(
  file: string,
  env: Environment,
  empty: EmptyValues = 'leave-out',
): Promise<YamlFile> {
  try {
    const text = await readFile(file, 'utf8');
    if (text.length > MAX_BYTES) return unreadable(file, `it is larger than ${MAX_BYTES} bytes`);
    return await parseYamlFile(file, text, env, empty);
  } catch (error) {
    return unreadable(file, error instanceof RangeError ? 'it is nested too deeply' : reasonOf(error));
  }
}

async function parseYamlFile(
  file: string,
  text: string,
  env: Environment,
  empty: EmptyValues,
): Promise<YamlFile> {
  const document = parseDocument(text, { prettyErrors: false });
  const tree = readYamlTree(document, env, empty);
  const broken = document.errors.length > 0;
  const place = createPlaces({ text, secrets: tree.secrets, broken });
  const secrets = await readSecretFiles(tree.value, file);
  return {
    file,
    value: secrets.value,
    syntaxProblems: syntaxProblems(document, file, place),
    issues: [...tree.issues, ...secrets.issues],
    problem: ({ path, at, message, hint, severity }, bot) => ({
      file,
      ...placeOf(place(offsetOf(tree.spans, path, at)), path, at),
      keyPath: formatKeyPath(path),
      message,
      ...(hint === undefined ? {} : { hint }),
      severity: severity ?? 'error',
      ...(bot === undefined ? {} : { bot }),
    }),
    variablesAt: (path) => tree.variables.get(keyOf(path)) ?? [],
  };
}

function placeOf(place: SourcePlace, path: KeyPath, at: 'key' | undefined): SourcePlace {
  return at === 'key' ? upToKey(place, String(path.at(-1) ?? '')) : place;
}

/** What is missing is looked for at its `…_file` sibling, then at the key it should stand under. */
function offsetOf(spans: ReadonlyMap<string, Span>, path: KeyPath, at: 'key' | undefined): number {
  const span = spans.get(keyOf(path));
  if (span) return at === 'key' ? (span.key ?? span.value) : span.value;
  const last = path.at(-1);
  if (last === undefined) return 0;
  const parent = path.slice(0, -1);
  const sibling = spans.get(keyOf([...parent, `${last}_file`]));
  return sibling?.value ?? offsetOf(spans, parent, 'key');
}

/** One slip can make a parser complain about all that follows. */
const MAX_SYNTAX_PROBLEMS = 10;

type Place = (offset: number) => SourcePlace;

function syntaxProblems(document: Document, file: string, place: Place): ConfigProblem[] {
  const describe = (error: YAMLError, severity: ConfigProblem['severity']): ConfigProblem => {
    const where = place(error.pos[0]);
    const hint = syntaxHint(error, where.excerpt);
    return { file, ...where, keyPath: '', message: syntaxMessage(error), ...hint, severity };
  };
  return [
    ...document.errors.slice(0, MAX_SYNTAX_PROBLEMS).map((error) => describe(error, 'error')),
    ...document.warnings.map((warning) => describe(warning, 'warning')),
  ];
}

function syntaxMessage(error: YAMLError): string {
  if (error.code === 'DUPLICATE_KEY') return 'expected each key once, found it a second time';
  // The parser quotes what it stumbled over, which may be a secret.
  return `expected YAML: ${error.message.replace(/(?::\s*)?"(?:[^"\\]|\\.){2,}"/gs, '').split('\n')[0] ?? error.code}`;
}

function syntaxHint(error: YAMLError, line: string): { readonly hint?: string } {
  if (error.code === 'TAB_AS_INDENT') return { hint: 'indent with spaces' };
  if (/[{[].*\$\{/.test(line)) return { hint: 'inside { } and [ ] write "${NAME}" in quotes' };
  return {};
}

function unreadable(file: string, reason: string): YamlFile {
  const whole = { file, line: 0, column: 0, keyPath: '', severity: 'error' } as const;
  return {
    file,
    value: undefined,
    unreadable: reason,
    syntaxProblems: [{ ...whole, message: `cannot read the file: ${reason}` }],
    issues: [],
    problem: (issue, bot) => ({ ...whole, message: issue.message, ...(bot === undefined ? {} : { bot }) }),
    variablesAt: () => [],
  };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
