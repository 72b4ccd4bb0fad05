import path from 'node:path';
import { type CheckedBlock, checkBlock } from './check-block.ts';
import { type ConfigProblem, isError, sortProblems } from './config-problem.ts';
import { type EngineRows, engineRows, engineSchemas } from './engine-rows.ts';
import type { Environment } from './expand-variables.ts';
import { type BotConfig, type ConfigResult, type GatewayConfig, hideSecrets } from './gateway-config.ts';
import { dropDuplicates, includeBots } from './include-bots.ts';
import { joinIssues } from './known-issues.ts';
import { loadBot } from './load-bot.ts';
import { gatewayFileSchema } from './schema/file-schemas.ts';
import { type MainSettings, mainSchema } from './schema/main-schema.ts';
import { keysOfSchema } from './schema-keys.ts';
import { type SplitFile, splitMainFile } from './split-main-file.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

/**
 * Reads and checks the whole configuration: the main file, what it includes, flows and training data. Never rejects;
 * every mistake is a problem with its place, all at once. A bot with errors is left out; when the main part has
 * errors, or no bot is left, there is no `config`.
 */
export async function loadConfig(
  file: string,
  env: Environment,
  engines: EngineRows = engineRows,
): Promise<ConfigResult> {
  const main = await readYamlFile(path.resolve(file), env);
  if (main.syntaxProblems.some(isError)) return { problems: sortProblems(main.syntaxProblems) };
  const parts = splitMainFile(main, engineSchemas(engines));
  const settings = checkMain(main, parts, engines);
  const included = await includeBots(main, parts.include, env);
  const unique = dropDuplicates([...parts.drafts, ...included.drafts]);
  const bots = await Promise.all(unique.drafts.map((draft) => loadBot(draft, env, engines)));
  const mainProblems = [...main.syntaxProblems, ...settings.issues.map((issue) => main.problem(issue))];
  const problems = [
    ...mainProblems,
    ...included.problems,
    ...unique.problems,
    ...bots.flatMap((bot) => bot.problems),
  ];
  const started = bots.flatMap(({ bot }) => bot ?? []);
  if (unique.drafts.length === 0 && !problems.some(isError)) problems.push(noBots(main));
  const broken = mainProblems.some(isError) || started.length === 0;
  const config = broken || !settings.value ? {} : { config: resolveMain(main.file, settings.value, started) };
  return { ...config, problems: sortProblems(problems) };
}

function checkMain(file: YamlFile, parts: SplitFile, engines: EngineRows): CheckedBlock<MainSettings> {
  const keysAt = keysOfSchema(gatewayFileSchema(engineSchemas(engines)));
  const checked = checkBlock(mainSchema, parts.main, { base: [], keysAt, variablesAt: file.variablesAt });
  const own = file.issues.filter((issue) => !parts.drafts.some((draft) => draft.owns(issue.path)));
  return { ...checked, issues: joinIssues(own, [...parts.issues, ...checked.issues]) };
}

function noBots(main: YamlFile): ConfigProblem {
  return main.problem({
    path: [],
    message:
      'expected at least one bot: under "bots", in an included file, or its keys at the top level; found none',
  });
}

function resolveMain(file: string, main: MainSettings, bots: readonly BotConfig[]): GatewayConfig {
  const { host, port, public_url, admin_token, body_limit_bytes } = main.http;
  return hideSecrets({
    file,
    http: {
      host,
      port,
      ...(public_url === undefined ? {} : { publicUrl: public_url.replace(/\/+$/, '') }),
      ...(admin_token === undefined ? {} : { adminToken: admin_token }),
      bodyLimitBytes: body_limit_bytes,
    },
    store: { path: path.resolve(path.dirname(file), main.store.path) },
    playground: main.playground,
    worker: { parallel: main.worker.parallel, drainMs: main.worker.drain_ms },
    bots: new Map(bots.map((bot) => [bot.name, bot])),
  });
}
