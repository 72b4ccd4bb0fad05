/** Posts a webhook as Chatwoot does, or as somebody does who is not Chatwoot. */
import { createHmac } from 'node:crypto';

export interface PostedWebhook {
  /** Absent: not signed. */
  readonly secret?: string;
  /** Epoch milliseconds of the signature; now when absent. */
  readonly signedAt?: number;
  /** The body that is signed, where it is not the one that is sent. */
  readonly signedBody?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly body: unknown;
}

export async function postWebhook(
  url: string,
  body: unknown,
  { secret, signedAt, signedBody, headers }: PostedWebhook = {},
): Promise<WebhookAnswer> {
  const bytes = toBytes(body);
  const signature = secret === undefined ? {} : signed(toBytes(signedBody ?? bytes), secret, signedAt);
  const answer = await fetch(url, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'application/json', ...signature, ...headers },
  });
  return { status: answer.status, body: await answer.json().catch(() => undefined) };
}

function toBytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function signed(body: Buffer, secret: string, at = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  return { 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': `sha256=${digest}` };
}
