import http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Root } from 'protobufjs';
import type { EngineFault } from './engine-server.ts';

/** A failure in gRPC's own words. */
export interface GrpcFailure {
  readonly code: number;
  readonly details: string;
  /** `google.rpc.RetryInfo`. */
  readonly retryAfterSeconds?: number;
  /** `google.rpc.ErrorInfo.reason`. */
  readonly reason?: string;
}

export class GrpcError extends Error {
  readonly failure: GrpcFailure;

  constructor(failure: GrpcFailure) {
    super(failure.details);
    this.failure = failure;
  }
}

export interface GrpcCall {
  /** `google.cloud.dialogflow.v2.Sessions/DetectIntent`. */
  readonly method: string;
  /** The decoded request, with only the fields that were sent. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly headers: http2.IncomingHttpHeaders;
}

/** @throws GrpcError */
export type GrpcHandler = (call: GrpcCall) => unknown;

export interface GrpcServer {
  /** `http://127.0.0.1:port`, or https. */
  readonly url: string;
  readonly port: number;
  readonly calls: readonly GrpcCall[];
  fault(fault: EngineFault | GrpcFailure | undefined): void;
  /** Resolves when the next request is complete. */
  nextRequest(): Promise<GrpcCall>;
  stop(): Promise<void>;
  /** On the same port. */
  start(): Promise<void>;
}

export interface GrpcServerOptions {
  /** Types by name: requests and answers are read and written with them. */
  readonly protos: readonly Root[];
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Default: any that is free. */
  readonly port?: number;
}

/**
 * Unary gRPC over HTTP/2, written out by hand (github.com/grpc/grpc, PROTOCOL-HTTP2.md), so that it shares no code with the
 * client under test and its answers can be spoiled below the level that a library would allow.
 */
export async function startGrpcServer(
  handler: GrpcHandler,
  { protos, tls, port: wanted = 0 }: GrpcServerOptions,
): Promise<GrpcServer> {
  const calls: GrpcCall[] = [];
  const sessions = new Set<http2.ServerHttp2Session>();
  let waiting: ((call: GrpcCall) => void)[] = [];
  let fault: EngineFault | GrpcFailure | undefined;
  let server: http2.Http2Server | http2.Http2SecureServer = http2.createServer();

  async function serve(stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders): Promise<void> {
    const method = String(headers[':path']).slice(1);
    const types = typesOf(protos, method);
    if (!types) {
      fail(stream, { code: 12, details: `unknown method ${method}` });
      return;
    }
    const call = { method, headers, request: decode(types.request, await readFrame(stream)) };
    calls.push(call);
    const told = waiting;
    waiting = [];
    for (const tell of told) tell(call);
    if (fault) return spoil(fault, stream);
    try {
      succeed(stream, encode(types.answer, await handler(call)));
    } catch (error) {
      if (error instanceof GrpcError) fail(stream, error.failure);
      else fail(stream, { code: 2, details: String(error) });
    }
  }

  async function start(port: number): Promise<void> {
    server = tls ? http2.createSecureServer(tls) : http2.createServer();
    server.on('session', (session: http2.ServerHttp2Session) => {
      sessions.add(session);
      session.on('close', () => sessions.delete(session)).on('error', () => undefined);
    });
    server.on('stream', (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => {
      stream.on('error', () => undefined);
      serve(stream, headers).catch(() => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR));
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
    await promise;
  }

  await start(wanted);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    calls,
    fault(next) {
      fault = next;
    },
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    start: () => start(port),
    async stop() {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      for (const session of sessions) session.destroy();
      await promise;
    },
  };
}

interface MethodTypes {
  readonly request: ReturnType<Root['lookupType']>;
  readonly answer: ReturnType<Root['lookupType']>;
}

function typesOf(protos: readonly Root[], path: string): MethodTypes | undefined {
  const [service = '', method = ''] = path.split('/');
  const namespace = service.split('.').slice(0, -1).join('.');
  for (const root of protos) {
    if (root.lookup(service) === null) continue;
    const { requestType, responseType } = root.lookupService(service).methods[method] ?? {};
    if (!requestType || !responseType) continue;
    return {
      request: root.lookupType(`${namespace}.${requestType}`),
      answer: root.lookupType(`${namespace}.${responseType}`),
    };
  }
  return undefined;
}

function decode(type: MethodTypes['request'], message: Buffer): Record<string, unknown> {
  return type.toObject(type.decode(message), { longs: String, enums: String, bytes: String });
}

function encode(type: MethodTypes['answer'], answer: unknown): Buffer {
  return Buffer.from(type.encode(type.fromObject(asObject(answer))).finish());
}

/** Bytes stand in the fixtures as Node prints a Buffer. */
function asObject(value: unknown): Record<string, unknown> {
  const revived: unknown = JSON.parse(JSON.stringify(value), (_, inner: unknown) =>
    typeof inner === 'object' &&
    inner !== null &&
    'type' in inner &&
    inner.type === 'Buffer' &&
    'data' in inner
      ? Buffer.from(inner.data as number[])
      : inner,
  );
  return typeof revived === 'object' && revived !== null ? { ...revived } : {};
}

/** One byte for compression, four for the length, then the message. */
function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

async function readFrame(stream: http2.ServerHttp2Stream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).subarray(5);
}

const grpcHeaders = { ':status': 200, 'content-type': 'application/grpc' };

function succeed(stream: http2.ServerHttp2Stream, message: Buffer): void {
  if (stream.destroyed) return;
  stream.respond(grpcHeaders, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(frame(message));
}

function fail(stream: http2.ServerHttp2Stream, failure: GrpcFailure): void {
  if (stream.destroyed) return;
  const details = statusDetails(failure);
  stream.respond(
    {
      ...grpcHeaders,
      'grpc-status': String(failure.code),
      'grpc-message': encodeURIComponent(failure.details),
      ...(details ? { 'grpc-status-details-bin': details.toString('base64') } : {}),
    },
    { endStream: true },
  );
}

/** `google.rpc.Status` with its details as `Any`, put together by hand: the packages' protos do not have it. */
function statusDetails({ code, retryAfterSeconds, reason }: GrpcFailure): Buffer | undefined {
  const details: Buffer[] = [];
  if (reason) {
    const info = Buffer.concat([
      lengthDelimited(1, Buffer.from(reason)),
      lengthDelimited(2, Buffer.from('googleapis.com')),
    ]);
    details.push(any('google.rpc.ErrorInfo', info));
  }
  if (retryAfterSeconds) {
    details.push(any('google.rpc.RetryInfo', lengthDelimited(1, Buffer.from([0x08, retryAfterSeconds]))));
  }
  if (details.length === 0) return undefined;
  return Buffer.concat([Buffer.from([0x08, code]), ...details.map((detail) => lengthDelimited(3, detail))]);
}

/** A field that no version knows, of many bytes. */
function unknownField(bytes: number): Buffer {
  const length: number[] = [];
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 128)) length.push((rest % 128) | 0x80);
  length.push((length.pop() ?? 0) & 0x7f);
  return Buffer.concat([Buffer.from([0xfa, 0x7f, ...length]), Buffer.alloc(bytes, 'x')]);
}

