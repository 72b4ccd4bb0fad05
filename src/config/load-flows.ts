import path from 'node:path';
import { compileFlow } from '../core/flow/compile-flow.ts';
import type { Flow } from '../core/flow/flow.ts';
import { type FlowFile, flowFileSchema } from '../core/flow/flow-schema.ts';
import { checkBlock } from './check-block.ts';
import { type ConfigProblem, isError } from './config-problem.ts';
import type { Environment } from './expand-variables.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { joinIssues } from './known-issues.ts';
import { createMustacheTemplates } from './mustache-templates.ts';
import { keysOfSchema } from './schema-keys.ts';
import type { BotDraft } from './split-main-file.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';
import type { PathIssue } from './yaml-tree.ts';

export interface LoadedFlows {
  readonly flows: ReadonlyMap<string, Flow>;
  /** False when a file is broken, so that a flow which is not there may still exist. */
  readonly complete: boolean;
  /** In the bot's file. */
  readonly issues: readonly PathIssue[];
  /** In the flow files. */
  readonly problems: readonly ConfigProblem[];
}

/** Reads and compiles the flow files of one bot. */
export async function loadFlows(
  draft: BotDraft,
  patterns: readonly string[],
  allowedHosts: readonly string[],
  env: Environment,
): Promise<LoadedFlows> {
  const folder = path.dirname(draft.file.file);
  const found = await findFiles(patterns, folder, [...draft.base, 'flows']);
  const loaded = await Promise.all(found.files.map((file) => loadFlow(draft, file, allowedHosts, env)));
  const flows = new Map<string, Flow>();
  const problems = loaded.flatMap((flow) => flow.problems);
  for (const { flow, yaml } of loaded) {
    if (!flow) continue;
    if (flows.has(flow.name)) problems.push(secondFlow(flow.name, yaml, draft.name));
    else flows.set(flow.name, flow);
  }
  const issues = [...found.issues, ...loaded.flatMap((flow) => flow.issues)];
  return { flows, complete: loaded.every(({ flow }) => flow), issues, problems };
}

interface LoadedFlow {
  readonly flow?: Flow;
  readonly yaml: YamlFile;
  readonly issues: readonly PathIssue[];
  readonly problems: readonly ConfigProblem[];
}

async function loadFlow(
  draft: BotDraft,
  { file, from }: FoundFile,
  allowedHosts: readonly string[],
  env: Environment,
): Promise<LoadedFlow> {
  const yaml = await readYamlFile(file, env, 'keep');
  if (yaml.unreadable !== undefined) {
    const message = `expected a readable flow file, found none at ${file}: ${yaml.unreadable}`;
    return { yaml, issues: [{ path: from, message }], problems: [] };
  }
  if (yaml.syntaxProblems.some(isError)) {
    return {
      yaml,
      issues: [],
      problems: yaml.syntaxProblems.map((problem) => ({ ...problem, bot: draft.name })),
    };
  }
  const { flow, issues } = compileYaml(yaml, allowedHosts);
  const problems = joinIssues(yaml.issues, issues).map((issue) => yaml.problem(issue, draft.name));
  return { ...(flow && { flow }), yaml, issues: [], problems: [...yaml.syntaxProblems, ...problems] };
}

const keysAt = keysOfSchema(flowFileSchema);
const templates = createMustacheTemplates();

interface CompiledYaml {
  readonly flow?: Flow;
  readonly issues: readonly PathIssue[];
}

function compileYaml(yaml: YamlFile, allowedHosts: readonly string[]): CompiledYaml {
  const { variablesAt } = yaml;
  const checked = checkBlock(flowFileSchema, yaml.value, { base: [], keysAt, variablesAt });
  if (!checked.value) return checked.issues.length > 0 ? { issues: checked.issues } : { issues: [] };
  return compile(checked.value, allowedHosts);
}

function compile(file: FlowFile, allowedHosts: readonly string[]): CompiledYaml {
  const { flow, problems } = compileFlow(file, { templates });
  if (!flow) return { issues: problems };
  return { flow, issues: [...problems, ...hostIssues(flow, allowedHosts)] };
}

function hostIssues(flow: Flow, allowedHosts: readonly string[]): readonly PathIssue[] {
  return flow.hosts
    .filter(({ host }) => !allowedHosts.includes(host) && !allowedHosts.includes(host.replace(/:\d+$/, '')))
    .map(({ host, path: place }) => ({
      path: place,
      message: `expected a host of allowed_hosts, found ${host}`,
      hint: `add ${host} to allowed_hosts of the bot`,
    }));
}

function secondFlow(name: string, yaml: YamlFile, bot: string): ConfigProblem {
  const message = `expected a name of its own, found a second flow "${name}"`;
  return yaml.problem({ path: ['name'], message }, bot);
}
