import { createControlStream } from './control-stream.ts';
import { openAfterBotFailure } from './conversation-lifecycle.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Platform, StandInEvent } from './platform.ts';
import { createRequestHandler, type RequestHandler } from './request-handler.ts';
import { createBoundedLog, type LoggedRequest } from './request-log.ts';
import { type ConversationSummary, summarize } from './show-message.ts';
import { createControl, type StandInControl } from './stand-in-control.ts';
import type { StandInOptions } from './stand-in-options.ts';
import { createWebhookQueue, type DeliveryAttempt } from './webhook-queue.ts';
import { createWorld } from './world.ts';

const DEFAULT_LOG_LIMIT = 5000;

export interface StandInState {
  readonly version: string;
  readonly inboxes: readonly { id: number; name: string; channel: string; website_token: string }[];
  readonly conversations: readonly ConversationSummary[];
  readonly bots: readonly { id: number; name: string; outgoing_url: string | null }[];
}

/**
 * A Chatwoot server in memory, as far as an agent bot can tell: REST API, widget API, signed webhooks. It shares no
 * code with the gateway's own Chatwoot side, so that one mistake cannot hide another.
 */
export interface StandIn extends StandInControl {
  /** Serves the stand-in over HTTP. `request.url` must begin below the prefix that it is mounted under. */
  readonly handle: RequestHandler;
  readonly faults: Faults;
  /** Every attempt to deliver a webhook, oldest first. */
  readonly deliveries: readonly DeliveryAttempt[];
  /** Every call of the REST and widget API, oldest first. */
  readonly requests: readonly LoggedRequest[];
  state(): StandInState;
  has(conversationId: number): boolean;
  /** The stand-in's clock, epoch milliseconds. */
  now(): number;
  /** Token and secret of a bot, for the configuration of the gateway. */
  credentials(bot?: string): { readonly token: string; readonly secret: string | null };
  /** Where the events of a bot (default: the first) go from now on; null: nowhere. */
  setOutgoingUrl(url: string | null, bot?: string): void;
  /** Calls `listener` on everything that happens; returns the way to stop it. */
  on(listener: (event: StandInEvent) => void): () => void;
  /**
   * Waits until `predicate` holds; it is asked now and after everything that happens. Resolves with its result.
   * @throws Error after `timeoutMs` (default 5000)
   */
  waitFor<Value>(predicate: () => Value | undefined | null | false, timeoutMs?: number): Promise<Value>;
  /** Resolves when no webhook is queued, under way or waiting for a retry. */
  webhooksDone(): Promise<void>;
  close(): void;
}

export function createStandIn(options: StandInOptions = {}): StandIn {
  const world = createWorld(options);
  const faults = createFaults();
  const stream = createControlStream();
  const listeners = new Set<(event: StandInEvent) => void>();
  const timers = new Set<NodeJS.Timeout>();
  const requests = createBoundedLog<LoggedRequest>(options.logLimit ?? DEFAULT_LOG_LIMIT);
  const deliveries = createBoundedLog<DeliveryAttempt>(options.logLimit ?? DEFAULT_LOG_LIMIT);

  const notify = (event: StandInEvent) => {
    if (event.type === 'request') requests.push(event.request);
    if (event.type === 'delivery') deliveries.push(event.delivery);
    stream.send(event);
    for (const listener of [...listeners]) listener(event);
  };
  const later = (delayMs: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timers.add(timer);
  };
  const webhooks = createWebhookQueue({
    world,
    faults,
    onAttempt: (delivery) => notify({ type: 'delivery', conversationId: delivery.conversationId, delivery }),
    onFailure(conversationId) {
      const conversation = world.conversations.get(conversationId);
      if (conversation) openAfterBotFailure(platform, conversation);
    },
  });
  const platform: Platform = { world, faults, webhooks, notify, later };
  const on = (listener: (event: StandInEvent) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const findBot = (name?: string) => {
    const bot = world.bots.find((candidate) => name === undefined || candidate.name === name);
    if (!bot) throw new Error(`There is no bot ${name ?? ''}.`);
    return bot;
  };

  const standIn: StandIn = {
    ...createControl(platform),
    handle: createRequestHandler({ platform, stream, standIn: () => standIn }),
    faults,
    deliveries: deliveries.entries,
    requests: requests.entries,
    state: () => describeState(platform),
    has: (conversationId) => world.conversations.has(conversationId),
    now: () => world.now(),
    credentials: (name) => ({ token: findBot(name).token, secret: findBot(name).secret }),
    setOutgoingUrl(url, name) {
      findBot(name).outgoingUrl = url;
    },
    on,
    waitFor: (predicate, timeoutMs) => waitUntil(on, predicate, timeoutMs),
    webhooksDone: () => webhooks.idle(),
    close() {
      webhooks.stop();
      stream.close();
      for (const timer of timers) clearTimeout(timer);
      listeners.clear();
    },
  };
  return standIn;
}

const DEFAULT_WAIT_MS = 5000;

function waitUntil<Value>(
  on: (listener: () => void) => () => void,
  predicate: () => Value | undefined | null | false,
  timeoutMs = DEFAULT_WAIT_MS,
): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const check = () => {
    try {
      const value = predicate();
      if (value !== undefined && value !== null && value !== false) resolve(value);
    } catch (error) {
      reject(error);
    }
  };
  const timer = setTimeout(() => reject(new Error(`Waited ${timeoutMs} ms in vain.`)), timeoutMs);
  const off = on(check);
  check();
  return promise.finally(() => {
    clearTimeout(timer);
    off();
  });
}

function describeState({ world }: Platform): StandInState {
  return {
    version: world.profile.version,
    inboxes: world.inboxes.map(({ id, name, channel, websiteToken }) => ({
      id,
      name,
      channel,
      website_token: websiteToken,
    })),
    conversations: [...world.conversations.values()].map((conversation) => summarize(world, conversation)),
    bots: world.bots.map(({ id, name, outgoingUrl }) => ({ id, name, outgoing_url: outgoingUrl })),
  };
}
