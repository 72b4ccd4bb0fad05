import type { Json } from '../model/json.ts';

/** One HTTP request of a flow, templates already filled. */
export interface FetchRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly timeoutMs: number;
  /** Same key for every repetition of the same step of the same turn. */
  readonly idempotencyKey: string;
}

/** A failure is a value: the flow has a branch for it. */
export type FetchResult =
  | { readonly ok: true; readonly status: number; readonly body: Json }
  | {
      readonly ok: false;
      readonly status?: number;
      readonly code: string;
      readonly detail: string;
      readonly body?: Json;
    };

/**
 * Refuses hosts that are not configured; repeats GET on network failures, 429 and 5xx within the deadline.
 * @throws GatewayError `FETCH_ABORTED`, and nothing else, when the signal aborts: the turn is then repeated later
 */
export type Fetcher = (request: FetchRequest, signal: AbortSignal) => Promise<FetchResult>;
