import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 16 * 1024;

/** The JSON body of a request of the page; undefined when it is not JSON or over 16 KiB. */
export async function readSmallJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    // The rest is read and dropped, so that the refusal still reaches the sender.
    if (bytes <= MAX_BYTES) chunks.push(buffer);
  }
  if (bytes > MAX_BYTES) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
