import type { Middleware } from 'koa';

/** The request headers that the guard reads, lower-cased, absent ones undefined. */
export interface GuardedRequest {
  readonly method: string;
  readonly host?: string;
  readonly origin?: string;
  readonly fetchSite?: string;
}

export type GuardVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

const loopbackHost = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The playground listens on loopback and asks for no password, so two attacks by a web page remain: DNS
 * rebinding (the page's own name points at 127.0.0.1; shown by the Host header) and cross-site requests
 * (shown by Origin and Sec-Fetch-Site, which a page cannot forge). Programs send neither and pass.
 */
export function judgeRequest(request: GuardedRequest): GuardVerdict {
  if (request.host === undefined || !loopbackHost.test(request.host)) {
    return { ok: false, reason: 'The playground answers only under localhost, 127.0.0.1 or [::1].' };
  }
  if (safeMethods.has(request.method)) return { ok: true };
  const crossSite = request.fetchSite !== undefined && request.fetchSite !== 'same-origin';
  const otherOrigin = request.origin !== undefined && request.origin !== `http://${request.host}`;
  if (crossSite || otherOrigin)
    return { ok: false, reason: 'Changes are accepted from the playground page only.' };
  return { ok: true };
}

/** Refuses with 403 what `judgeRequest` refuses. Put it before everything that belongs to the playground. */
export function createLoopbackGuard(): Middleware {
  return async (context, next) => {
    const verdict = judgeRequest({
      method: context.method,
      host: header(context.headers.host),
      origin: header(context.headers.origin),
      fetchSite: header(context.headers['sec-fetch-site']),
    });
    if (verdict.ok) return next();
    context.status = 403;
    context.body = { error: verdict.reason };
  };
}

function header(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
