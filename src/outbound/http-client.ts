/**
 * The one way out for REST traffic (Chatwoot, Rasa, Botpress, fetch steps, media): undici over keep-alive connections,
 * with deadline, size limit and allowed hosts set once. Vendor SDKs bring their own transport.
 */
import { Agent, type Dispatcher } from 'undici';
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
  /** Gets each piece of a 2xx body as it comes. The whole answer is resolved all the same. */
  readonly onPiece?: (piece: Buffer) => void;
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
  const agent = new Agent({
    connections: options.maxSockets ?? null,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: options.maxBytes,
    // One deadline covers the whole exchange; see `startDeadline`.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 0 },
  });
  const base = options.baseUrl?.replace(/\/+$/, '');
  const allowed = new Set(options.allowedHosts ?? (base ? [new URL(base).host] : []));
  return {
    request: (request) => send(agent, request, resolveUrl(base, request), allowed, options),
    close: () => void agent.destroy(),
  };
}

function resolveUrl(base: string | undefined, request: HttpRequest): URL {
  const text = /^https?:\/\//i.test(request.url) ? request.url : `${base ?? ''}${request.url}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new TransportFailure('not-allowed', 'The address is not a URL.');
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  return url;
}

async function send(
  agent: Agent,
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
  let answered = false;
  try {
    const body = await encodeBody(request);
    const answer = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: { ...basicAuthorization(url), ...options.headers, ...body.headers, ...request.headers },
      body: body.content,
      signal: deadline.signal,
    });
    answered = true;
    return toAnswer(answer.statusCode, answer.headers, await readBody(answer, request.onPiece));
  } catch (error) {
    throw (
      stopped(url.host, request.signal, deadline.passed(), timeoutMs) ?? toFailure(error, url.host, answered)
    );
  } finally {
    deadline.stop();
  }
}

async function readBody(
  { statusCode, body }: Dispatcher.ResponseData,
  onPiece: HttpRequest['onPiece'],
): Promise<Buffer> {
  if (!onPiece || statusCode < 200 || statusCode > 299) return Buffer.from(await body.arrayBuffer());
  const pieces: Buffer[] = [];
  for await (const piece of body) {
    const bytes = Buffer.from(piece);
    pieces.push(bytes);
    onPiece(bytes);
  }
  return Buffer.concat(pieces);
}

interface EncodedBody {
  readonly content: string | Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json' };

async function encodeBody({ json, body }: HttpRequest): Promise<EncodedBody> {
  if (json !== undefined) return { content: JSON.stringify(json), headers: jsonHeaders };
  if (!(body instanceof FormData)) return { content: body ?? null, headers: {} };
  // The platform's own encoding: boundary and content type belong together.
  const encoded = new Response(body);
  const type = encoded.headers.get('content-type') ?? 'multipart/form-data';
  return { content: Buffer.from(await encoded.arrayBuffer()), headers: { 'content-type': type } };
}

interface Deadline {
  readonly signal: AbortSignal;
  passed(): boolean;
  stop(): void;
}

/**
 * Covers the whole exchange, connecting included. Not `AbortSignal.timeout` and `any`: their timers run on after the
 * answer, and thousands of them stay in memory under load.
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

export function toAnswer(status: number, rawHeaders: object, body: Buffer): HttpAnswer {
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

/** `http://name:password@host` as a header; the address itself travels without it. */
function basicAuthorization(url: URL): Readonly<Record<string, string>> {
  if (!url.username) return {};
  const text = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(text).toString('base64')}` };
}

function stopped(
  host: string,
  caller: AbortSignal | undefined,
  deadlinePassed: boolean,
  timeoutMs: number,
): TransportFailure | undefined {
  if (caller?.aborted) return new TransportFailure('aborted', `The request to ${host} was cancelled.`);
  return deadlinePassed
    ? new TransportFailure('timeout', `${host} did not answer within ${timeoutMs} ms.`)
    : undefined;
}

/** By the code of the system, of OpenSSL or of undici (`UND_ERR_…`); `answered`: status and headers had come. */
export function toFailure(error: unknown, host: string, answered: boolean): TransportFailure {
  const code = codeOf(error);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return new TransportFailure('too-large', `The answer of ${host} is too large.`);
  if (answered) return new TransportFailure('truncated', `${host} broke off in the middle of its answer.`);
  if (code === 'ECONNREFUSED') return new TransportFailure('refused', `${host} refused the connection.`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new TransportFailure('dns', `The name of ${host} does not resolve.`);
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT')
    return new TransportFailure('timeout', `${host} did not answer in time.`);
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO|EPROTO/.test(code))
    return new TransportFailure('tls', `TLS to ${host} failed: ${code}.`);
  return new TransportFailure('broken', `The connection to ${host} broke${code ? ` (${code})` : ''}.`);
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
