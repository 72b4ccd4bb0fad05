import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { railsJson } from '../../../src/playground/stand-in/rails-json.ts';
import { readFixture } from './support/fixtures.ts';
import { BOT_SECRET, setUp } from './support/set-up.ts';
import type { Reaction } from './support/start-webhook-receiver.ts';

const answer =
  (...statuses: number[]): Reaction =>
  (_webhook, response, count) => {
    response.statusCode = statuses[count - 1] ?? 200;
    response.end();
  };

async function sayHello(options: Parameters<typeof setUp>[0] = {}, react?: Reaction) {
  const scene = await setUp(options, react);
  const { id } = scene.standIn.createConversation();
  scene.standIn.customerSays(id, 'Tom & Ana <3');
  await scene.standIn.webhooksDone();
  return { ...scene, id };
}

const sign = (timestamp: unknown, raw: string, secret = BOT_SECRET) =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${raw}`).digest('hex')}`;

describe('signature', () => {
  it('follows the published vector', () => {
    const { secret, request } = readFixture('delivery.signed_request') as {
      secret: string;
      request: { headers: Record<string, string>; raw_body: string };
    };
    expect(sign(request.headers['X-Chatwoot-Timestamp'], request.raw_body, secret)).toBe(
      request.headers['X-Chatwoot-Signature'],
    );
    expect(railsJson(JSON.parse(request.raw_body))).toBe(request.raw_body);
  });

  it('covers the bytes that travel, with Rails’ escapes', async () => {
    const { bot } = await sayHello();
    const [received] = bot.received;
    const raw = received?.raw ?? '';
    expect(raw).toContain('Tom \\u0026 Ana \\u003c3');
    expect(received?.headers['x-chatwoot-signature']).toBe(
      sign(received?.headers['x-chatwoot-timestamp'], raw),
    );
    expect(received?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Ruby' });
  });

  it('is absent in 4.2, and for a bot without a secret', async () => {
    const old = await sayHello({ version: '4.2' });
    expect(Object.keys(old.bot.received[0]?.headers ?? {}).filter((name) => name.startsWith('x-'))).toEqual(
      [],
    );

    const { standIn, bot } = await setUp({ bots: [{ name: 'Helper Bot', secret: null }] });
    standIn.setOutgoingUrl(`${bot.url}/hook`);
    standIn.customerSays(standIn.createConversation().id, 'Hello');
    await standIn.webhooksDone();
    expect(bot.received[0]?.headers).toHaveProperty('x-chatwoot-delivery');
    expect(bot.received[0]?.headers).not.toHaveProperty('x-chatwoot-signature');
  });

  it('carries credentials of the address as Basic', async () => {
    const { standIn, bot } = await setUp();
    standIn.setOutgoingUrl(bot.url.replace('http://', 'http://user:pass@'));
    standIn.customerSays(standIn.createConversation().id, 'Hello');
    await standIn.webhooksDone();
    expect(bot.received[0]?.headers.authorization).toBe(`Basic ${btoa('user:pass')}`);
  });
});

describe('retries and failures', () => {
  it('tries 429 and 500 three times with the same delivery id and a fresh signature', async () => {
    let now = Date.parse('2026-07-13T09:55:07Z');
    const { bot, standIn, id } = await sayHello({ clock: () => (now += 2000) }, answer(429, 500, 200));
    const headers = bot.received.map((webhook) => webhook.headers);
    expect(headers).toHaveLength(3);
    expect(new Set(headers.map((row) => row['x-chatwoot-delivery'])).size).toBe(1);
    expect(new Set(headers.map((row) => row['x-chatwoot-timestamp'])).size).toBe(3);
    for (const { headers: row, raw } of bot.received) {
      expect(row['x-chatwoot-signature']).toBe(sign(row['x-chatwoot-timestamp'], raw));
    }
    expect(standIn.deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 429],
      [2, 500],
      [3, 200],
    ]);
    expect(standIn.conversation(id).status).toBe('pending');
  });

  it('opens the conversation after the third failure', async () => {
    const { bot, standIn, id } = await sayHello({}, answer(500, 500, 500));
    expect(bot.events()).toEqual([
      'message_created',
      'message_created',
      'message_created',
      'conversation_opened',
      'conversation_status_changed',
      'conversation_updated',
    ]);
    expect(standIn.conversation(id).status).toBe('open');
    expect(standIn.messages(id).at(-1)).toMatchObject({
      message_type: 'activity',
      content: 'Conversation was marked open by system due to an error with the agent bot.',
    });
  });

  it.each([400, 401, 404, 422, 502, 503, 504])('opens at once on %i', async (status) => {
    const { bot, standIn, id } = await sayHello({}, answer(status));
    expect(bot.bodies('message_created')).toHaveLength(1);
    expect(standIn.conversation(id).status).toBe('open');
  });

  it('opens at once when nothing answers, in time or at all', async () => {
    const slow = await sayHello({ waits: { webhookTimeoutMs: 20 } }, () => undefined);
    expect(slow.standIn.conversation(slow.id).status).toBe('open');
    expect(slow.standIn.deliveries[0]).toMatchObject({ status: null, error: 'Timed out' });

    const { standIn } = await setUp();
    standIn.setOutgoingUrl('http://127.0.0.1:1/');
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'Hello');
    await standIn.webhooksDone();
    expect(standIn.conversation(id).status).toBe('open');
  });

  it('leaves it pending when the account says so, and in 4.2', async () => {
    const kept = await sayHello({ keepPendingOnBotFailure: true }, answer(404));
    expect(kept.standIn.conversation(kept.id).status).toBe('pending');
    const old = await sayHello({ version: '4.2' }, answer(500));
    expect(old.bot.received).toHaveLength(1);
    expect(old.standIn.conversation(old.id).status).toBe('pending');
  });

  it('opens nothing that is not pending', async () => {
    const { standIn } = await setUp({}, answer(404, 404, 404, 404, 404));
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'Hello');
    standIn.resolve(id);
    await standIn.webhooksDone();
    expect(standIn.conversation(id).status).toBe('resolved');
  });

  it('does not open for a conversation event', async () => {
    const { standIn } = await setUp({}, (webhook, response) => {
      response.statusCode = webhook.body.event.startsWith('message') ? 200 : 404;
      response.end();
    });
    const { id } = standIn.createConversation();
    standIn.setStatus(id, 'open');
    standIn.setStatus(id, 'pending');
    await standIn.webhooksDone();
    expect(standIn.conversation(id).status).toBe('pending');
  });
});

