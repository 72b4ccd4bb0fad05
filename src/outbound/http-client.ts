/**
 * The one way out for REST traffic (Chatwoot, Rasa, Botpress, fetch steps, media): axios over keep-alive agents,
 * with deadline, size limit and allowed hosts set once. Vendor SDKs bring their own transport.
 */
import http from 'node:http';
import https from 'node:https';
import {
  type AxiosAdapter,
  type AxiosError,
  AxiosHeaders,
  getAdapter,
  type InternalAxiosRequestConfig,
} from 'axios';
import type { Json } from '../core/model/json.ts';

export type TransportFailureKind =
  | 'timeout'
  | 'refused'
  | 'dns'
  | 'tls'
  | 'broken'
  | 'truncated'
  | 'too-large'
  | 'aborted'
  | 'not-allowed';

/** No usable HTTP answer. The message names host and port, never path, query or headers (they may hold secrets). */
export class TransportFailure extends Error {
  readonly kind: TransportFailureKind;
  constructor(kind: TransportFailureKind, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.name = 'TransportFailure';
    this.kind = kind;
  }
  /** True when the request certainly never reached the other side, so that sending again is safe. */
  get neverSent(): boolean {
    return (
      this.kind === 'refused' || this.kind === 'dns' || this.kind === 'tls' || this.kind === 'not-allowed'
    );
  }
}

export interface HttpClientOptions {
  /** e.g. `https://chat.example.com`; requests may then name a path only. */
  readonly baseUrl?: string;
  readonly timeoutMs: number;
  /** Largest answer body, bytes. */
  readonly maxBytes: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sockets per host. Absent: as many as there are requests at once, which the caller bounds. */
  readonly maxSockets?: number;
  /** `host` or `host:port`. Absent: only the host of `baseUrl`. */
  readonly allowedHosts?: readonly string[];
}

export interface HttpRequest {
  readonly method: string;
  /** Path below `baseUrl`, or a whole URL. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: Json;
  /** Sent as it is (multipart form, text). */
  readonly body?: FormData | string | Buffer;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  text(): string;
  /** The parsed body, or undefined when it is not JSON. */
  json(): unknown;
}

export interface HttpClient {
  /** Resolves for every status. Redirects are not followed. @throws TransportFailure */
  request(request: HttpRequest): Promise<HttpAnswer>;
  close(): void;
}

const KEEP_ALIVE_MS = 30_000;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const agentOptions = {
    keepAlive: true,
    keepAliveMsecs: KEEP_ALIVE_MS,
    maxSockets: options.maxSockets ?? Number.POSITIVE_INFINITY,
  };
  const httpAgent = new http.Agent(agentOptions);
  const httpsAgent = new https.Agent(agentOptions);
  const base = options.baseUrl?.replace(/\/+$/, '');
  const allowed = new Set(options.allowedHosts ?? (base ? [new URL(base).host] : []));
  const fixed = {
    httpAgent,
    httpsAgent,
    maxContentLength: options.maxBytes,
    maxBodyLength: Number.POSITIVE_INFINITY,
    maxRedirects: 0,
    proxy: false,
    responseType: 'arraybuffer',
    validateStatus: null,
    transitional: {},
  } as const;
  const ask: Ask = (config) => adapter({ ...fixed, ...config });
  return {
    request: (request) => send(ask, request, resolveUrl(base, request), allowed, options),
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

function resolveUrl(base: string | undefined, request: HttpRequest): URL {
  const text = /^https?:\/\//i.test(request.url) ? request.url : `${base ?? ''}${request.url}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new TransportFailure('not-allowed', 'The address is not a URL.');
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  return url;
}

/**
 * axios' HTTP adapter without its front: the merging of defaults, interceptors and transforms cost more than the
 * request itself, and none of them is used here.
 */
const adapter: AxiosAdapter = getAdapter('http');

type Ask = (
  config: Pick<InternalAxiosRequestConfig, 'method' | 'url' | 'headers' | 'data' | 'signal'>,
) => ReturnType<AxiosAdapter>;

async function send(
  ask: Ask,
  request: HttpRequest,
  url: URL,
  allowed: ReadonlySet<string>,
  options: HttpClientOptions,
): Promise<HttpAnswer> {
  if (!allowed.has(url.host) && !allowed.has(url.hostname)) {
    throw new TransportFailure('not-allowed', `The host ${url.host} is not allowed.`);
  }
  const timeoutMs = request.timeoutMs ?? options.timeoutMs;
  const deadline = startDeadline(timeoutMs, request.signal);
  try {
    const answer = await ask({
      method: request.method,
      url: url.href,
      headers: new AxiosHeaders({
        ...options.headers,
        ...(request.json === undefined ? {} : jsonHeaders),
        ...request.headers,
      }),
      data: request.json === undefined ? request.body : JSON.stringify(request.json),
      signal: deadline.signal,
    });
    return toAnswer(answer.status, answer.headers, toBuffer(answer.data));
  } catch (error) {
    throw toFailure(error, url.host, request.signal, deadline.passed(), timeoutMs);
  } finally {
    deadline.stop();
  }
}

interface Deadline {
  readonly signal: AbortSignal;
  passed(): boolean;
  stop(): void;
}

/**
 * Covers the whole exchange, connecting included, which axios' own timeout does not. Not `AbortSignal.timeout` and
 * `any`: their timers run on after the answer, and thousands of them stay in memory under load.
 */
function startDeadline(timeoutMs: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let passed = false;
  const timer = setTimeout(() => {
    passed = true;
    controller.abort();
  }, timeoutMs);
  const onAbort = () => controller.abort();
  caller?.addEventListener('abort', onAbort, { once: true });
  if (caller?.aborted) onAbort();
  return {
    signal: controller.signal,
    passed: () => passed,
    stop() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', onAbort);
    },
  };
}

function toBuffer(data: unknown): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.alloc(0);
}

const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json' };

function toAnswer(status: number, rawHeaders: object, body: Buffer): HttpAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(rawHeaders)) headers[name.toLowerCase()] = String(value);
  return {
    status,
    headers,
    body,
    text: () => body.toString('utf8'),
    json: () => {
      try {
        return JSON.parse(body.toString('utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
  };
}

function toFailure(
  error: unknown,
  host: string,
  caller: AbortSignal | undefined,
  deadlinePassed: boolean,
  timeoutMs: number,
): TransportFailure {
  if (caller?.aborted) return new TransportFailure('aborted', `The request to ${host} was cancelled.`);
  if (deadlinePassed)
    return new TransportFailure('timeout', `${host} did not answer within ${timeoutMs} ms.`);
  const { code = '', message = '' } = error as AxiosError;
  if (/maxContentLength/.test(message))
    return new TransportFailure('too-large', `The answer of ${host} is too large.`);
  if (code === 'ECONNREFUSED') return new TransportFailure('refused', `${host} refused the connection.`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new TransportFailure('dns', `The name of ${host} does not resolve.`);
  if (code === 'ETIMEDOUT' || code === 'ECONNABORTED')
    return new TransportFailure('timeout', `${host} did not answer in time.`);
  // axios' word for a connection that closed in the middle of the body.
  if (code === 'ERR_BAD_RESPONSE')
    return new TransportFailure('truncated', `${host} broke off in the middle of its answer.`);
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code))
    return new TransportFailure('tls', `TLS to ${host} failed: ${code}.`);
  return new TransportFailure('broken', `The connection to ${host} broke${code ? ` (${code})` : ''}.`);
}
