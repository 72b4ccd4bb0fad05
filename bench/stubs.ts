/** A Rasa and a Chatwoot that answer at once (or after a set delay) and tell when a reply arrived. */
import http from 'node:http';

export interface Stubs {
  readonly rasaUrl: string;
  readonly chatwootUrl: string;
  /** The engine's thinking time from now on, milliseconds. */
  setEngineDelay(milliseconds: number): void;
  /** Called with the conversation id for each reply that arrives. */
  onReply(listener: (conversation: number) => void): void;
  close(): Promise<void>;
}

export async function startStubs(): Promise<Stubs> {
  let engineDelayMs = 0;
  let listener: (conversation: number) => void = () => {};
  let messageId = 1_000_000;

  const rasa = http.createServer((request, response) => {
    void readBody(request).then((text) => {
      const { sender } = JSON.parse(text) as { sender: string };
      const body = JSON.stringify([{ recipient_id: sender, text: 'We have a room for you.' }]);
      const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      if (engineDelayMs > 0) setTimeout(answer, engineDelayMs);
      else answer();
    });
  });
  const chatwoot = http.createServer((request, response) => {
    void readBody(request).then(() => {
      const match = /\/conversations\/(\d+)\/(\w+)/.exec(request.url ?? '');
      messageId += 1;
      const body = JSON.stringify({ id: messageId, content: '', content_attributes: {} });
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      if (match?.[2] === 'messages') listener(Number(match[1]));
    });
  });
  const [rasaUrl, chatwootUrl] = await Promise.all([listen(rasa), listen(chatwoot)]);
  return {
    rasaUrl,
    chatwootUrl,
    setEngineDelay: (milliseconds) => {
      engineDelayMs = milliseconds;
    },
    onReply: (added) => {
      listener = added;
    },
    close: async () => {
      for (const server of [rasa, chatwoot]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function listen(server: http.Server): Promise<string> {
  return new Promise((resolve) => {
    // Longer than a round: an idle connection that is closed just when it is used again would be a failure of neither.
    server.keepAliveTimeout = 600_000;
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
}

function readBody(request: http.IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}
