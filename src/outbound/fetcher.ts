/** Performs the fetch steps of flows: JSON over HTTP to allowed hosts, within one deadline for all attempts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../core/model/gateway-error.ts';
import type { Json } from '../core/model/json.ts';
import type { Fetcher, FetchRequest, FetchResult } from '../core/ports/fetcher.ts';
import { createHttpClient, type HttpAnswer, type HttpClient, TransportFailure } from './http-client.ts';

export interface FetcherOptions {
  /** `host` or `host:port`. */
  readonly allowedHosts: readonly string[];
  /** Largest answer body, bytes. Absent: 1 MiB. */
  readonly maxBytes?: number;
  /** Milliseconds on a clock that never goes back. */
  readonly clock?: () => number;
  /** 0..1, for the jitter of pauses. */
  readonly random?: () => number;
}

export interface OpenFetcher {
  readonly fetch: Fetcher;
  close(): void;
}

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 150;
/** A pause that leaves less than this for the next attempt is not worth it. */
const LEAST_MS = 50;

export function createFetcher(options: FetcherOptions): OpenFetcher {
  const client = createHttpClient({
    allowedHosts: options.allowedHosts,
    maxBytes: options.maxBytes ?? 1024 * 1024,
    timeoutMs: 10_000,
  });
  const { clock = () => performance.now(), random = Math.random } = options;
  return {
    fetch: (request, signal) => fetchWithin(client, request, signal, clock, random),
    close: () => client.close(),
  };
}

interface Attempt {
  readonly result: FetchResult;
  /** Pause before trying again; absent: this is the answer. */
  readonly again?: { readonly atLeastMs: number };
}

async function fetchWithin(
  client: HttpClient,
  request: FetchRequest,
  signal: AbortSignal,
  clock: () => number,
  random: () => number,
): Promise<FetchResult> {
  const endsAt = clock() + request.timeoutMs;
  for (let number = 1; ; number += 1) {
    const attempt = await tryOnce(client, request, Math.max(1, endsAt - clock()), signal);
    if (!attempt.again || number === ATTEMPTS) return attempt.result;
    const jitter = random() * FIRST_PAUSE_MS * 2 ** (number - 1);
    const pauseMs = Math.max(attempt.again.atLeastMs, jitter);
    if (clock() + pauseMs + LEAST_MS > endsAt) return attempt.result;
    await sleep(pauseMs, undefined, { signal }).catch(() => {
      throw aborted();
    });
  }
}

async function tryOnce(
  client: HttpClient,
  request: FetchRequest,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Attempt> {
  try {
    const answer = await client.request({
      method: request.method,
      url: request.url,
      headers: headersOf(request),
      timeoutMs: Math.ceil(timeoutMs),
      signal,
      ...(request.body !== undefined && { json: request.body }),
    });
    return readAnswer(answer, request);
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error;
    return readFailure(error, request);
  }
}

/** A write carries the key by which its receiver knows a repetition, also of a turn that was repeated after a crash. */
function headersOf({ method, headers, idempotencyKey }: FetchRequest): Record<string, string> {
  const key: Record<string, string> = method === 'GET' ? {} : { 'idempotency-key': idempotencyKey };
  return { accept: 'application/json', ...key, ...headers };
}

function readAnswer(answer: HttpAnswer, request: FetchRequest): Attempt {
  const { status } = answer;
  const body = readJson(answer);
  if (status < 200 || status > 299) {
    const result = failed(`The answer was HTTP ${status}.`, { status, ...(body !== undefined && { body }) });
    return mayRepeat(request) && isPassing(status)
      ? { result, again: { atLeastMs: retryAfterMs(answer) } }
      : { result };
  }
  if (body === undefined) return { result: failed('The answer is not JSON.', { status }) };
  return { result: { ok: true, status, body } };
}

function readFailure(failure: TransportFailure, request: FetchRequest): Attempt {
  switch (failure.kind) {
    case 'aborted':
      throw aborted(failure);
    case 'not-allowed':
      return { result: { ok: false, code: 'FETCH_NOT_ALLOWED', detail: failure.message } };
    case 'too-large':
    case 'tls':
      return { result: failed(failure.message) };
    case 'refused':
    case 'dns':
      // Never reached anyone, so even a write may be sent again.
      return { result: failed(failure.message), again: { atLeastMs: 0 } };
    case 'timeout':
    case 'broken':
    case 'truncated': {
      const result = failed(failure.message);
      return mayRepeat(request) ? { result, again: { atLeastMs: 0 } } : { result };
    }
  }
}

function mayRepeat({ method }: FetchRequest): boolean {
  return method === 'GET';
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

/** Seconds, as most APIs send it; a date is not read and counts as no wish. */
function retryAfterMs({ headers }: HttpAnswer): number {
  const seconds = Number(headers['retry-after'] ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

/** An empty body is `null`; undefined when it is not JSON. */
function readJson(answer: HttpAnswer): Json | undefined {
  const text = answer.text().trim();
  if (text === '') return null;
  try {
    const parsed: Json = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

function failed(detail: string, more: { readonly status?: number; readonly body?: Json } = {}): FetchResult {
  return { ok: false, code: 'FETCH_FAILED', detail, ...more };
}

function aborted(cause?: unknown): GatewayError {
  return new GatewayError('FETCH_ABORTED', 'the gateway stops.', { cause });
}
