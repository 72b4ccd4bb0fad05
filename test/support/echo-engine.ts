/** The smallest engine: speaks Rasa's REST channel and says what it heard. */

import { once } from 'node:events';
import { createServer } from 'node:http';

export interface EchoEngine {
  readonly url: string;
  /** Thinking time of each answer, milliseconds. */
  delayMs: number;
  close(): Promise<void>;
}

export async function startEchoEngine(): Promise<EchoEngine> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { sender, message } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<
        string,
        string
      >;
      const body = JSON.stringify([{ recipient_id: sender, text: `heard ${message}` }]);
      setTimeout(() => response.setHeader('content-type', 'application/json').end(body), engine.delayMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const engine: EchoEngine = {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    delayMs: 0,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return engine;
}
