import type { KeyPath } from './key-path.ts';
import { botNamePattern, botShape } from './schema/bot-schema.ts';
import type { EngineSchemas } from './schema/file-schemas.ts';
import type { YamlFile } from './yaml-file.ts';
import type { PathIssue } from './yaml-tree.ts';

/** One bot as it stands in a file, not yet checked. */
export interface BotDraft {
  readonly name: string;
  readonly file: YamlFile;
  /** Where the bot's keys stand. */
  readonly base: KeyPath;
  readonly value: unknown;
  /** Does this place in the file belong to the bot? */
  owns(path: KeyPath): boolean;
}

export interface SplitFile {
  /** What is not about one bot. */
  readonly main: Readonly<Record<string, unknown>>;
  readonly include: readonly string[];
  readonly drafts: readonly BotDraft[];
  readonly issues: readonly PathIssue[];
}

/** The name of the bot in the short form. */
export const SHORT_FORM_BOT = 'bot';

/** Tells the parts of the main file apart: the main part, the bots, and the files to include. */
export function splitMainFile(file: YamlFile, engines: EngineSchemas): SplitFile {
  if (!isMapping(file.value)) return { ...emptySplit, issues: [notAMapping([], file.value)] };
  const { bots, include, ...rest } = file.value;
  const isBotKey = (key: string) => key in botShape || key in engines;
  const botKeys = Object.keys(rest).filter(isBotKey);
  const main = Object.fromEntries(Object.entries(rest).filter(([key]) => !isBotKey(key)));
  const included = readInclude(include);
  if (bots === undefined && include === undefined) {
    return { ...included, main, drafts: botKeys.length > 0 ? [shortForm(file, rest, botKeys)] : [] };
  }
  const named = splitBots(file, bots);
  const misplaced = botKeys.map(misplacedKey);
  return {
    ...included,
    main,
    drafts: named.drafts,
    issues: [...included.issues, ...named.issues, ...misplaced],
  };
}

/** A file that `include:` names holds `bots:` and nothing else. */
export function splitBotsFile(file: YamlFile): Pick<SplitFile, 'drafts' | 'issues'> {
  if (!isMapping(file.value)) return { drafts: [], issues: [notAMapping([], file.value)] };
  const { bots, ...rest } = file.value;
  const unknown = Object.keys(rest).map(
    (key): PathIssue => ({
      path: [key],
      at: 'key',
      message: `expected only "bots" in an included file, found "${key}"`,
    }),
  );
  const named = splitBots(file, bots);
  return { drafts: named.drafts, issues: [...named.issues, ...unknown] };
}

const emptySplit: SplitFile = { main: {}, include: [], drafts: [], issues: [] };

function shortForm(
  file: YamlFile,
  value: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): BotDraft {
  const own = Object.fromEntries(keys.map((key) => [key, value[key]]));
  return { name: SHORT_FORM_BOT, file, base: [], value: own, owns: ([key]) => keys.includes(String(key)) };
}

function splitBots(file: YamlFile, bots: unknown): Pick<SplitFile, 'drafts' | 'issues'> {
  if (bots === undefined) return { drafts: [], issues: [] };
  if (!isMapping(bots)) return { drafts: [], issues: [notAMapping(['bots'], bots)] };
  const entries = Object.entries(bots);
  const drafts = entries.map(([name, value]) => ({
    name,
    file,
    base: ['bots', name],
    value,
    owns: ([first, second]: KeyPath) => first === 'bots' && second === name,
  }));
  return {
    drafts: drafts.filter(({ name }) => botNamePattern.test(name)),
    issues: entries.flatMap(([name]) => (botNamePattern.test(name) ? [] : [badName(name)])),
  };
}

function readInclude(include: unknown): SplitFile {
  if (include === undefined) return emptySplit;
  if (!Array.isArray(include)) {
    const issue: PathIssue = {
      path: ['include'],
      message: 'expected a list of files',
      hint: 'write it as a list: [ … ]',
    };
    return { ...emptySplit, issues: [issue] };
  }
  const issues = include.flatMap((entry, index): PathIssue[] =>
    typeof entry === 'string' ? [] : [{ path: ['include', index], message: 'expected the name of a file' }],
  );
  return { ...emptySplit, include: include.map(String), issues };
}

function misplacedKey(key: string): PathIssue {
  return {
    path: [key],
    at: 'key',
    message: `expected "${key}" below bots.<name>, since "bots" or "include" is used; found it at the top level`,
  };
}

function badName(name: string): PathIssue {
  return {
    path: ['bots', name],
    at: 'key',
    message: `expected small letters, digits, - and _ as the name of a bot, found "${name}"`,
  };
}

function notAMapping(path: KeyPath, value: unknown): PathIssue {
  const found =
    value === undefined || value === null ? 'nothing' : Array.isArray(value) ? 'a list' : 'a plain value';
  return { path, message: `expected a mapping, found ${found}` };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
