import { randomUUID } from 'node:crypto';
import type { Faults } from './faults.ts';
import { createWebhookSender, type WebhookResult } from './post-webhook.ts';
import { railsJson } from './rails-json.ts';
import type { BotRecord } from './records.ts';
import type { WebhookEventName } from './serialize-event.ts';
import { webhookHeaders } from './webhook-headers.ts';
import type { World } from './world.ts';

const DEFAULT_CONCURRENCY = 10;
const MAX_ATTEMPTS = 3;
const MESSAGE_EVENTS: readonly WebhookEventName[] = ['message_created', 'message_updated'];

/** One webhook for one bot, as a snapshot of the moment when the event happened. */
export interface WebhookJob {
  readonly bot: BotRecord;
  readonly event: WebhookEventName;
  readonly conversationId: number | null;
  readonly messageId: number | null;
  /** Serialised when it is queued. */
  readonly payload: unknown;
}

/** One attempt to deliver one webhook. */
export interface DeliveryAttempt {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly bot: string;
  readonly event: WebhookEventName;
  readonly conversationId: number | null;
  readonly messageId: number | null;
  /** The same on every attempt of one delivery. */
  readonly deliveryId: string;
  readonly attempt: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact text that travelled. */
  readonly body: string;
  /** Null when there was no HTTP answer; then `error` says why. */
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
}

export interface WebhookQueue {
  enqueue(job: WebhookJob): void;
  /** Resolves when nothing is queued, under way or waiting for a retry. */
  idle(): Promise<void>;
  stop(): void;
}

export interface WebhookQueueDeps {
  readonly world: World;
  readonly faults: Faults;
  readonly onAttempt: (attempt: DeliveryAttempt) => void;
  /** A message event could not be delivered for good. */
  readonly onFailure: (conversationId: number) => void;
}

interface QueuedJob {
  readonly job: WebhookJob;
  readonly body: string;
  readonly deliveryId: string;
  attempt: number;
}

export function createWebhookQueue(deps: WebhookQueueDeps): WebhookQueue {
  const { world } = deps;
  const concurrency = world.options.deliveryConcurrency ?? DEFAULT_CONCURRENCY;
  const sender = createWebhookSender({
    profile: world.profile,
    timeoutMs: world.waits.webhookTimeoutMs,
    restrictAddresses: world.options.restrictAddresses ?? false,
    keepAlive: world.options.keepAlive ?? false,
  });
  const waiting: QueuedJob[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const idlers = new Set<() => void>();
  let running = 0;
  let stopped = false;

  const wakeIdlers = () => {
    if (running > 0 || waiting.length > 0 || timers.size > 0) return;
    for (const resolve of idlers) resolve();
    idlers.clear();
  };
  const pump = () => {
    while (!stopped && running < concurrency && waiting.length > 0) {
      running += 1;
      void attempt(takeNext(waiting, world));
    }
    wakeIdlers();
  };
  const later = (delayMs: number, queued: QueuedJob) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      waiting.push(queued);
      pump();
    }, delayMs);
    timers.add(timer);
  };
  const attempt = async (queued: QueuedJob) => {
    queued.attempt += 1;
    const headers = webhookHeaders(world, queued.job.bot, queued.deliveryId, queued.body);
    const startedAt = performance.now();
    const at = world.now();
    const url = queued.job.bot.outgoingUrl ?? '';
    const result = await sender.post({ url, headers, body: queued.body });
    running -= 1;
    if (stopped) return;
    deps.onAttempt(describeAttempt(queued, headers, at, performance.now() - startedAt, result));
    settle(queued, result);
    pump();
  };
  const settle = (queued: QueuedJob, result: WebhookResult) => {
    if (result.error === null) return;
    const retryable = world.profile.retries && (result.status === 429 || result.status === 500);
    if (retryable && queued.attempt < MAX_ATTEMPTS) return later(retryDelayMs(world), queued);
    const { conversationId, event } = queued.job;
    if (conversationId !== null && MESSAGE_EVENTS.includes(event)) deps.onFailure(conversationId);
  };

  return {
    enqueue(job) {
      const fault = deps.faults.forEvent(job.event);
      if (stopped || fault === 'lose') return;
      const queued = { job, body: railsJson(job.payload), deliveryId: randomUUID(), attempt: 0 };
      const copies = world.random() < (world.options.duplicateProbability ?? 0) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        if (typeof fault === 'object' && 'delayMs' in fault) later(fault.delayMs, { ...queued });
        else waiting.push({ ...queued });
      }
      // Never inside the caller's turn: the event leaves after the request that caused it went on.
      setImmediate(pump);
    },
    idle: () =>
      new Promise((resolve) => {
        idlers.add(resolve);
        setImmediate(pump);
      }),
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      waiting.length = 0;
      sender.close();
    },
  };
}

/** With `shuffle`, any of the oldest few may go first: parallel workers overtake each other. */
function takeNext(waiting: QueuedJob[], world: World): QueuedJob {
  const reach = world.options.shuffle ? Math.min(waiting.length, DEFAULT_CONCURRENCY) : 1;
  const [taken] = waiting.splice(Math.floor(world.random() * reach), 1);
  if (!taken) throw new Error('The delivery queue is empty.');
  return taken;
}

function retryDelayMs(world: World): number {
  return world.waits.retryMs * (1 + world.random() * world.waits.retryJitter);
}

function describeAttempt(
  queued: QueuedJob,
  headers: Readonly<Record<string, string>>,
  at: number,
  durationMs: number,
  result: WebhookResult,
): DeliveryAttempt {
  const { job, deliveryId, attempt, body } = queued;
  return {
    at,
    bot: job.bot.name,
    event: job.event,
    conversationId: job.conversationId,
    messageId: job.messageId,
    deliveryId,
    attempt,
    headers,
    body,
    status: result.status,
    error: result.error,
    durationMs,
  };
}
