import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import { type Environment, expandVariables } from './expand-variables.ts';
import { type KeyPath, keyOf } from './key-path.ts';
import { mayBeSecret } from './secret-names.ts';

/** Something wrong at a key path; becomes a `ConfigProblem` once the file is known. */
export interface PathIssue {
  readonly path: KeyPath;
  /** Point at the key instead of its value. */
  readonly at?: 'key';
  readonly message: string;
  readonly hint?: string;
  readonly severity?: 'warning';
}

/** Offsets of one value in the text, and of the key before it. */
export interface Span {
  readonly key?: number;
  readonly value: number;
}

export interface YamlTree {
  /** Plain JSON-like data: variables filled in, aliases resolved. */
  readonly value: unknown;
  readonly issues: readonly PathIssue[];
  readonly spans: ReadonlyMap<string, Span>;
  /** Environment variables that a scalar named, by key path. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** Ranges of text that hold secrets: start and end offsets. */
  readonly secrets: readonly (readonly [number, number])[];
}

/** More nodes than any configuration needs; what a bomb of aliases reaches at once. */
const MAX_NODES = 50_000;
const MAX_DEPTH = 100;

/** `key:` with nothing behind it: as if the key were absent, or null. */
export type EmptyValues = 'leave-out' | 'keep';

interface Walk {
  readonly document: Document;
  readonly env: Environment;
  readonly empty: EmptyValues;
  /** Finding an anchor searches the whole document. */
  readonly anchors: Map<Alias, unknown>;
  readonly issues: PathIssue[];
  readonly spans: Map<string, Span>;
  readonly variables: Map<string, readonly string[]>;
  readonly secrets: (readonly [number, number])[];
  nodes: number;
}

/** Reads a parsed document into plain data and remembers where everything stood. */
export function readYamlTree(document: Document, env: Environment, empty: EmptyValues): YamlTree {
  const walk: Walk = {
    document,
    env,
    empty,
    anchors: new Map(),
    issues: [],
    spans: new Map(),
    variables: new Map(),
    secrets: [],
    nodes: 0,
  };
  const value = readNode(walk, document.contents, [], false);
  return { value, ...walk };
}

function readNode(walk: Walk, node: unknown, path: KeyPath, secret: boolean): unknown {
  walk.nodes += 1;
  if (walk.nodes > MAX_NODES || path.length > MAX_DEPTH) return tooLarge(walk, path);
  if (isAlias(node)) return readNode(walk, resolveAlias(walk, node), path, secret);
  if (isMap(node)) return readMap(walk, node.items, path, secret);
  if (isSeq(node)) return node.items.map((item, index) => readItem(walk, item, [...path, index], secret));
  return isScalar(node) ? readScalar(walk, node, path, secret) : null;
}

function resolveAlias(walk: Walk, alias: Alias): unknown {
  if (!walk.anchors.has(alias)) walk.anchors.set(alias, alias.resolve(walk.document));
  return walk.anchors.get(alias);
}

function tooLarge(walk: Walk, path: KeyPath): null {
  if (walk.nodes === Number.POSITIVE_INFINITY) return null;
  walk.nodes = Number.POSITIVE_INFINITY;
  walk.issues.push({
    path: path.slice(0, MAX_DEPTH),
    message: 'expected a configuration of sensible size; aliases or nesting make it explode here',
  });
  return null;
}

function readItem(walk: Walk, node: unknown, path: KeyPath, secret: boolean): unknown {
  walk.spans.set(keyOf(path), { value: startOf(walk, node) });
  return readNode(walk, node, path, secret);
}

function readMap(walk: Walk, pairs: readonly Pair[], path: KeyPath, secret: boolean): unknown {
  const merged: Record<string, unknown> = {};
  const own: Record<string, unknown> = {};
  for (const pair of pairs) {
    if (isScalar(pair.key) && pair.key.value === '<<') {
      Object.assign(merged, readMerge(walk, pair.value, path, secret));
      continue;
    }
    const name = readKey(walk, pair.key, path);
    if (name === undefined) continue;
    const inner = [...path, name];
    walk.spans.set(keyOf(inner), spanOf(walk, pair));
    const value = readNode(walk, pair.value, inner, secret || mayBeSecret(name));
    if (value !== null || walk.empty === 'keep') own[name] = value;
  }
  return { ...merged, ...own };
}

/** `<<: *defaults` or `<<: [*a, *b]`: their keys stand as if written here; the first of several wins. */
function readMerge(walk: Walk, node: unknown, path: KeyPath, secret: boolean): unknown {
  const target = isAlias(node) ? resolveAlias(walk, node) : node;
  const parts = isSeq(target) ? [...target.items].reverse() : [target];
  return Object.assign({}, ...parts.map((part) => readNode(walk, part, path, secret)));
}

function readKey(walk: Walk, key: unknown, path: KeyPath): string | undefined {
  if (isScalar(key) && key.value !== null && key.value !== '__proto__') return String(key.value);
  walk.issues.push({ path, message: 'expected a plain key, found an empty, compound or reserved one' });
  return undefined;
}

function readScalar(walk: Walk, node: Scalar, path: KeyPath, secret: boolean): unknown {
  if (secret && node.range) walk.secrets.push([node.range[0], node.range[1]]);
  if (typeof node.value !== 'string' || !node.value.includes('${')) return node.value;
  const { text, names, unset, malformed } = expandVariables(node.value, walk.env);
  if (names.length > 0) walk.variables.set(keyOf(path), names);
  for (const name of unset) {
    walk.issues.push({
      path,
      message: `expected the environment variable ${name} to be set; it is not, and there is no default`,
      hint: `set ${name}, or write \${${name}:-default}`,
    });
  }
  if (malformed !== undefined) {
    walk.issues.push({
      path,
      message: 'expected ${NAME} or ${NAME:-default}, found a malformed variable',
      hint: 'write $${ for a literal ${',
    });
  }
  return text;
}

function spanOf(walk: Walk, pair: Pair): Span {
  const key = startOf(walk, pair.key);
  const value = isNode(pair.value) && !isEmpty(pair.value) ? startOf(walk, pair.value) : key;
  return { key, value };
}

/** An alias is followed, since the value to mend stands at the anchor. */
function startOf(walk: Walk, node: unknown): number {
  if (isAlias(node)) return startOf(walk, resolveAlias(walk, node)) || (node.range?.[0] ?? 0);
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1];
}
