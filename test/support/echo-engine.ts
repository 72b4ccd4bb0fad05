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
      const said = readJson(Buffer.concat(chunks).toString('utf8'));
      // A caller that was killed in the middle, or one that asks for the tracker, which is not here.
      if (request.method !== 'POST' || !said) {
        response.writeHead(404).end();
        return;
      }
      const body = JSON.stringify([{ recipient_id: said['sender'], text: `heard ${said['message']}` }]);
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

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
