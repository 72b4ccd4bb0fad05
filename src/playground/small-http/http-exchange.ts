import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** What a route answers. `body` undefined: empty, with a JSON content type, as Rails' `head :ok`. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Sent instead of `body`, as it is. */
  readonly raw?: { readonly contentType: string; readonly data: string | Buffer };
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by routes to answer something else than success. */
export class HttpProblem extends Error {
  readonly answer: Answer;
  constructor(status: number, body: unknown) {
    super(`HTTP ${status}`);
    this.name = 'HttpProblem';
    this.answer = { status, body };
  }
}

export const notFound = () => new HttpProblem(404, { error: 'Resource could not be found' });

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new HttpProblem(413, { error: 'Request Entity Too Large' });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** `toJson`: how the other side writes JSON, if it has habits of its own. */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  toJson: (value: unknown) => string = JSON.stringify,
): void {
  const text = answer.raw?.data ?? (answer.body === undefined ? '' : toJson(answer.body));
  const contentType = answer.raw?.contentType ?? 'application/json; charset=utf-8';
  response.writeHead(answer.status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    ...answer.headers,
  });
  response.end(text);
}
