/**
 * The door: verify, read, store durably, answer. Nothing slow happens here, since Chatwoot waits five seconds at most
 * and gives the conversation to people when it is not answered.
 *
 * The status decides what Chatwoot does (protocol §2.4): 2xx is success; 500 is asked again, 503 is not; everything
 * else fails at once and opens a pending conversation.
 */
import type Koa from 'koa';
import { z } from 'zod';
import type { Observer } from '../core/ports/observer.ts';
import type { Store } from '../core/ports/store.ts';
import { admitPath, admitSignature } from './admit-webhook.ts';
import { type BodyAddress, readBodyAddress } from './body-address.ts';
import type { ChatwootSettings } from './chatwoot-settings.ts';
import { parseBody, readRawBody } from './read-body.ts';
import { readEvent } from './read-event.ts';
import type { ReadEvent } from './read-result.ts';
import { deliveryHeaders } from './verify-signature.ts';
import type { WaitingWatch } from './waiting-watch.ts';

/** What the door must know of a bot. */
export interface WebhookBot
  extends Pick<ChatwootSettings, 'secrets' | 'pathSecret' | 'headerPrefix' | 'toleranceSeconds'> {
  readonly name: string;
  /** How long a customer may wait, milliseconds. Absent: nobody looks for lost messages. */
  readonly watchdogMs?: number;
  /** A visitor who opens the chat window gets a conversation. */
  readonly createsConversations?: boolean;
}

export interface WebhookRouteDeps {
  findBot(name: string): WebhookBot | undefined;
  readonly store: Pick<Store, 'accept' | 'settle'>;
  /** Looks for messages that never come. Absent: nobody does. */
  readonly waiting?: WaitingWatch;
  /** Epoch milliseconds. */
  now(): number;
  readonly observe: Observer;
  /** Told of every genuine webhook about a conversation that led to nothing. */
  readonly onSkipped?: (address: BodyAddress, outcome: SkippedOutcome, reason: string) => void;
  /** Largest body, bytes; 1 MiB unless told. */
  readonly maxBodyBytes?: number;
}

export type SkippedOutcome = Exclude<WebhookAnswer['outcome'], 'accepted'>;

/** What the caller learns. Never repeats input. */
interface WebhookAnswer {
  readonly status: number;
  readonly outcome: 'accepted' | 'duplicate' | 'ignored' | 'refused' | 'failed';
  readonly reason?: string;
}

export const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

const pathParameters = z.object({ bot: z.string(), secret: z.string().optional() });

/** Koa middleware for `POST /webhooks/chatwoot/:bot` and `POST /webhooks/chatwoot/:bot/:secret`. */
export function createWebhookRoute(deps: WebhookRouteDeps): (context: Koa.Context) => Promise<void> {
  // Chatwoot never tells a bot its own id, but the echoes of its messages carry it.
  const ownBotIds = new Map<string, string>();
  return async (context) => {
    const startedAt = deps.now();
    const parameters = pathParameters.safeParse(context['params']).data;
    const bot = parameters && deps.findBot(parameters.bot);
    const answer = bot
      ? await answerWebhook(deps, context, bot, parameters.secret, ownBotIds)
      : refuse(404, 'unknown-bot');
    const { status, outcome, reason } = answer;
    context.status = status;
    // The rest of a body that we did not read is not worth waiting for.
    if (!context.req.complete) context.set('connection', 'close');
    context.body = { status: outcome, ...(reason && { reason }) };
    const durationMs = deps.now() - startedAt;
    const observed = { kind: 'webhook-answered', bot: bot?.name ?? 'unknown', status, outcome } as const;
    deps.observe({ ...observed, ...(reason && { reason }), durationMs });
  };
}

