import type { Answer } from './http-exchange.ts';
import type { RequestBody } from './request-body.ts';

/** One request as routes see it. */
export interface RouteRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: RequestBody;
}

export type RouteHandler<Context> = (
  context: Context,
  request: RouteRequest,
  ...ids: string[]
) => Answer | Promise<Answer>;

/** `pattern`: a path in which each `:name` stands for one segment; the segments are passed on in order. */
export interface Route<Context> {
  readonly method: string;
  readonly pattern: string;
  readonly handle: RouteHandler<Context>;
}

export interface FoundRoute<Context> {
  readonly route: Route<Context>;
  readonly ids: readonly string[];
}

export function createRouteTable<Context>(routes: readonly Route<Context>[]) {
  const compiled = routes.map((route) => ({ route, regex: compilePattern(route.pattern) }));
  return {
    find(method: string, path: string): FoundRoute<Context> | undefined {
      for (const { route, regex } of compiled) {
        const match = route.method === method ? regex.exec(path) : null;
        if (match) return { route, ids: match.slice(1).map(decodeURIComponent) };
      }
      return undefined;
    },
  };
}

function compilePattern(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, '([^/]+)')}/?$`);
}
