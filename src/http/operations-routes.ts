/**
 * Routes for operators. `/health/live` and `/health/ready` say nothing but yes or no; everything else asks for the
 * admin token, and does not exist without one.
 */
import { timingSafeEqual } from 'node:crypto';
import Router from '@koa/router';
import type { Context, Middleware, Next } from 'koa';
import type { Store } from '../core/ports/store.ts';
import { addExplainRoutes, type ExplainDeps } from './explain-routes.ts';

export interface OperationsDeps extends ExplainDeps {
  /** Absent: the routes that need it answer 404. */
  readonly adminToken?: string;
  readonly isReady: () => boolean;
  readonly store: ExplainDeps['store'] & Pick<Store, 'stats'>;
  readonly metrics: { read(): Promise<string>; readonly contentType: string };
}

export function createOperationsRoutes(deps: OperationsDeps): Middleware {
  const router = new Router();
  router.get('/health/live', (context) => {
    context.body = { status: 'live' };
  });
  router.get('/health/ready', (context) => {
    context.status = deps.isReady() ? 200 : 503;
    context.body = { status: deps.isReady() ? 'ready' : 'starting or draining' };
  });
  router.get('/metrics', requireAdmin(deps), async (context) => {
    context.type = deps.metrics.contentType;
    context.body = await deps.metrics.read();
  });
  router.get('/api/stats', requireAdmin(deps), async (context) => {
    context.body = await deps.store.stats();
  });
  addExplainRoutes(router, requireAdmin(deps), deps);
  return router.routes() as Middleware;
}

function requireAdmin({ adminToken }: OperationsDeps) {
  return async (context: Context, next: Next): Promise<void> => {
    if (!adminToken) {
      context.status = 404;
      return;
    }
    if (!sameText(context.get('authorization'), `Bearer ${adminToken}`)) {
      context.set('www-authenticate', 'Bearer');
      context.status = 401;
      context.body = { error: 'The admin token is missing or wrong.' };
      return;
    }
    await next();
  };
}

/** In constant time for texts of one length; the length of the token is no secret. */
function sameText(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
