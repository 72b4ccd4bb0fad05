/** The door for engines that call us. What can be told from the head is told before the body is read. */
import type Koa from 'koa';
import { z } from 'zod';
import { isGatewayError } from '../core/model/gateway-error.ts';
import type { CallbackAnswer, EngineCallback } from '../core/ports/engine-callback.ts';
import type { Observer } from '../core/ports/observer.ts';
import type { Provider } from '../core/ports/provider.ts';
import { opensLock } from './callback-lock.ts';
import { readBody } from './read-body.ts';

export interface EngineCallbackDeps {
  /** Undefined when no such engine is configured. Waits for an engine that is still loading. @throws GatewayError */
  findEngine(bot: string, engine: string, signal: AbortSignal): Promise<Provider> | undefined;
  readonly maxBodyBytes: number;
  /** Milliseconds; only differences count. */
  readonly clock: () => number;
  readonly observe: Observer;
}

interface Answer extends CallbackAnswer {
  readonly reason?: string;
}

const parameters = z.object({ bot: z.string(), engine: z.string(), secret: z.string().optional() });
/** An engine that is not loaded by then is asked to come again. */
const LOADING_PATIENCE_MS = 10_000;

/** Koa middleware for `POST /engines/:bot/:engine` and `POST /engines/:bot/:engine/:secret`. */
export function createEngineCallbackRoute(deps: EngineCallbackDeps): (context: Koa.Context) => Promise<void> {
  return async (context) => {
    const startedAt = deps.clock();
    const { bot, engine, secret } = parameters.parse(context['params']);
    const loading = deps.findEngine(bot, engine, AbortSignal.timeout(LOADING_PATIENCE_MS));
    const answer = loading ? await admit(deps, context, loading, secret) : refuse(404, 'unknown-engine');
    context.status = answer.status;
    // The rest of a body that we did not read is not worth waiting for.
    if (!context.req.complete) context.set('connection', 'close');
    context.body = answer.body ?? { status: answer.status < 400 ? 'accepted' : 'refused' };
    const known = loading ? { bot, engine } : { bot: 'unknown', engine: 'unknown' };
    const { status, reason } = answer;
    const durationMs = deps.clock() - startedAt;
    deps.observe({ kind: 'callback-answered', ...known, status, ...(reason && { reason }), durationMs });
  };
}

async function admit(
  deps: EngineCallbackDeps,
  context: Koa.Context,
  loading: Promise<Provider>,
  secret: string | undefined,
): Promise<Answer> {
  const provider = await loading.catch(() => undefined);
  if (!provider) return refuse(503, 'engine-not-loaded');
  if (!provider.receive || !provider.callbackLock) return refuse(404, 'engine-never-calls');
  const head = { headers: headersOf(context), query: queryOf(context) };
  if (!opensLock(provider.callbackLock, { ...head, pathSecret: secret })) return refuse(401, 'lock-closed');
  const body = await readBody(context.req, deps.maxBodyBytes);
  if (body === 'too-large') return refuse(413, 'body-too-large');
  if (body === 'broken') return refuse(400, 'body-incomplete');
  const { method, path } = context;
  return receive(provider.receive.bind(provider), { ...head, method, path, rawBody: body });
}

async function receive(
  hand: (callback: EngineCallback) => Promise<CallbackAnswer>,
  callback: EngineCallback,
): Promise<Answer> {
  try {
    return await hand(callback);
  } catch (error) {
    // Stored nothing, so the engine should come again; the cause is not for the caller.
    return refuse(500, isGatewayError(error) ? error.code : 'callback-failed');
  }
}

function refuse(status: number, reason: string): Answer {
  return { status, reason, body: { status: status >= 500 ? 'failed' : 'refused', reason } };
}

function headersOf({ headers }: Koa.Context): Readonly<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
  return Object.fromEntries(entries);
}

/** A name that came twice counts with its last value. */
function queryOf({ URL: url }: Koa.Context): Readonly<Record<string, string>> {
  return Object.fromEntries(url.searchParams);
}
