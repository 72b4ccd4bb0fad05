import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Middleware } from 'koa';

/**
 * Mounts a plain node handler on a Koa app below `prefix` (no trailing slash). It must stand before anything that
 * reads bodies: the handler reads its own.
 */
export function mountOnKoa(
  prefix: string,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Middleware {
  return async (context, next) => {
    if (context.path !== prefix && !context.path.startsWith(`${prefix}/`)) return next();
    context.respond = false;
    context.req.url = (context.req.url ?? '').slice(prefix.length) || '/';
    await handle(context.req, context.res);
  };
}
