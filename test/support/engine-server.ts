import http from 'node:http';

/** What goes wrong with the answers of an engine, from the next request on. */
export type EngineFault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly kind: 'empty-body' }
  | { readonly kind: 'html' }
  | { readonly kind: 'not-json' }
  /** The connection closes in the middle of the body. */
  | { readonly kind: 'truncated' }
  | { readonly kind: 'huge'; readonly bytes: number }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Works on the request, then closes the connection instead of answering. */
  | { readonly kind: 'lost-answer' };

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  /** Parsed JSON, or the text when it is not JSON. */
  readonly body: unknown;
  /** The body as it came, for signatures. */
  readonly text: string;
}

export interface EngineAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text goes out as it is, anything else as JSON. */
  readonly body: unknown;
  /** Writes the body piece by piece, and ends it, in place of `body`. */
  readonly stream?: (outgoing: http.ServerResponse) => void;
}

export interface EngineServer {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  fault(fault: EngineFault | undefined): void;
  /** Resolves when the next request is complete. */
  nextRequest(): Promise<SeenRequest>;
  stop(): Promise<void>;
  /** On the same port. */
  start(): Promise<void>;
}

export type EngineHandler = (request: SeenRequest) => EngineAnswer | Promise<EngineAnswer>;

/** A loopback HTTP server whose answers can be spoiled. Port 0: any free one. */
export async function startEngineServer(handler: EngineHandler, wantedPort = 0): Promise<EngineServer> {
  const requests: SeenRequest[] = [];
  let waiting: ((request: SeenRequest) => void)[] = [];
  let fault: EngineFault | undefined;
  let server = http.createServer();

  async function serve(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    requests.push(request);
    const told = waiting;
    waiting = [];
    for (const tell of told) tell(request);
    await spoil(fault, outgoing, () => handler(request));
  }

  async function start(port: number): Promise<void> {
    server = http.createServer((incoming, outgoing) => {
      serve(incoming, outgoing).catch(() => outgoing.destroy());
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
    await promise;
  }

  await start(wantedPort);
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    fault(next) {
      fault = next;
    },
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    start: () => start(port),
    async stop() {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      await promise;
    },
  };
}

function portOf(server: http.Server): number {
  const address = server.address();
  if (typeof address === 'object' && address) return address.port;
  throw new Error('The server has no port.');
}

async function spoil(
  fault: EngineFault | undefined,
  outgoing: http.ServerResponse,
  work: () => EngineAnswer | Promise<EngineAnswer>,
): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return send(outgoing, await work());
    case 'status':
      return send(outgoing, { status: fault.status, headers: fault.headers, body: { status: 'failure' } });
    case 'empty-body':
      return send(outgoing, { status: 200, body: '' });
    case 'html':
      return send(outgoing, {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Sign in</title>',
      });
    case 'not-json':
      return send(outgoing, { status: 200, body: '[{"text": "half' });
    case 'truncated':
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' });
      outgoing.write('[{"text": "half');
      setImmediate(() => outgoing.socket?.destroy());
      return;
    case 'huge':
      return send(outgoing, { status: 200, body: JSON.stringify([{ text: 'x'.repeat(fault.bytes) }]) });
    case 'hang':
      return;
    case 'lost-answer':
      await work();
      outgoing.socket?.destroy();
  }
}

function send(outgoing: http.ServerResponse, { status, headers, body, stream }: EngineAnswer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  if (stream) stream(outgoing);
  else outgoing.end(text);
}

async function readRequest(incoming: http.IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const url = new URL(incoming.url ?? '/', 'http://engine');
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: incoming.headers,
    body: parse(text),
    text,
  };
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
