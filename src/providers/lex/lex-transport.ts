import http from 'node:http';
import https from 'node:https';
import { pipeline, Readable, Transform } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { TransportFailure } from '../../outbound/http-client.ts';

export interface LexTransportOptions {
  readonly timeoutMs: number;
  /** Largest answer body, bytes. */
  readonly maxBytes: number;
}

/** Lex alone for one gateway; the SDK's own limit is 50. */
const SOCKETS = 128;
const CONNECT_MS = 5_000;

export type LexTransport = Pick<
  NodeHttpHandler,
  'metadata' | 'handle' | 'destroy' | 'updateHttpClientConfig' | 'httpHandlerConfigs'
>;

/**
 * HTTP/1.1 with keep-alive. The default of this client is HTTP/2, which opens one connection per request (it is made for
 * StartConversation; aws-sdk-js-v3 #3836, #1525, #7041). `throwOnRequestTimeout`: without it a timeout is only a
 * warning on the console, and the request goes on.
 */
export function createLexTransport({ timeoutMs, maxBytes }: LexTransportOptions): LexTransport {
  const agent = { keepAlive: true, maxSockets: SOCKETS };
  const handler = new NodeHttpHandler({
    httpAgent: new http.Agent(agent),
    httpsAgent: new https.Agent(agent),
    connectionTimeout: Math.min(CONNECT_MS, timeoutMs),
    requestTimeout: timeoutMs,
    throwOnRequestTimeout: true,
  });
  return {
    metadata: handler.metadata,
    async handle(request, options) {
      const { response } = await handler.handle(request, options);
      if (response.body instanceof Readable) response.body = limited(response.body, maxBytes);
      return { response };
    },
    destroy: () => handler.destroy(),
    updateHttpClientConfig: (key, value) => handler.updateHttpClientConfig(key, value),
    httpHandlerConfigs: () => handler.httpHandlerConfigs(),
  };
}

/** The SDK reads an answer of any size into memory. */
function limited(body: Readable, maxBytes: number): Readable {
  let size = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length;
      if (size > maxBytes) done(new TransportFailure('too-large', 'the answer is too large'));
      else done(null, chunk);
    },
  });
  // A failure of either end destroys the other; whoever reads the counter is told.
  return pipeline(body, counter, () => {});
}