function any(type: string, message: Buffer): Buffer {
  return Buffer.concat([
    lengthDelimited(1, Buffer.from(`type.googleapis.com/${type}`)),
    lengthDelimited(2, message),
  ]);
}

/** Lengths below 128 fit into one byte. */
function lengthDelimited(field: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(field << 3) | 2, content.length]), content]);
}

/** Google's own table (google/rpc/code.proto): what an HTTP status of the contract is in gRPC. */
const codeOfStatus: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  409: 9,
  429: 8,
  500: 13,
  503: 14,
};

function spoil(fault: EngineFault | GrpcFailure, stream: http2.ServerHttp2Stream): void {
  if ('code' in fault) {
    fail(stream, fault);
    return;
  }
  switch (fault.kind) {
    case 'status': {
      const code = codeOfStatus[fault.status];
      const retryAfterSeconds = Number(fault.headers?.['retry-after'] ?? 0);
      if (code !== undefined) fail(stream, { code, details: 'Refused.', retryAfterSeconds });
      else stream.respond({ ':status': fault.status, ...fault.headers }, { endStream: true });
      return;
    }
    case 'empty-body':
      stream.respond(grpcHeaders, { endStream: true });
      return;
    case 'html':
      stream.respond({ ':status': 200, 'content-type': 'text/html' });
      stream.end('<!doctype html><title>Sign in</title>');
      return;
    case 'not-json':
      succeed(stream, Buffer.from('not a message'));
      return;
    case 'truncated':
      stream.respond(grpcHeaders);
      stream.write(frame(Buffer.alloc(4_000)).subarray(0, 40));
      setImmediate(() => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR));
      return;
    case 'huge':
      succeed(stream, unknownField(fault.bytes));
      return;
    case 'hang':
      return;
    default:
      stream.session?.destroy();
  }
}
