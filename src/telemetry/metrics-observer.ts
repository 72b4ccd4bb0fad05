/** Observations as Prometheus metrics. Labels are few and bounded: bot, engine, codes; never a conversation. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Observation, Observer } from '../core/ports/observer.ts';

export interface Metrics {
  readonly observe: Observer;
  /** The text that Prometheus scrapes. */
  read(): Promise<string>;
  readonly contentType: string;
  /** Values asked for at the moment of a scrape. */
  gauge(name: string, help: string, read: () => Promise<number> | number): void;
}

const PREFIX = 'chatwoot_nlu_gateway_';
const FAST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const SLOW_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const CIRCUIT_VALUE = { closed: 0, 'half-open': 1, open: 2 } as const;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const instruments = createInstruments(registry);
  return {
    observe: (observation) => record(instruments, observation),
    read: () => registry.metrics(),
    contentType: registry.contentType,
    gauge(name, help, read) {
      new Gauge({
        name: `${PREFIX}${name}`,
        help,
        registers: [registry],
        async collect() {
          this.set(await read());
        },
      });
    },
  };
}

type Instruments = ReturnType<typeof createInstruments>;

function createInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers });
  const histogram = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets: number[],
  ) => new Histogram({ name: `${PREFIX}${name}`, help, labelNames, buckets, registers });
  return {
    webhooks: counter('webhooks_total', 'Webhooks answered.', ['bot', 'status', 'outcome']),
    webhookSeconds: histogram('webhook_seconds', 'Time to answer a webhook.', ['bot'], FAST_SECONDS),
    callbacks: counter('callbacks_total', 'Calls from engines answered.', ['bot', 'engine', 'status']),
    turns: counter('turns_total', 'Turns finished, by decision.', ['bot', 'decision']),
    turnSeconds: histogram('turn_seconds', 'Time of a turn, engine included.', ['bot'], SLOW_SECONDS),
    turnFailures: counter('turn_failures_total', 'Attempts at a turn that failed.', ['bot', 'code']),
    handoffs: counter('handoffs_total', 'Conversations given to people, by reason.', ['bot', 'reason']),
    engineSeconds: histogram('engine_seconds', 'Time of an engine call.', ['bot', 'engine'], SLOW_SECONDS),
    engineFailures: counter('engine_failures_total', 'Engine calls that failed.', ['bot', 'engine', 'code']),
    fallbacks: counter('engine_fallbacks_total', 'Answers of a fallback engine.', [
      'bot',
      'engine',
      'to',
      'code',
    ]),
    comparisons: counter('shadow_comparisons_total', 'Intents of a shadow engine beside those shown.', [
      'bot',
      'engine',
      'agrees',
    ]),
    circuit: new Gauge({
      name: `${PREFIX}circuit_state`,
      help: 'Circuit of an engine: 0 closed, 1 half open, 2 open.',
      labelNames: ['bot', 'engine'],
      registers,
    }),
    calls: counter('calls_total', 'Calls to Chatwoot that ended.', ['bot', 'name', 'end']),
    callSeconds: histogram('call_seconds', 'Time of a call to Chatwoot.', ['bot', 'name'], SLOW_SECONDS),
    callsPostponed: counter('calls_postponed_total', 'Calls put off after a failure.', ['bot']),
    buried: counter('events_buried_total', 'Events that became dead letters.', ['bot']),
    workerFailures: counter('worker_failures_total', 'Failures of the worker itself (store).', []),
  };
}

function record(to: Instruments, seen: Observation): void {
  switch (seen.kind) {
    case 'webhook-answered':
      to.webhooks.inc({ bot: seen.bot, status: String(seen.status), outcome: seen.outcome });
      to.webhookSeconds.observe({ bot: seen.bot }, seen.durationMs / 1000);
      return;
    case 'callback-answered':
      to.callbacks.inc({ bot: seen.bot, engine: seen.engine, status: String(seen.status) });
      return;
    case 'turn-finished':
      to.turns.inc({ bot: seen.bot, decision: seen.decision });
      to.turnSeconds.observe({ bot: seen.bot }, seen.durationMs / 1000);
      return;
    case 'turn-failed':
      to.turnFailures.inc({ bot: seen.bot, code: seen.code });
      return;
    case 'engine-answered':
      to.engineSeconds.observe({ bot: seen.bot, engine: seen.engine }, seen.durationMs / 1000);
      if (seen.code !== undefined)
        to.engineFailures.inc({ bot: seen.bot, engine: seen.engine, code: seen.code });
      return;
    case 'engine-fell-back':
      to.fallbacks.inc({ bot: seen.bot, engine: seen.engine, to: seen.to, code: seen.code });
      return;
    case 'shadow-compared':
      to.comparisons.inc({ bot: seen.bot, engine: seen.engine, agrees: String(seen.agrees) });
      return;
    case 'circuit-changed':
      to.circuit.set({ bot: seen.bot, engine: seen.engine }, CIRCUIT_VALUE[seen.state]);
      return;
    case 'call-ended':
      to.calls.inc({ bot: seen.bot, name: seen.name, end: seen.end });
      to.callSeconds.observe({ bot: seen.bot, name: seen.name }, seen.durationMs / 1000);
      return;
    case 'call-postponed':
      to.callsPostponed.inc({ bot: seen.bot });
      return;
    case 'event-buried':
      to.buried.inc({ bot: seen.bot });
      return;
    case 'handoff-decided':
      to.handoffs.inc({ bot: seen.bot, reason: seen.reason });
      return;
    case 'worker-failed':
      to.workerFailures.inc();
      return;
    case 'config-loaded':
    case 'gateway-changed':
      return;
  }
}
