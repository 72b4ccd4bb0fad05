import { dirname } from 'node:path';
import { createChatwootChannel } from '../chatwoot/chatwoot-channel.ts';
import type { WebhookBot } from '../chatwoot/webhook-route.ts';
import type { BotConfig } from '../config/gateway-config.ts';
import { createMustacheTemplates } from '../config/mustache-templates.ts';
import { GatewayError } from '../core/model/gateway-error.ts';
import type { Observer } from '../core/ports/observer.ts';
import type { Finding, Provider } from '../core/ports/provider.ts';
import type { Store } from '../core/ports/store.ts';
import type { BotRuntime } from '../core/queue/bot-runtime.ts';
import { createFetcher } from '../outbound/fetcher.ts';
import { createGuardedProvider } from '../providers/registry.ts';
import { checkRoutes } from './compose/check-routes.ts';
import { type ComposeDeps, composeEngines, engineFor } from './compose/compose-engines.ts';
import { createShadowReports } from './compose/shadow-reports.ts';
import { createEngineSlot, type EngineSlot } from './engine-slot.ts';
import { createLateReplies } from './late-replies.ts';

/** One configured bot with its connections. Made anew when the configuration is loaded again. */
export interface ServedBot {
  readonly name: string;
  readonly webhook: WebhookBot;
  readonly runtime: BotRuntime;
  /** Names of the configured engines. */
  readonly engines: readonly string[];
  readonly defaultEngine: string;
  /** The engine that answers conversations which were not given another one. */
  engine(): string;
  /** From the next turn on. @throws GatewayError CONFIG_INVALID for an engine that is not configured */
  switchEngine(name: string): void;
  /** The engine as it is, for what it says by itself. Undefined when it is not configured. */
  findEngine(name: string, signal: AbortSignal): Promise<Provider> | undefined;
  /** Loads the engine that answers. @throws GatewayError */
  warmUp(signal: AbortSignal): Promise<void>;
  /** Engine and platform, as `check` prints them. */
  check(signal: AbortSignal): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

export interface ServedBotDeps {
  readonly observe: Observer;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Where late replies of engines go. Absent: no conversation is served (`check`). */
  readonly store?: Pick<Store, 'accept' | 'conversation'>;
}

export function createServedBot(config: BotConfig, deps: ServedBotDeps): ServedBot {
  const channel = createChatwootChannel(config.chatwoot, { now: deps.clock });
  const fetcher = createFetcher({ allowedHosts: config.allowedHosts });
  const slots = engineSlots(config, deps);
  const closed = new AbortController();
  const team: ComposeDeps = {
    slot,
    observe: deps.observe,
    shadow: {
      clock: deps.clock,
      signal: closed.signal,
      report: createShadowReports({ ...deps, bot: config.name, store: deps.store }),
    },
  };
  const isConfigured = (engine: string) => slots.has(engine);
  let current = config.provider;

  function slot(name: string): EngineSlot {
    const found = slots.get(name);
    if (found) return found;
    throw new GatewayError('CONFIG_INVALID', `bot "${config.name}" has no engine "${name}".`);
  }

  return {
    name: config.name,
    webhook: {
      name: config.name,
      ...config.chatwoot,
      createsConversations: config.policy.welcome?.createConversation ?? false,
      ...(config.policy.watchdog && { watchdogMs: config.policy.watchdog.afterMs }),
    },
    runtime: {
      policy: config.policy,
      channel,
      fetch: fetcher.fetch,
      templates: createMustacheTemplates(),
      provider: (conversation, state) =>
        composeEngines(config, engineFor(config, current, isConfigured, conversation, state), team),
    },
    engines: [...slots.keys()],
    defaultEngine: config.provider,
    engine: () => current,
    switchEngine(name) {
      slot(name);
      current = name;
    },
    findEngine: (name, signal) => slots.get(name)?.provider(signal),
    async warmUp(signal) {
      // The others are loaded as well, so that a fallback is ready when it is needed; they hold nobody up.
      for (const name of spareEngines(config))
        void slot(name)
          .provider(signal)
          .catch(() => {});
      await slot(current).provider(signal);
    },
    async check(signal) {
      const found = await Promise.all([
        channel.check(signal),
        checkRoutes(config.routes),
        ...[...slots].map((entry) => checkEngine(entry, signal)),
      ]);
      return found.flat();
    },
    async close() {
      closed.abort();
      channel.close();
      fetcher.close();
      await Promise.all([...slots.values()].map((engine) => engine.close()));
    },
  };
}

/** Engines that conversations may need beside the one that answers by default. */
export function spareEngines({ fallback, shadow, routes }: BotConfig): readonly string[] {
  return [fallback, shadow, ...routes.map(({ engine }) => engine)].filter((name) => name !== undefined);
}

function engineSlots(
  config: BotConfig,
  { observe, clock, store }: ServedBotDeps,
): ReadonlyMap<string, EngineSlot> {
  const bot = config.name;
  const common = { bot, observe, clock, baseFolder: dirname(config.file) };
  return new Map(
    [...config.engines].map(([engine, settings]) => {
      const lateReplies = store && createLateReplies({ bot, engine, store, clock });
      const deps = { ...common, ...(lateReplies && { lateReplies }) };
      return [engine, createEngineSlot(() => createGuardedProvider(engine, settings, deps))];
    }),
  );
}

async function checkEngine(
  [name, slot]: [string, EngineSlot],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const provider = await slot.provider(signal);
    const findings = await provider.check(signal);
    return findings.map((finding) => ({ ...finding, message: `${name}: ${finding.message}` }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const hint = error instanceof GatewayError ? error.row.hint : undefined;
    return [{ level: 'error', message: `${name}: ${message}`, ...(hint !== undefined && { hint }) }];
  }
}
