/**
 * The only place that wires things together: store, bots, worker, HTTP.
 *
 * Life: open store → listen (webhooks are accepted from here on) → load engines → ready → … → drain (no new turns;
 * webhooks are still accepted durably) → listener closed → store closed.
 */
import type { Middleware } from 'koa';
import { describeCall } from './chatwoot/describe-call.ts';
import { createWaitingWatch } from './chatwoot/waiting-watch.ts';
import { createWebhookRoute } from './chatwoot/webhook-route.ts';
import type { GatewayConfig } from './config/gateway-config.ts';
import { asGatewayError } from './core/model/gateway-error.ts';
import type { Observer } from './core/ports/observer.ts';
import type { Finding } from './core/ports/provider.ts';
import type { Store } from './core/ports/store.ts';
import { createWorker } from './core/queue/worker.ts';
import { createApp } from './gateway/create-app.ts';
import { type Listener, listen } from './gateway/listen.ts';
import { createServedBots } from './gateway/served-bots.ts';
import { createSkippedDeliveries } from './gateway/skipped-deliveries.ts';
import { sleep } from './gateway/sleep.ts';
import { createEngineCallbackRoute } from './http/engine-callback-route.ts';
import { createOperationsRoutes } from './http/operations-routes.ts';
import { openSqliteStore } from './store/sqlite-store.ts';
import { combineObservers } from './telemetry/combine-observers.ts';
import { createMetrics } from './telemetry/metrics-observer.ts';

export interface GatewayOptions {
  readonly observe?: Observer;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Further routes, made with the running gateway (playground). */
  readonly extraRoutes?: (gateway: Gateway) => Middleware;
  /** How long to wait for another gateway that is about to give the store file up, milliseconds. */
  readonly storeWaitMs?: number;
}

export interface GatewayBot {
  readonly name: string;
  readonly engines: readonly string[];
  readonly engine: string;
  readonly defaultEngine: string;
}

export interface Gateway {
  /** Accepts webhooks when it resolves; engines load behind it. @throws GatewayError LISTEN_FAILED */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Resolves when the engine of every bot was loaded once, or failed to. */
  readonly ready: Promise<void>;
  readonly store: Store;
  bots(): readonly GatewayBot[];
  /** From the next turn on, for every conversation of the bot. @throws GatewayError CONFIG_INVALID */
  switchEngine(bot: string, engine: string): void;
  check(signal: AbortSignal): Promise<ReadonlyMap<string, readonly Finding[]>>;
  /** Swaps in the bots of another configuration; turns in flight end with what they began with. */
  reconfigure(config: GatewayConfig): Promise<void>;
  /** Ends in order. True when everything in hand was finished in time. */
  drain(): Promise<boolean>;
}

/** A conversation that is not renewed this long is free for another worker. */
const LEASE_MS = 30_000;

