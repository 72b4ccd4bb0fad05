import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { startServer } from '../../../../src/playground/start-server.ts';

export interface ReceivedWebhook {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  /** Parsed. */
  readonly body: WebhookBody;
}

export type WebhookBody = Record<string, unknown> & { readonly event: string };

export type Reaction = (webhook: ReceivedWebhook, response: ServerResponse, count: number) => void;

/** A bot's endpoint on a real port: records what comes and answers as told (default 200). */
export async function startWebhookReceiver(
  react: Reaction = (_webhook, response) => void response.end('{}'),
) {
  const received: ReceivedWebhook[] = [];
  const server = await startServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString('utf8');
    const webhook: ReceivedWebhook = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      raw,
      body: raw === '' ? { event: '' } : JSON.parse(raw),
    };
    received.push(webhook);
    react(webhook, response, received.length);
  });
  return {
    url: server.url,
    received,
    events: () => received.map(({ body }) => body.event),
    bodies: (event: string) => received.map(({ body }) => body).filter((body) => body.event === event),
    close: () => server.close(),
  };
}

export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>;
