import path from 'node:path';
import { checkBlock } from './check-block.ts';
import type { ConfigProblem } from './config-problem.ts';
import type { EngineFinding, EngineRow, EngineRows } from './engine-rows.ts';
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

/** Checks the block of every engine of a bot, and that `provider:` names one that is there. */
export async function loadEngines(
  draft: BotDraft,
  provider: unknown,
  blocks: ReadonlyMap<string, unknown>,
  rows: EngineRows,
): Promise<LoadedEngines> {
  const loaded = await Promise.all(
    [...withImpliedBlock(blocks, provider, rows)].map(([name, block]) =>
      loadEngine(draft, name, block, rows[name]),
    ),
  );
  const chosen = loaded.find(({ name }) => name === provider);
  return {
    settings: new Map(
      loaded.flatMap(({ name, settings }) => (settings === undefined ? [] : [[name, settings]])),
    ),
    issues: [...checkProvider(draft, provider, blocks, rows), ...loaded.flatMap(({ issues }) => issues)],
    problems: loaded.flatMap(({ problems }) => problems),
    ...(chosen?.intents ? { intents: chosen.intents } : {}),
  };
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

function checkProvider(
  draft: BotDraft,
  provider: unknown,
  blocks: ReadonlyMap<string, unknown>,
  rows: EngineRows,
): readonly PathIssue[] {
  if (typeof provider !== 'string') return [];
  const place = [...draft.base, 'provider'];
  const row = Object.hasOwn(rows, provider) ? rows[provider] : undefined;
  if (!row) {
    const names = Object.keys(rows);
    const nearest = nearestName(provider, names);
    const hint = nearest === undefined ? `engines: ${names.join(', ')}` : `did you mean "${nearest}"?`;
    return [{ path: place, message: `expected the name of an engine, found "${provider}"`, hint }];
  }
  if (blocks.has(provider) || row.settings.safeParse({}).success) return [];
  const message = `expected the settings of "${provider}" in a block "${provider}:" beside this key, found none`;
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
