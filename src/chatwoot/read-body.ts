import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

export type RawBody =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** The sender hung up in the middle. */
  | { readonly kind: 'broken' };

/** The bytes as they came, for the signature. Stops at the limit, whatever `content-length` says. Never rejects. */
export function readRawBody(request: IncomingMessage, maxBytes: number): Promise<RawBody> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes)
    return Promise.resolve({ kind: 'too-large' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const collect = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) finish({ kind: 'too-large' });
      else chunks.push(chunk);
    };
    const end = () => finish({ kind: 'read', bytes: joined(chunks) });
    const fail = () => finish({ kind: 'broken' });
    const finish = (body: RawBody) => {
      request.off('data', collect).off('end', end).off('close', fail);
      resolve(body);
    };
    // The error listener stays: a reset that follows the answer must not become an uncaught exception.
    request.on('data', collect).on('end', end).on('close', fail).on('error', fail);
  });
}

function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first ? first : Buffer.concat(chunks);
}

export type ParsedBody =
  | { readonly kind: 'parsed'; readonly value: unknown }
  | { readonly kind: 'invalid'; readonly reason: 'not-utf-8' | 'not-json' };

/** Strict UTF-8, since a decoder that repairs would let two byte sequences mean the same message. Never throws. */
export function parseBody(bytes: Buffer): ParsedBody {
  if (!isUtf8(bytes)) return { kind: 'invalid', reason: 'not-utf-8' };
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return { kind: 'parsed', value };
  } catch {
    return { kind: 'invalid', reason: 'not-json' };
  }
}