describe('redirects and addresses', () => {
  const redirect =
    (status: number): Reaction =>
    (webhook, response) => {
      if (webhook.path === '/hook') response.writeHead(status, { location: '/moved' });
      response.end();
    };

  it.each([301, 302, 303, 307, 308])('4.15 repeats the POST after %i', async (status) => {
    const { bot, standIn, id } = await sayHello({}, redirect(status));
    expect(bot.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /hook',
      'POST /moved',
    ]);
    expect(bot.received[1]?.raw).toBe(bot.received[0]?.raw);
    expect(standIn.conversation(id).status).toBe('pending');
  });

  it('4.13 fetches 303 and takes any other redirect as a failure', async () => {
    const see = await sayHello({ version: '4.13' }, redirect(303));
    expect(see.bot.received.map(({ method }) => method)).toEqual(['POST', 'GET']);
    const moved = await sayHello({ version: '4.13' }, redirect(307));
    expect(moved.standIn.conversation(moved.id).status).toBe('open');
  });

  it('refuses private addresses when told to', async () => {
    const { bot, standIn, id } = await sayHello({ restrictAddresses: true });
    expect(bot.received).toEqual([]);
    expect(standIn.deliveries[0]?.error).toBe("Hostname '127.0.0.1' has no public ip addresses");
    expect(standIn.conversation(id).status).toBe('open');
  });
});

describe('parallel delivery', () => {
  it('has ten deliveries under way at once, no more', async () => {
    const held: (() => void)[] = [];
    const full = Promise.withResolvers<void>();
    let most = 0;
    const { standIn } = await setUp({}, (_webhook, response) => {
      held.push(() => void response.end());
      most = Math.max(most, held.length);
      if (held.length === 10) full.resolve();
    });
    const { id } = standIn.createConversation();
    for (let count = 0; count < 25; count += 1) standIn.customerSays(id, `${count}`);
    await full.promise;
    // From here on one answer for each that finished.
    const off = standIn.on((event) => void (event.type === 'delivery' && held.shift()?.()));
    held.shift()?.();
    await standIn.waitFor(() => standIn.deliveries.length >= 15);
    off();
    expect(most).toBe(10);
  });

  it('shuffles in the same way for the same seed', async () => {
    const order = async (seed: number) => {
      const { standIn, bot } = await setUp({ shuffle: true, seed, deliveryConcurrency: 1 });
      const { id } = standIn.createConversation();
      for (let count = 0; count < 12; count += 1) standIn.customerSays(id, `${count}`);
      await standIn.webhooksDone();
      return bot.bodies('message_created').map((body) => Number(body['content']));
    };
    const first = await order(7);
    expect(first).not.toEqual(first.toSorted((left, right) => left - right));
    expect(await order(7)).toEqual(first);
  });

  it('duplicates with the same delivery id', async () => {
    const { bot } = await sayHello({ duplicateProbability: 1 });
    expect(bot.received).toHaveLength(2);
    const ids = bot.received.map(({ headers }) => headers['x-chatwoot-delivery']);
    expect(ids[0]).toBe(ids[1]);
  });
});
