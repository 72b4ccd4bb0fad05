import { createHmac } from 'node:crypto';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookRoute, type WebhookBot } from '../../src/chatwoot/webhook-route.ts';
import type { Observation } from '../../src/core/ports/observer.ts';
import type { NewEvent } from '../../src/core/ports/store.ts';
import { fixture, withValues } from './fixtures.ts';

const NOW = 1_783_936_600_000;
const SECRET = 'first-secret';
const lock = { headerPrefix: 'X-Chatwoot-', toleranceSeconds: 300 };
const bots: Readonly<Record<string, WebhookBot>> = {
  signed: { name: 'signed', secrets: [SECRET, 'second-secret'], ...lock },
  renamed: { name: 'renamed', secrets: [SECRET], ...lock, headerPrefix: 'X-Brand-' },
  path: { name: 'path', secrets: [], pathSecret: 'long-path-secret', ...lock },
  both: { name: 'both', secrets: [SECRET], pathSecret: 'long-path-secret', ...lock },
  open: { name: 'open', secrets: [], ...lock },
};

let server: Server;
let port = 0;
let accepted: NewEvent[] = [];
let settled: { callId: string; reference: string }[] = [];
let observed: Observation[] = [];
let storeFails = false;

beforeAll(async () => {
  const route = createWebhookRoute({
    findBot: (name) => (Object.hasOwn(bots, name) ? bots[name] : undefined),
    store: {
      async accept(events) {
        if (storeFails) throw new Error('disk full: /secret/path');
        const known = accepted.map(({ id }) => id);
        accepted.push(...events);
        return events.map(({ id }) => (known.includes(id) ? 'duplicate' : 'accepted'));
      },
      async settle(callId, reference) {
        if (storeFails) throw new Error('disk full');
        settled.push({ callId, reference });
        return !callId.endsWith('/9');
      },
    },
    now: () => NOW,
    observe: (observation) => observed.push(observation),
    maxBodyBytes: 20_000,
  });
  const router = new Router();
  router.post('/webhooks/chatwoot/:bot', route);
  router.post('/webhooks/chatwoot/:bot/:secret', route);
  const app = new Koa();
  // A sender that hangs up is an error to Koa; here it is a test.
  app.silent = true;
  app.use(router.routes());
  server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  accepted = [];
  settled = [];
  observed = [];
  storeFails = false;
});