/** @throws GatewayError STORE_LOCKED, STORE_UNAVAILABLE */
export async function createGateway(config: GatewayConfig, options: GatewayOptions = {}): Promise<Gateway> {
  const clock = options.clock ?? Date.now;
  const metrics = createMetrics();
  const observe = combineObservers([metrics.observe, ...(options.observe ? [options.observe] : [])]);
  const store = await openSqliteStore({
    path: config.store.path,
    clock,
    lockWaitMs: options.storeWaitMs ?? 0,
  });
  const served = createServedBots(config.bots, { observe, clock, store });
  const worker = createWorker({
    store,
    findBot: (name) => served.find(name)?.runtime,
    observe,
    clock,
    random: Math.random,
    sleep,
    leaseMs: LEASE_MS,
    parallel: config.worker.parallel,
  });
  const skipped = createSkippedDeliveries();
  const waiting = createWaitingWatch({ store, clock });
  let listener: Listener | undefined;
  let state: 'starting' | 'ready' | 'draining' = 'starting';
  const becameReady = Promise.withResolvers<void>();
  watchStore(store, worker, metrics, clock);

  const gateway: Gateway = {
    async listen() {
      const app = createApp({
        webhook: createWebhookRoute({
          findBot: (name) => served.find(name)?.webhook,
          store,
          waiting,
          now: clock,
          observe,
          onSkipped: ({ key, ...delivery }, outcome, reason) =>
            skipped.note(key, { ...delivery, at: clock(), outcome, reason }),
          maxBodyBytes: config.http.bodyLimitBytes,
        }),
        engineCallback: createEngineCallbackRoute({
          findEngine: (bot, engine, signal) => served.find(bot)?.findEngine(engine, signal),
          maxBodyBytes: config.http.bodyLimitBytes,
          clock,
          observe,
        }),
        operations: createOperationsRoutes({
          ...(config.http.adminToken !== undefined && { adminToken: config.http.adminToken }),
          isReady: () => state === 'ready',
          store,
          metrics,
          describeCall,
          skipped: skipped.of,
        }),
        ...(options.extraRoutes && { extra: options.extraRoutes(gateway) }),
        onError: (error) => report(observe, error),
      });
      listener = await listen(app.callback(), config.http, options.env ?? process.env);
      observe({ kind: 'gateway-changed', state: 'listening', detail: listener.url });
      worker.start();
      void served.warmUp().then(() => {
        if (state === 'starting') state = 'ready';
        observe({ kind: 'gateway-changed', state: 'ready' });
        becameReady.resolve();
      });
      return { url: listener.url, port: listener.port };
    },
    ready: becameReady.promise,
    store,
    bots: () =>
      served.all().map((bot) => ({
        name: bot.name,
        engines: bot.engines,
        engine: bot.engine(),
        defaultEngine: bot.defaultEngine,
      })),
    switchEngine: (bot, engine) => served.get(bot).switchEngine(engine),
    check: (signal) => served.check(signal),
    async reconfigure(next) {
      await served.replace(next.bots);
      observe({ kind: 'config-loaded', bots: next.bots.size, problems: 0 });
    },
    async drain() {
      state = 'draining';
      observe({ kind: 'gateway-changed', state: 'draining' });
      const finished = await worker.drain(config.worker.drainMs);
      await listener?.close(LISTENER_GRACE_MS);
      await waiting.close().catch((error: unknown) => report(observe, error));
      await served.close();
      await store.close();
      observe({ kind: 'gateway-changed', state: 'stopped' });
      return finished;
    },
  };
  return gateway;
}

/** Webhooks that are being answered when the listener closes are answered within milliseconds. */
const LISTENER_GRACE_MS = 2_000;

function report(observe: Observer, error: unknown): void {
  observe({ kind: 'worker-failed', message: asGatewayError(error, 'TURN_FAILED').message });
}

const OVERDUE_MS = 60_000;
const MOST_COUNTED = 1_000;

function watchStore(
  store: Store,
  worker: { active(): number },
  metrics: ReturnType<typeof createMetrics>,
  clock: () => number,
): void {
  const stat = (name: string, help: string, read: (stats: Awaited<ReturnType<Store['stats']>>) => number) =>
    metrics.gauge(name, help, async () => read(await store.stats()));
  stat('waiting_events', 'Events not yet worked off.', (stats) => stats.waitingEvents);
  stat('waiting_calls', 'Calls to Chatwoot not yet sent.', (stats) => stats.waitingCalls);
  stat('dead_letters', 'Dead letters.', (stats) => stats.deadLetters);
  stat('conversations', 'Conversations known.', (stats) => stats.conversations);
  stat('oldest_event_seconds', 'Age of the oldest event.', (stats) => stats.oldestEventAgeMs / 1000);
  metrics.gauge(
    'overdue_conversations',
    'Conversations with work that has waited over a minute.',
    async () => {
      const overdue = await store.overdue(clock() - OVERDUE_MS, MOST_COUNTED);
      return overdue.length;
    },
  );
  metrics.gauge('active_conversations', 'Conversations in hand.', () => worker.active());
}
