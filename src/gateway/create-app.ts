import Router from '@koa/router';
import Koa, { type Middleware } from 'koa';

export interface AppParts {
  /** Answers `POST /webhooks/chatwoot/:bot[/:secret]`. */
  readonly webhook: (context: Koa.Context) => Promise<void>;
  /** Answers `POST /engines/:bot/:engine[/:secret]`. */
  readonly engineCallback: (context: Koa.Context) => Promise<void>;
  readonly operations: Middleware;
  /** Further routes, tried last (playground). */
  readonly extra?: Middleware;
  readonly onError: (error: unknown) => void;
}

/** All routes of the gateway. Only the webhooks and the callbacks of engines are meant for the public. */
export function createApp(parts: AppParts): Koa {
  const app = new Koa();
  const webhooks = new Router({ prefix: '/webhooks/chatwoot' });
  webhooks.post('/:bot', parts.webhook);
  webhooks.post('/:bot/:secret', parts.webhook);
  app.use(webhooks.routes() as Middleware);
  app.use(webhooks.allowedMethods() as Middleware);
  const engines = new Router({ prefix: '/engines' });
  engines.post('/:bot/:engine', parts.engineCallback);
  engines.post('/:bot/:engine/:secret', parts.engineCallback);
  app.use(engines.routes() as Middleware);
  app.use(engines.allowedMethods() as Middleware);
  app.use(parts.operations);
  if (parts.extra) app.use(parts.extra);
  // Koa would print the error with everything that it holds.
  app.silent = true;
  app.on('error', parts.onError);
  return app;
}