interface Sent {
  readonly to?: string;
  readonly secret?: string;
  readonly prefix?: string;
  readonly atMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

function sign(body: Uint8Array, { secret = SECRET, prefix = 'X-Chatwoot-', atMs = NOW }: Sent) {
  const timestamp = String(Math.floor(atMs / 1000));
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  return { [`${prefix}Timestamp`]: timestamp, [`${prefix}Signature`]: `sha256=${digest}` };
}

async function post(body: unknown, sent: Sent = {}): Promise<{ status: number; body: unknown }> {
  const bytes =
    body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const response = await fetch(`http://127.0.0.1:${port}/webhooks/chatwoot/${sent.to ?? 'signed'}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'Content-Type': 'application/json', ...sign(bytes, sent), ...sent.headers },
  });
  return { status: response.status, body: await response.json() };
}

const incoming = fixture('message_created.incoming.json');

describe('a signed bot', () => {
  it('accepts a customer message, stores it once, and says what it did', async () => {
    expect(await post(incoming)).toEqual({
      status: 200,
      body: { status: 'accepted', reason: 'customer-spoke' },
    });
    expect(await post(incoming)).toMatchObject({ status: 200, body: { status: 'duplicate' } });
    expect(accepted[0]).toMatchObject({ id: 'signed:3:message:48210', key: 'signed:3:312' });
    expect(observed[0]).toEqual({
      kind: 'webhook-answered',
      bot: 'signed',
      status: 200,
      outcome: 'accepted',
      reason: 'customer-spoke',
      durationMs: 0,
    });
  });

  it('takes the delivery id as an alias', async () => {
    await post(incoming, { headers: { 'X-Chatwoot-Delivery': '5d0c7c1e' } });
    expect(accepted[0]?.aliases).toEqual(['signed:delivery:5d0c7c1e']);
  });

  it('verifies the bytes that Rails escaped', async () => {
    const escaped = JSON.stringify(withValues(incoming, { content: 'Tom & Ana <3' }))
      .replaceAll('&', '\\u0026')
      .replaceAll('<', '\\u003c');
    expect((await post(escaped)).status).toBe(200);
  });

  it('takes the second secret during rotation, and a renamed header prefix', async () => {
    expect((await post(incoming, { secret: 'second-secret' })).status).toBe(200);
    expect((await post(incoming, { to: 'renamed', prefix: 'X-Brand-' })).status).toBe(200);
    expect((await post(incoming, { to: 'renamed' })).status).toBe(401);
  });

  it('ignores noise with its reason', async () => {
    expect(await post(fixture('message_created.template_greeting.json'))).toEqual({
      status: 200,
      body: { status: 'ignored', reason: 'template' },
    });
    expect(accepted).toEqual([]);
  });

  it('settles the call of an echo, and ignores an echo of nothing open', async () => {
    const echo = fixture('message_created.outgoing_bot_echo.json');
    const marker = 'content_attributes.gateway_call_id';
    expect(await post(withValues(echo, { [marker]: 'signed:3:message:1/1' }))).toMatchObject({
      body: { status: 'accepted', reason: 'echo' },
    });
    expect(await post(withValues(echo, { [marker]: 'signed:3:message:1/9' }))).toMatchObject({
      body: { status: 'ignored', reason: 'own-message' },
    });
    expect(settled[0]).toEqual({ callId: 'signed:3:message:1/1', reference: '48211' });
  });

  it('learns its own id from an echo, and then knows another bot', async () => {
    const echo = fixture('message_created.outgoing_bot_echo.json');
    // The last one is of another gateway: no call of ours, so its sender is not us.
    for (const [call, id] of [
      ['signed:3:message:1/1', 5],
      ['signed:3:message:1/9', 77],
    ]) {
      const values = { 'content_attributes.gateway_call_id': call, 'sender.id': id };
      await post(withValues(echo, values));
    }
    const taken = fixture('conversation_updated.bot_assigned.json');
    await post(withValues(taken, { 'meta.assignee.id': 77 }));
    expect(accepted[0]?.event.conversation.assignee?.kind).toBe('other-bot');
  });
});

describe('what is refused, with nothing stored', () => {
  it.each<[string, unknown, Sent, number, string]>([
    ['a wrong secret', incoming, { secret: 'guess' }, 401, 'signature-wrong'],
    ['a replay', incoming, { atMs: NOW - 301_000 }, 401, 'timestamp-outside-window'],
    ['a message from the future', incoming, { atMs: NOW + 301_000 }, 401, 'timestamp-outside-window'],
    ['no signature', incoming, { prefix: 'X-Other-' }, 401, 'signature-missing'],
    ['no path secret', incoming, { to: 'path' }, 401, 'path-secret-wrong'],
    ['a wrong path secret', incoming, { to: 'path/long-path-secreT' }, 401, 'path-secret-wrong'],
    ['a signature without the path', incoming, { to: 'both' }, 401, 'path-secret-wrong'],
    [
      'the path without a signature',
      incoming,
      { to: 'both/long-path-secret', secret: 'x' },
      401,
      'signature-wrong',
    ],
    ['a bot without any secret', incoming, { to: 'open' }, 401, 'no-secret-configured'],
    ['an unknown bot', incoming, { to: 'nobody' }, 404, 'unknown-bot'],
    ['a bot named like a trap', incoming, { to: 'constructor' }, 404, 'unknown-bot'],
    ['text', incoming, { headers: { 'Content-Type': 'text/plain' } }, 415, 'not-json-content-type'],
    [
      'almost JSON type',
      incoming,
      { headers: { 'Content-Type': 'application/jsonp' } },
      415,
      'not-json-content-type',
    ],
    ['not JSON', '{"event":', {}, 422, 'not-json'],
    ['nothing', '', {}, 422, 'not-json'],
    ['a list', [], {}, 422, 'not-an-event'],
    ['deep nesting', '['.repeat(9_000) + ']'.repeat(9_000), {}, 422, 'not-an-event'],
    ['half a deep nesting', '[{"a":'.repeat(3_000), {}, 422, 'not-json'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), {}, 422, 'not-utf-8'],
    [
      'an unreadable customer message',
      withValues(incoming, { conversation: null }),
      {},
      422,
      'message-unreadable',
    ],
    ['a large body', 'x'.repeat(20_001), {}, 413, 'body-too-large'],
  ])('%s', async (_name, body, sent, status, reason) => {
    expect(await post(body, sent)).toEqual({ status, body: { status: 'refused', reason } });
    expect(accepted).toEqual([]);
    expect(observed).toMatchObject([{ status, outcome: 'refused', reason }]);
  });

  it('a customer message with a body nested beneath what we read is accepted, and shortened', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(700)}1${'}'.repeat(700)}`);
    const body = withValues(incoming, { 'conversation.custom_attributes': deep, more: deep });
    expect((await post(body)).status).toBe(200);
    expect(JSON.stringify(accepted[0]?.event.conversation.attributes)).toBe('{"a":{"a":{"a":{}}}}');
  });

  it('a body that is too large and does not say so', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const sending = httpRequest(
        {
          port,
          host: '127.0.0.1',
          path: '/webhooks/chatwoot/signed',
          method: 'POST',
          headers: { 'content-type': 'application/json' },
        },
        (response) => resolve(response.resume().statusCode ?? 0),
      );
      sending.on('error', reject);
      // Chunked: without a length. Left unended, so that only the limit can bring the answer.
      sending.write('x'.repeat(15_000));
      sending.write('x'.repeat(15_000));
    });
    expect(status).toBe(413);
    expect((await post(incoming)).status).toBe(200);
  });

  it('a sender that hangs up in the middle, unharmed', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          'POST /webhooks/chatwoot/signed HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"event":',
        );
        socket.end();
      });
      socket.on('close', () => resolve()).resume();
    });
    await expect.poll(() => observed).toMatchObject([{ status: 400, reason: 'body-incomplete' }]);
    expect((await post(incoming)).status).toBe(200);
  });
});

describe('a bot protected by its path', () => {
  it('accepts with the right secret and no signature', async () => {
    expect((await post(incoming, { to: 'path/long-path-secret', prefix: 'X-None-' })).status).toBe(200);
  });

  it('with secrets too needs both', async () => {
    expect((await post(incoming, { to: 'both/long-path-secret' })).status).toBe(200);
  });
});

describe('a store that fails', () => {
  it('is answered with 500, since Chatwoot asks again only then, and without its words', async () => {
    storeFails = true;
    const failed = { status: 500, body: { status: 'failed', reason: 'store-unavailable' } };
    expect(await post(incoming)).toEqual(failed);
    const echo = fixture('message_created.outgoing_bot_echo.json');
    expect(await post(withValues(echo, { 'content_attributes.gateway_call_id': 'x/1' }))).toEqual(failed);
  });

  it('does not matter for what needs no store', async () => {
    storeFails = true;
    expect((await post(fixture('message_updated.status_read.json'))).status).toBe(200);
  });
});
