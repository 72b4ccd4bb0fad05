import path from 'node:path';
import { checkBlock } from './check-block.ts';
import type { ConfigProblem } from './config-problem.ts';
import type { EngineFinding, EngineRow, EngineRows } from './engine-rows.ts';
import type { KeyPath } from './key-path.ts';
import { nearestName } from './nearest-name.ts';
import { keysOfSchema } from './schema-keys.ts';
import { readLine } from './source-line.ts';
import type { BotDraft } from './split-main-file.ts';
import type { PathIssue } from './yaml-tree.ts';

export interface LoadedEngines {
  /** Settings by engine, with absolute paths. */
  readonly settings: ReadonlyMap<string, unknown>;
  readonly issues: readonly PathIssue[];
  /** Problems in files that the engines name. */
  readonly problems: readonly ConfigProblem[];
  /** Intents that the answering engine is known to have; absent: unknown. */
  readonly intents?: readonly string[];
}

/** Checks the block of every engine of a bot, and that every key that names an engine names one that is there. */
export async function loadEngines(
  draft: BotDraft,
  team: EngineTeam,
  blocks: ReadonlyMap<string, unknown>,
  rows: EngineRows,
): Promise<LoadedEngines> {
  const named = namedEngines(team);
  const all = named.reduce((known, { engine }) => withImpliedBlock(known, engine, rows), blocks);
  const loaded = await Promise.all(
    [...all].map(([name, block]) => loadEngine(draft, name, block, rows[name])),
  );
  const intents = intentsOf(named, loaded);
  return {
    settings: new Map(
      loaded.flatMap(({ name, settings }) => (settings === undefined ? [] : [[name, settings]])),
    ),
    issues: [
      ...named.flatMap((one) => checkEngineName(draft, one, blocks, rows)),
      ...checkSpare(draft, team),
      ...loaded.flatMap(({ issues }) => issues),
    ],
    problems: loaded.flatMap(({ problems }) => problems),
    ...(intents ? { intents } : {}),
  };
}

/** What a bot says of its engines, as it stands in the file. */
export interface EngineTeam {
  readonly provider?: unknown;
  readonly fallback?: unknown;
  readonly shadow?: unknown;
  readonly routes: readonly { readonly engine?: unknown }[];
}

interface NamedEngine {
  /** Below the bot. */
  readonly path: KeyPath;
  readonly engine: unknown;
  /** It may answer customers. */
  readonly answers: boolean;
}

function namedEngines({ provider, fallback, shadow, routes }: EngineTeam): readonly NamedEngine[] {
  return [
    { path: ['provider'], engine: provider, answers: true },
    { path: ['fallback'], engine: fallback, answers: true },
    { path: ['shadow'], engine: shadow, answers: false },
    ...routes.map(({ engine }, index) => ({ path: ['routes', index, 'engine'], engine, answers: true })),
  ].filter(({ engine }) => engine !== undefined);
}

/** A fallback that is the same engine is none; and who is shown is no shadow. */
function checkSpare(
  { base }: BotDraft,
  { provider, fallback, shadow, routes }: EngineTeam,
): readonly PathIssue[] {
  const spare = { fallback, shadow };
  return Object.entries(spare).flatMap(([key, engine]) =>
    engine !== undefined && engine === provider && routes.length === 0
      ? [{ path: [...base, key], message: `expected another engine than provider, found "${engine}" again` }]
      : [],
  );
}

/** Known only when all engines that may answer tell theirs. */
function intentsOf(
  named: readonly NamedEngine[],
  loaded: readonly LoadedEngine[],
): readonly string[] | undefined {
  const names = named.flatMap(({ engine, answers }) => (answers ? [engine] : []));
  const answering = loaded.filter(({ name }) => names.includes(name));
  if (answering.length === 0 || answering.some(({ intents }) => !intents)) return undefined;
  return [...new Set(answering.flatMap(({ intents }) => intents ?? []))];
}

/** An engine that needs no settings needs no block. */
function withImpliedBlock(
  blocks: ReadonlyMap<string, unknown>,
  provider: unknown,
  rows: EngineRows,
): ReadonlyMap<string, unknown> {
  if (typeof provider !== 'string' || blocks.has(provider)) return blocks;
  const implied = rows[provider]?.settings.safeParse({}).success === true;
  return implied ? new Map([...blocks, [provider, {}]]) : blocks;
}

function checkEngineName(
  draft: BotDraft,
  { path: key, engine }: NamedEngine,
  blocks: ReadonlyMap<string, unknown>,
  rows: EngineRows,
): readonly PathIssue[] {
  if (typeof engine !== 'string') return [];
  const place = [...draft.base, ...key];
  const row = Object.hasOwn(rows, engine) ? rows[engine] : undefined;
  if (!row) {
    const names = Object.keys(rows);
    const nearest = nearestName(engine, names);
    const hint = nearest === undefined ? `engines: ${names.join(', ')}` : `did you mean "${nearest}"?`;
    return [{ path: place, message: `expected the name of an engine, found "${engine}"`, hint }];
  }
  if (blocks.has(engine) || row.settings.safeParse({}).success) return [];
  const beside = key.length === 1 ? 'beside this key' : 'beside "provider"';
  const message = `expected the settings of "${engine}" in a block "${engine}:" ${beside}, found none`;
  return [{ path: place, message }];
}

interface LoadedEngine {
  readonly name: string;
  readonly settings?: unknown;
  readonly issues: readonly PathIssue[];
  readonly problems: readonly ConfigProblem[];
  readonly intents?: readonly string[];
}

async function loadEngine(
  draft: BotDraft,
  name: string,
  block: unknown,
  row: EngineRow | undefined,
): Promise<LoadedEngine> {
  if (!row) return { name, issues: [], problems: [] };
  const { variablesAt } = draft.file;
  const base = [...draft.base, name];
  const checked = checkBlock(row.settings, block, { base, keysAt: keysOfSchema(row.settings), variablesAt });
  if (checked.issues.length > 0) return { name, issues: checked.issues, problems: [] };
  const settings = resolvePaths(checked.value, row.paths ?? [], path.dirname(draft.file.file));
  const inspected = await row.inspect?.(settings);
  const problems = await Promise.all(
    (inspected?.findings ?? []).map((finding) => toProblem(finding, draft.name)),
  );
  return {
    name,
    settings,
    issues: [],
    problems,
    ...(inspected?.intents ? { intents: inspected.intents } : {}),
  };
}

function resolvePaths(settings: unknown, keys: readonly string[], folder: string): unknown {
  if (typeof settings !== 'object' || settings === null) return settings;
  const absolute = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(absolute);
    return typeof value === 'string' ? path.resolve(folder, value) : value;
  };
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, keys.includes(key) ? absolute(value) : value]),
  );
}

async function toProblem(finding: EngineFinding, bot: string): Promise<ConfigProblem> {
  const { file, line, column, message, severity } = finding;
  const excerpt = await readLine(file, line);
  return { file, line, column, keyPath: '', message, severity, bot, ...(excerpt ? { excerpt } : {}) };
}
