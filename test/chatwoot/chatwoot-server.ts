import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { fixture } from './fixtures.ts';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  json(): unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What to do with one request: answer, break the connection, or keep silent. */
export type Reaction = Answer | 'break' | 'silence';

export interface ChatwootServer {
  readonly url: string;
  readonly host: string;
  readonly seen: Seen[];
  react: (request: Seen) => Reaction;
  close(): Promise<void>;
}

/** A scripted HTTP server on a port of its own. */
export async function startChatwootServer(): Promise<ChatwootServer> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const { method = '', url: path = '', headers } = request;
    const arrived = { method, path, headers, body, json: (): unknown => JSON.parse(body.toString()) };
    seen.push(arrived);
    const reaction = started.react(arrived);
    if (reaction === 'silence') return;
    if (reaction === 'break') return request.socket.destroy();
    response.writeHead(reaction.status, {
      'content-type': 'application/json; charset=utf-8',
      ...reaction.headers,
    });
    response.end(toBytes(reaction.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const started: ChatwootServer = {
    url: `http://${host}`,
    host,
    seen,
    react: () => ({ status: 404 }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return started;
}

function toBytes(body: unknown): string | Buffer {
  if (body === undefined) return '';
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}

const recorded = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
});

/** The answer of an `api.*.json` fixture. */
export function recordedAnswer(name: string): Answer {
  return recorded.parse(fixture(name));
}
