import path from 'node:path';
import { type ConfigProblem, isError } from './config-problem.ts';
import type { Environment } from './expand-variables.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { type BotDraft, splitBotsFile } from './split-main-file.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

export interface BotDrafts {
  readonly drafts: readonly BotDraft[];
  readonly problems: readonly ConfigProblem[];
}

/** Bots of the included files. A file that cannot be read costs its own bots only. */
export async function includeBots(
  main: YamlFile,
  patterns: readonly string[],
  env: Environment,
): Promise<BotDrafts> {
  const found = await findFiles(patterns, path.dirname(main.file), ['include']);
  const parts = await Promise.all(found.files.map((file) => includeFile(main, file, env)));
  return {
    drafts: parts.flatMap(({ drafts }) => drafts),
    problems: [
      ...found.issues.map((issue) => main.problem(issue)),
      ...parts.flatMap(({ problems }) => problems),
    ],
  };
}

async function includeFile(main: YamlFile, { file, from }: FoundFile, env: Environment): Promise<BotDrafts> {
  const yaml = await readYamlFile(file, env);
  if (yaml.unreadable !== undefined) {
    const message = `expected a readable file, found none at ${file}: ${yaml.unreadable}`;
    return { drafts: [], problems: [main.problem({ path: from, message })] };
  }
  if (yaml.syntaxProblems.some(isError)) return { drafts: [], problems: yaml.syntaxProblems };
  const { drafts, issues } = splitBotsFile(yaml);
  const loose = yaml.issues.filter((issue) => !drafts.some((draft) => draft.owns(issue.path)));
  const problems = [...loose, ...issues].map((issue) => yaml.problem(issue));
  return { drafts, problems: [...yaml.syntaxProblems, ...problems] };
}

/** A name is taken by the bot that has it first; the other one is left out. */
export function dropDuplicates(drafts: readonly BotDraft[]): BotDrafts {
  const kept = new Map<string, BotDraft>();
  const problems: ConfigProblem[] = [];
  for (const draft of drafts) {
    const first = kept.get(draft.name);
    if (!first) {
      kept.set(draft.name, draft);
      continue;
    }
    const message = `expected a name of its own, found a second bot "${draft.name}"`;
    const hint = `the first one stands in ${first.file.file}`;
    problems.push(draft.file.problem({ path: draft.base, at: 'key', message, hint }, draft.name));
  }
  return { drafts: [...kept.values()], problems };
}