async function answerWebhook(
  deps: WebhookRouteDeps,
  context: Koa.Context,
  bot: WebhookBot,
  pathSecret: string | undefined,
  ownBotIds: Map<string, string>,
): Promise<WebhookAnswer> {
  const bytes = await receive(deps, context, bot, pathSecret);
  if ('outcome' in bytes) return bytes;
  const body = parseBody(bytes);
  if (body.kind === 'invalid') return refuse(422, body.reason);
  const deliveryId = context.get(deliveryHeaders(bot.headerPrefix).delivery);
  const ownBotId = ownBotIds.get(bot.name);
  const read = readEvent(body.value, {
    bot: bot.name,
    receivedAt: deps.now(),
    createsConversations: bot.createsConversations ?? false,
    ...(deliveryId !== '' && { deliveryId }),
    ...(ownBotId !== undefined && { ownBotId }),
  });
  const answer = await keep(deps, bot, read);
  // Our own messages come back by rule; nobody asks why nothing came of that.
  if (read.kind !== 'echo') noteSkipped(deps, body.value, bot.name, answer);
  const settled = read.kind === 'echo' && answer.outcome === 'accepted';
  if (settled && read.senderId !== undefined) ownBotIds.set(bot.name, read.senderId);
  return answer;
}

function noteSkipped(deps: WebhookRouteDeps, body: unknown, bot: string, answer: WebhookAnswer): void {
  const { outcome, reason = '' } = answer;
  if (outcome === 'accepted' || !deps.onSkipped) return;
  const address = readBodyAddress(body, bot);
  if (address) deps.onSkipped(address, outcome, reason);
}

/** The bytes of an admitted request, or the refusal. What can be told from the head is told before the body is read. */
async function receive(
  deps: WebhookRouteDeps,
  context: Koa.Context,
  bot: WebhookBot,
  pathSecret: string | undefined,
): Promise<Buffer | WebhookAnswer> {
  const path = admitPath(bot, pathSecret);
  if (path !== 'admitted') return refuse(401, path);
  const isJson = /^application\/json\s*(;|$)/i.test(context.get('content-type'));
  if (!isJson) return refuse(415, 'not-json-content-type');
  const raw = await readRawBody(context.req, deps.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
  if (raw.kind === 'too-large') return refuse(413, 'body-too-large');
  if (raw.kind === 'broken') return refuse(400, 'body-incomplete');
  const signature = admitSignature(bot, context.req.headers, raw.bytes, deps.now());
  return signature === 'admitted' ? raw.bytes : refuse(401, signature);
}

/** Stores what was read. A store that fails is answered with 500, so that Chatwoot comes again. */
async function keep(deps: WebhookRouteDeps, bot: WebhookBot, read: ReadEvent): Promise<WebhookAnswer> {
  try {
    switch (read.kind) {
      case 'ignored':
        return { status: 200, outcome: 'ignored', reason: read.reason };
      case 'waiting':
        noteWaiting(deps, bot, read);
        return { status: 200, outcome: 'ignored', reason: 'conversation-update-noise' };
      case 'unreadable':
        return refuse(422, read.reason);
      case 'echo': {
        const settled = await deps.store.settle(read.callId, read.reference);
        return settled
          ? { status: 200, outcome: 'accepted', reason: 'echo' }
          : { status: 200, outcome: 'ignored', reason: 'own-message' };
      }
      case 'event': {
        const [result] = await deps.store.accept([read.event]);
        deps.waiting?.heard(read.event);
        return { status: 200, outcome: result ?? 'accepted', reason: read.event.event.kind };
      }
    }
  } catch {
    // The store reports its own failures; the cause is not for the caller.
    return { status: 500, outcome: 'failed', reason: 'store-unavailable' };
  }
}

/** The message itself comes within a second or two, or never. */
const LOST_AFTER_MS = 5_000;

function noteWaiting(
  { waiting }: WebhookRouteDeps,
  { watchdogMs }: WebhookBot,
  { event, messageId }: Extract<ReadEvent, { kind: 'waiting' }>,
): void {
  if (watchdogMs !== undefined) waiting?.waits(event, messageId, Math.min(LOST_AFTER_MS, watchdogMs / 4));
}

function refuse(status: number, reason: string): WebhookAnswer {
  return { status, outcome: 'refused', reason };
}
