import type { IncomingMessage } from 'node:http';

/**
 * The bytes as they came. Stops at the limit, whatever `content-length` says. `broken`: the sender hung up in the
 * middle. Never rejects, and leaves the connection open for the answer.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer | 'too-large' | 'broken'> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too-large');
  const { promise, resolve } = Promise.withResolvers<Buffer | 'too-large' | 'broken'>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else resolve('too-large');
  });
  request.on('end', () => resolve(Buffer.concat(chunks)));
  request.on('close', () => resolve('broken'));
  // The listener stays: a reset that follows the answer must not become an uncaught exception.
  request.on('error', () => resolve('broken'));
  return promise;
}
