/** Routes that tell what became of a conversation, and what was given up. For the operator only. */
import type Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { findKeys } from '../core/explain/find-keys.ts';
import { type ReportDeps, reportConversation } from '../core/explain/report-conversation.ts';
import type { Store } from '../core/ports/store.ts';

export interface ExplainDeps extends Omit<ReportDeps, 'store'> {
  readonly store: ReportDeps['store'] & Pick<Store, 'find'>;
}

const DEAD_LETTERS_SHOWN = 200;
const searchQuery = z.object({
  id: z.string().regex(/^\w{1,40}$/),
  account: z
    .string()
    .regex(/^\w{1,40}$/)
    .optional(),
  bot: z.string().min(1).optional(),
});

/** `admin` lets nobody through but the operator. */
export function addExplainRoutes(router: Router, admin: Middleware, deps: ExplainDeps): void {
  const { dead } = deps.store;
  router.get('/api/conversations', admin, async (context) => {
    const query = searchQuery.safeParse(Object.fromEntries(context.URL.searchParams)).data;
    if (!query)
      return refuse(context, 400, 'Expected ?id=<conversation>, and if need be &account= and &bot=.');
    context.body = { keys: await findKeys(deps.store, query) };
  });
  router.get('/api/conversations/:key/trace', admin, async (context) => {
    context.body = await reportConversation(context['params']['key'] ?? '', deps);
  });
  router.get('/api/dead-letters', admin, async (context) => {
    context.body = { deadLetters: await dead.list(DEAD_LETTERS_SHOWN) };
  });
  router.post('/api/dead-letters/:id/redrive', admin, async (context) => {
    answer(context, await dead.redrive(context['params']['id'] ?? ''), 'redriven');
  });
  router.post('/api/dead-letters/:id/discard', admin, async (context) => {
    answer(context, await dead.discard(context['params']['id'] ?? ''), 'discarded');
  });
}

function answer(context: Context, done: boolean, status: 'redriven' | 'discarded'): void {
  if (done) context.body = { status };
  else refuse(context, 404, 'There is no such dead letter.');
}

function refuse(context: Context, status: number, error: string): void {
  context.status = status;
  context.body = { error };
}
