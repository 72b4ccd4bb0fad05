import { createReadStream } from 'node:fs';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import type { Store } from '../core/ports/store.ts';
import { createLoopbackGuard } from './loopback-guard.ts';
import { listPageFiles, readPage } from './page-files.ts';
import { readSmallJson } from './read-small-json.ts';

/** A bot as the page shows it. */
export interface PlaygroundBot {
  readonly name: string;
  /** Engines configured for this bot. */
  readonly engines: readonly string[];
  /** The engine that serves it now. */
  readonly engine: string;
  /** The engine that the configuration names. */
  readonly defaultEngine: string;
}

export interface PlaygroundDeps {
  readonly store: Pick<Store, 'traces' | 'state'>;
  bots(): readonly PlaygroundBot[];
  /** May give a promise. @throws Error when it cannot be done; its message is shown on the page. */
  switchEngine(bot: string, engine: string): unknown;
  /** Path of the Chatwoot stand-in on the same port, e.g. `/stand-in`. */
  readonly standInPrefix: string;
}

const TRACES_SHOWN = 100;
const apiPrefix = '/playground/api/';
const assetPrefix = '/playground/assets/';
const engineRequestSchema = z.strictObject({ bot: z.string(), engine: z.string() });

/**
 * Serves the page at `/`, its files, and the small JSON API that it reads:
 * `GET /playground/api/bots` · `GET /playground/api/traces/<conversation key>` · `POST /playground/api/engine`.
 * Requests for other paths go on to the next middleware, untouched.
 */
export function createPlaygroundRoutes(deps: PlaygroundDeps): Middleware {
  const guard = createLoopbackGuard();
  const page = readPage();
  const files = listPageFiles();

  async function serve(context: Context): Promise<void> {
    setSecurityHeaders(context, page.contentSecurityPolicy);
    if (context.path === '/') {
      if (!allow(context, 'GET')) return;
      context.type = 'text/html; charset=utf-8';
      context.body = page.html;
    } else if (context.path.startsWith(assetPrefix)) {
      if (allow(context, 'GET')) serveFile(context, files.get(context.path.slice(assetPrefix.length)));
    } else {
      await serveApi(context, deps, context.path.slice(apiPrefix.length));
    }
  }

  return async (context, next) => {
    const ours =
      context.path === '/' || context.path.startsWith(assetPrefix) || context.path.startsWith(apiPrefix);
    return ours ? guard(context, () => serve(context)) : next();
  };
}

async function serveApi(context: Context, deps: PlaygroundDeps, path: string): Promise<void> {
  const [resource, key] = path.split('/');
  if (path === 'bots') {
    if (allow(context, 'GET')) context.body = { standIn: deps.standInPrefix, bots: deps.bots() };
  } else if (resource === 'traces' && key) {
    if (allow(context, 'GET')) await answerTraces(context, deps, key);
  } else if (path === 'engine') {
    if (allow(context, 'POST')) await answerEngine(context, deps);
  } else {
    refuse(context, 404, 'No such resource.');
  }
}

async function answerTraces(context: Context, deps: PlaygroundDeps, encodedKey: string): Promise<void> {
  const key = decodeSegment(encodedKey);
  if (key === undefined) return refuse(context, 400, 'The conversation key is not properly encoded.');
  const [traces, state] = await Promise.all([deps.store.traces(key, TRACES_SHOWN), deps.store.state(key)]);
  context.body = { traces, state: state ?? null };
}

async function answerEngine(context: Context, deps: PlaygroundDeps): Promise<void> {
  const body = await readSmallJson(context.req);
  const request = engineRequestSchema.safeParse(body);
  if (!request.success) return refuse(context, 422, 'Expected {"bot": "<name>", "engine": "<name>"}.');
  const bot = deps.bots().find((candidate) => candidate.name === request.data.bot);
  if (!bot) return refuse(context, 404, `No bot named ${request.data.bot}.`);
  if (!bot.engines.includes(request.data.engine)) {
    return refuse(context, 422, `${bot.name} has these engines: ${bot.engines.join(', ')}.`);
  }
  try {
    await deps.switchEngine(bot.name, request.data.engine);
    context.body = { bot: bot.name, engine: request.data.engine };
  } catch (error) {
    refuse(context, 502, error instanceof Error ? error.message : 'The engine could not be switched.');
  }
}

function serveFile(context: Context, file: { path: string; contentType: string } | undefined): void {
  if (!file) {
    refuse(context, 404, 'No such file.');
    return;
  }
  context.type = file.contentType;
  context.body = createReadStream(file.path);
}

function setSecurityHeaders(context: Context, contentSecurityPolicy: string): void {
  context.set('Content-Security-Policy', contentSecurityPolicy);
  context.set('X-Content-Type-Options', 'nosniff');
  context.set('Referrer-Policy', 'no-referrer');
  context.set('Cross-Origin-Opener-Policy', 'same-origin');
  context.set('Cross-Origin-Resource-Policy', 'same-origin');
  context.set('Cache-Control', 'no-store');
}

/** HEAD goes wherever GET goes. */
function allow(context: Context, method: 'GET' | 'POST'): boolean {
  if (context.method === method || (method === 'GET' && context.method === 'HEAD')) return true;
  context.set('Allow', method);
  refuse(context, 405, `Only ${method} here.`);
  return false;
}

function refuse(context: Context, status: number, error: string): void {
  context.status = status;
  context.body = { error };
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
