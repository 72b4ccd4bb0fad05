/**
 * The floor: the least that a gateway can do. Bare `node:http`, signature check, answer, the same two outgoing
 * requests over keep-alive agents. No durability, no order, no retries, no de-duplication.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import http from 'node:http';

const [rasaUrl = '', chatwootUrl = '', secret = ''] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const raw = Buffer.concat(chunks);
    if (!isSigned(request, raw)) {
      response.writeHead(401).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"accepted"}');
    const event: unknown = JSON.parse(raw.toString('utf8'));
    if (isCustomerMessage(event)) void answer(event);
  });
});

// As in the gateway: Node's default of 5 s closes connections between the phases of a round.
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.({ url: `http://127.0.0.1:${address.port}/` });
});

interface CustomerMessage {
  readonly content: string;
  readonly message_type: string;
  readonly account: { readonly id: number };
  readonly conversation: { readonly id: number };
}

function isCustomerMessage(event: unknown): event is CustomerMessage {
  return (
    typeof event === 'object' &&
    event !== null &&
    'message_type' in event &&
    event.message_type === 'incoming'
  );
}

function isSigned(request: http.IncomingMessage, raw: Buffer): boolean {
  const mac = createHmac('sha256', secret).update(`${request.headers['x-chatwoot-timestamp']}.`).update(raw);
  const given = Buffer.from(String(request.headers['x-chatwoot-signature']));
  const expected = Buffer.from(`sha256=${mac.digest('hex')}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function answer(event: CustomerMessage): Promise<void> {
  const { account, conversation } = event;
  const sender = `cw-${account.id}-${conversation.id}`;
  const said: unknown = JSON.parse(
    await post(`${rasaUrl}/webhooks/rest/webhook`, { sender, message: event.content }),
  );
  for (const item of Array.isArray(said) ? said : []) {
    const path = `/api/v1/accounts/${account.id}/conversations/${conversation.id}/messages`;
    await post(`${chatwootUrl}${path}`, { content: item.text, message_type: 'outgoing' });
  }
}

function post(url: string, body: object): Promise<string> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'api-access-token': 'x',
    };
    const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    request.on('error', reject);
    request.end(text);
  });
}
