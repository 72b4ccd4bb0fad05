import { z } from 'zod';
import { checkAttendance } from './check-attendance.ts';
import { type CheckedBlock, checkBlock } from './check-block.ts';
import { checkHandoff, looseHandoffSchema } from './check-handoff.ts';
import { checkIdentity, looseIdentitySchema } from './check-identity.ts';
import { checkIntents } from './check-intents.ts';
import { type ConfigProblem, isError } from './config-problem.ts';
import { type EngineRows, engineSchemas } from './engine-rows.ts';
import type { Environment } from './expand-variables.ts';
import { type BotConfig, type EngineRoute, hideSecrets } from './gateway-config.ts';
import { joinIssues } from './known-issues.ts';
import { type LoadedEngines, loadEngines } from './load-engines.ts';
import { type LoadedFlows, loadFlows } from './load-flows.ts';
import { resolveChatwoot, resolvePolicy } from './resolve-bot.ts';
import { type BotBlock, botSchema } from './schema/bot-schema.ts';
import { botFileShape } from './schema/file-schemas.ts';
import { intentsSchema } from './schema/intent-schema.ts';
import type { RouteBlock } from './schema/routes-schema.ts';
import { keysOfSchema } from './schema-keys.ts';
import type { BotDraft } from './split-main-file.ts';

export interface LoadedBot {
  /** Absent when the bot has errors. */
  readonly bot?: BotConfig;
  readonly problems: readonly ConfigProblem[];
}

/** Checks one bot with its engines, flows and intents. Everything is looked at, whatever else is wrong. */
export async function loadBot(draft: BotDraft, env: Environment, rows: EngineRows): Promise<LoadedBot> {
  const { own, blocks } = splitEngines(draft.value, rows);
  const checked = checkBot(draft, own, rows);
  const parts = looseParts.parse(typeof own === 'object' ? own : {});
  const [engines, flows] = await Promise.all([
    loadEngines(draft, parts, blocks, rows),
    loadFlows(draft, parts.flows, parts.allowed_hosts, env),
  ]);
  const intents = checkIntents({
    base: draft.base,
    intents: parts.intents,
    handoffIntents: parts.handoff.intents,
    ...(flows.complete && { flows: [...flows.flows.keys()] }),
    ...(engines.intents && { known: engines.intents }),
  });
  const handoff = checkHandoff(
    draft.base,
    parts.handoff,
    flows.complete ? [...flows.flows.keys()] : undefined,
  );
  const identity = flows.complete ? checkIdentity(draft.base, parts.identity, flows.flows) : [];
  const attendance = checked.value ? checkAttendance(draft.base, checked.value) : [];
  const causes = draft.file.issues.filter((issue) => draft.owns(issue.path));
  const findings = [
    ...checked.issues,
    ...engines.issues,
    ...flows.issues,
    ...intents,
    ...handoff,
    ...identity,
    ...attendance,
  ];
  const problems = [
    ...joinIssues(causes, findings).map((issue) => draft.file.problem(issue, draft.name)),
    ...engines.problems,
    ...flows.problems,
  ];
  if (!checked.value || problems.some(isError)) return { problems };
  return { bot: resolveBot(draft, checked.value, engines, flows), problems };
}

/** What the cross-checks look at; a part of the wrong shape is reported by the schema and skipped here. */
const looseParts = z.object({
  provider: z.unknown().optional(),
  fallback: z.unknown().optional(),
  shadow: z.unknown().optional(),
  routes: z.array(z.object({ engine: z.unknown().optional() }).catch({})).catch([]),
  flows: z.array(z.string()).catch([]),
  allowed_hosts: z.array(z.string()).catch([]),
  intents: z.record(z.string(), z.unknown()).catch({}).transform(readableIntents),
  handoff: looseHandoffSchema.catch({ intents: [], rules: [], hours: {} }),
  identity: looseIdentitySchema.catch({ flows: {}, code_flow: undefined }),
});

function readableIntents(intents: Readonly<Record<string, unknown>>): z.output<typeof intentsSchema> {
  return Object.assign(
    {},
    ...Object.entries(intents).map(([name, entry]) => intentsSchema.safeParse({ [name]: entry }).data ?? {}),
  );
}

interface SplitBot {
  /** Everything but the blocks of the engines. */
  readonly own: unknown;
  readonly blocks: ReadonlyMap<string, unknown>;
}

function splitEngines(value: unknown, rows: EngineRows): SplitBot {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { own: value, blocks: new Map() };
  }
  const entries = Object.entries(value);
  const isEngine = ([key]: [string, unknown]) => Object.hasOwn(rows, key);
  return {
    own: Object.fromEntries(entries.filter((entry) => !isEngine(entry))),
    blocks: new Map(entries.filter(isEngine)),
  };
}

function checkBot(draft: BotDraft, own: unknown, rows: EngineRows): CheckedBlock<BotBlock> {
  const keysAt = keysOfSchema(z.strictObject(botFileShape(engineSchemas(rows))));
  return checkBlock(botSchema, own, { base: draft.base, keysAt, variablesAt: draft.file.variablesAt });
}

function resolveRoute({ when, engine }: RouteBlock): EngineRoute {
  return { when: new Map(Object.entries(when).map(([what, values]) => [what, [values].flat()])), engine };
}

function resolveBot(draft: BotDraft, block: BotBlock, engines: LoadedEngines, flows: LoadedFlows): BotConfig {
  return hideSecrets({
    name: draft.name,
    policy: resolvePolicy(draft.name, block, flows.flows),
    chatwoot: resolveChatwoot(block),
    provider: block.provider,
    ...(block.fallback === undefined ? {} : { fallback: block.fallback }),
    ...(block.shadow === undefined ? {} : { shadow: block.shadow }),
    routes: block.routes.map(resolveRoute),
    engines: engines.settings,
    allowedHosts: block.allowed_hosts,
    file: draft.file.file,
  });
}
