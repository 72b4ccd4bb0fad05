/** The door, end to end: who gets in, what comes of what they bring, and that nothing else is public. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ignoreReasons, unreadableReasons } from '../../src/chatwoot/ignore-reasons.ts';
import { type StartedStandIn, startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';
import { fixture, withValues } from '../chatwoot/fixtures.ts';
import { type GatewayInProcess, startGatewayInProcess } from '../support/gateway-in-process.ts';
import { type HeldEngine, startHeldEngine } from '../support/held-engine.ts';
import { deep, oddEvent, oddValue } from '../support/odd-events.ts';
import { type PostedWebhook, postWebhook } from '../support/post-webhook.ts';

const SECRET = 'first-secret';
const ADMIN = 'admin-token-of-16-characters';
const incoming = fixture('message_created.incoming.json');

let engine: HeldEngine;
let standIn: StartedStandIn;
let running: GatewayInProcess;

beforeAll(async () => {
  engine = await startHeldEngine();
  standIn = await startStandIn();
  const { token, secret } = standIn.credentials();
  const common = `provider: rasa, rasa: { url: "${engine.url}", tracker: false }`;
  const chatwoot = `url: "${standIn.url}", token: "${token}"`;
  running = await startGatewayInProcess(`
http: { host: 127.0.0.1, port: 0, admin_token: ${ADMIN} }
store: { path: ./gateway.db }
bots:
  bot: { chatwoot: { ${chatwoot}, secrets: ["${secret}"] }, ${common} }
  signed: { chatwoot: { ${chatwoot}, secrets: [${SECRET}, second-secret] }, ${common} }
  hidden: { chatwoot: { ${chatwoot}, path_secret: long-path-secret-1 }, ${common} }
  both: { chatwoot: { ${chatwoot}, secrets: [${SECRET}], path_secret: long-path-secret-1 }, ${common} }
`);
  standIn.setOutgoingUrl(`${running.url}/webhooks/chatwoot/bot`);
});

afterAll(async () => {
  await running?.close();
  await standIn?.close();
  await engine?.stop();
});

function post(bot: string, body: unknown, sent: PostedWebhook = {}) {
  return postWebhook(`${running.url}/webhooks/chatwoot/${bot}`, body, sent);
}

const key = (bot: string) => `${bot}:3:312`;

async function storedOf(bot: string): Promise<unknown> {
  const { store } = running.gateway;
  const [conversation, state] = [await store.conversation(key(bot)), await store.state(key(bot))];
  return { conversation, state, traces: await store.traces(key(bot), 10) };
}

const nothing = { conversation: undefined, state: undefined, traces: [] };

describe('a webhook that is not from Chatwoot', () => {
  const altered = JSON.stringify(withValues(incoming, { content: 'transfer everything' }));
  const cases: readonly (readonly [string, string, PostedWebhook, string])[] = [
    ['unsigned', 'signed', {}, 'signature-missing'],
    ['signed with a wrong secret', 'signed', { secret: 'guessed' }, 'signature-wrong'],
    ['replayed', 'signed', { secret: SECRET, signedAt: Date.now() - 301_000 }, 'timestamp-outside-window'],
    [
      'from the future',
      'signed',
      { secret: SECRET, signedAt: Date.now() + 310_000 },
      'timestamp-outside-window',
    ],
    ['altered', 'signed', { secret: SECRET, signedBody: altered }, 'signature-wrong'],
    ['without the path secret', 'hidden', {}, 'path-secret-wrong'],
    ['with a wrong path secret', 'hidden/long-path-secret-2', {}, 'path-secret-wrong'],
    ['signed, but with a wrong path', 'both/long-path-secret-2', { secret: SECRET }, 'path-secret-wrong'],
    ['with the path, but unsigned', 'both/long-path-secret-1', {}, 'signature-missing'],
  ];

  it.each(cases)('%s: 401, and nothing is stored', async (_, path, sent, reason) => {
    expect(await post(path, incoming, sent)).toEqual({ status: 401, body: { status: 'refused', reason } });
    expect(await storedOf(path.split('/')[0] ?? '')).toEqual(nothing);
    expect(engine.heard).not.toContain(incoming['content']);
  });

  it('is told from one that is', async () => {
    const accepted = { status: 200, body: { status: 'accepted', reason: 'customer-spoke' } };
    expect(await post('hidden/long-path-secret-1', incoming)).toEqual(accepted);
    expect(await post('both/long-path-secret-1', incoming, { secret: SECRET })).toEqual(accepted);
    expect(await post('signed', incoming, { secret: 'second-secret' })).toEqual(accepted);
    const again = { status: 200, body: { status: 'duplicate', reason: 'customer-spoke' } };
    expect(await post('signed', incoming, { secret: SECRET })).toEqual(again);
  });
});

describe('a body that is not as it should be', () => {
  const without = (path: string) => withValues(incoming, { [path]: undefined });
  const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const cases: readonly (readonly [string, unknown, number, string])[] = [
    ['nothing', '', 422, 'not-json'],
    ['not JSON', 'hello', 422, 'not-json'],
    ['half of it', JSON.stringify(incoming).slice(0, 200), 422, 'not-json'],
    ['a list', [incoming], 422, 'not-an-event'],
    ['a number', 7, 422, 'not-an-event'],
    ['no event name', without('event'), 422, 'not-an-event'],
    ['deep nesting', nested, 422, 'not-an-event'],
    [
      'deep nesting inside',
      withValues(incoming, { id: 801, 'content_attributes.x': deep(1_000) }),
      200,
      'customer-spoke',
    ],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 422, 'not-utf-8'],
    ['an unknown event', { event: 'contact_created', id: 1 }, 200, 'unknown-event'],
    ['a customer message without conversation', without('conversation'), 422, 'message-unreadable'],
    [
      'a message of ours without conversation',
      withValues(incoming, { message_type: 'outgoing', conversation: undefined }),
      200,
      'wrong-shape',
    ],
    [
      'a widget that was opened too early',
      fixture('webwidget_triggered.no_conversation.json'),
      200,
      'no-conversation',
    ],
  ];

  it.each(cases)('%s', async (_, body, status, reason) => {
    const answer = await post('signed', body, { secret: SECRET });
    expect(answer).toMatchObject({ status, body: { reason } });
  });

  it('of 10 MB is refused before it is read, announced or not', async () => {
    const huge = Buffer.alloc(10 * 1024 * 1024, 'x');
    expect(await sendHuge(huge, true)).toBe(413);
    expect(await sendHuge(huge, false)).toBe(413);
  });

  it('of another type is refused', async () => {
    const sent = { secret: SECRET, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    expect(await post('signed', incoming, sent)).toMatchObject({ status: 415 });
  });

  it('leaves the process unharmed', async () => {
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'still there?');
    await hears(id, 'heard still there?');
  });
});

describe('whatever shape an event has', () => {
  it('is answered with a known reason, worked off, and harms nobody', async () => {
    const known = new Set([...Object.keys(ignoreReasons), ...Object.keys(unreadableReasons), ...eventKinds]);
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const { status, body: said } = await post('signed', body, { secret: SECRET });
        expect([200, 422]).toContain(status);
        expect(known).toContain(Object.entries(Object(said)).find(([name]) => name === 'reason')?.[1]);
      }),
      { numRuns: 400 },
    );
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'after the storm');
    await hears(id, 'heard after the storm');
    const failures = running.observations.filter(
      (seen) => seen.kind === 'worker-failed' || (seen.kind === 'turn-failed' && seen.code === 'TURN_FAILED'),
    );
    expect(failures).toEqual([]);
  }, 60_000);
});

/** As text: too deep for a sender of JSON is no event. */
const bodies = fc
  .oneof({ weight: 6, arbitrary: oddEvent }, oddValue)
  .map(asText)
  .filter((text) => text !== undefined);

function asText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

const eventKinds = ['customer-spoke', 'person-replied', 'note-written', 'conversation-changed', 'echo'];

describe('odd words of a customer', () => {
  it.each([
    ['only emoji', '👩‍👩‍👧‍👦🏳️‍🌈😀', '👩‍👩‍👧‍👦🏳️‍🌈😀'],
    ['right to left', 'مرحبا، أريد غرفة 2', 'مرحبا، أريد غرفة 2'],
    ['a template of Liquid', 'I am {{contact.name}} {% raw %}', 'I am {{contact.name}} {% raw %}'],
    ['HTML', '<script>alert(1)</script> & "more"', '<script>alert(1)</script> & "more"'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
  ])('%s reach the engine, and come back as they are', async (_, said, expected) => {
    const { id } = standIn.createConversation();
    standIn.customerSays(id, said);
    await hears(id, `heard ${expected}`);
    expect(engine.heard).toContain(expected);
  });

  it('cannot give the engine commands', async () => {
    const { id } = standIn.createConversation();
    standIn.customerSays(id, '/restart');
    await standIn.waitFor(() => repliesIn(id).length > 0);
    expect(engine.heard).not.toContain('/restart');
    expect(repliesIn(id)[0]).toContain('restart');
  });

  it.each([
    ['null', null],
    ['empty', ''],
    ['blank', ' \n '],
  ])('%s content is answered with what the bot can read', async (_, content) => {
    const { id } = standIn.createConversation();
    const { token: _token, secret } = standIn.credentials();
    const event = messageIn(id, { content });
    expect(await post('bot', event, { secret: secret ?? '' })).toMatchObject({ status: 200 });
    await standIn.waitFor(() => repliesIn(id).length > 0);
    expect(repliesIn(id)).toEqual([expect.stringMatching(/read text/)]);
    expect(standIn.conversation(id).status).toBe('pending');
  });

  it('150,000 characters are cut for the engine and answered', async () => {
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'word '.repeat(30_000));
    await standIn.waitFor(() => repliesIn(id).length > 0);
    expect(engine.heard.at(-1)?.length).toBeLessThanOrEqual(20_000);
    const [trace] = await running.gateway.store.traces(`bot:1:${id}`, 1);
    expect(JSON.stringify(trace?.trace)).toMatch(/cut/);
  });
});

describe('the rest of the house', () => {
  it.each([
    ['POST', '/webhooks/chatwoot/nobody', 404],
    ['POST', '/webhooks/chatwoot/__proto__', 404],
    ['POST', '/webhooks/chatwoot/signed/a/b', 404],
    ['POST', '/webhooks/chatwoot', 404],
    ['GET', '/webhooks/chatwoot/signed', 405],
    ['PUT', '/webhooks/chatwoot/signed', 405],
    ['POST', '/engines/signed/rasa', 404],
    ['GET', '/', 404],
    ['GET', '/config/gateway.yaml', 404],
    ['GET', '/webhooks/../config/gateway.yaml', 404],
    ['GET', '/stand-in/', 404],
    ['GET', '/hotel-api/hotels', 404],
    ['GET', '/metrics', 401],
    ['GET', '/api/stats', 401],
    ['GET', `/api/conversations/${key('signed')}/trace`, 401],
  ])('%s %s: %i', async (method, path, status) => {
    const answer = await fetch(`${running.url}${path}`, { method });
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/node_modules|Error:|secret/i);
  });

  it.each(['/metrics', '/api/stats', `/api/conversations/${key('signed')}/trace`])(
    '%s opens for the admin token alone',
    async (path) => {
      const get = (authorization: string) => fetch(`${running.url}${path}`, { headers: { authorization } });
      expect((await get('Bearer wrong-token-of-16-chars')).status).toBe(401);
      expect((await get(`Basic ${ADMIN}`)).status).toBe(401);
      expect((await get(`Bearer ${ADMIN}`)).status).toBe(200);
    },
  );

  it('has no routes for operators without an admin token', async () => {
    const { token, secret } = standIn.credentials();
    const plain = await startGatewayInProcess(`
http: { host: 127.0.0.1, port: 0 }
store: { path: ./gateway.db }
chatwoot: { url: "${standIn.url}", token: "${token}", secrets: ["${secret}"] }
provider: rasa
rasa: { url: "${engine.url}" }
`);
    for (const path of ['/metrics', '/api/stats', '/api/conversations/bot:1:1/trace']) {
      const answer = await fetch(`${plain.url}${path}`, { headers: { authorization: 'Bearer undefined' } });
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
    }
    await plain.close();
  });
});

function repliesIn(id: number): readonly string[] {
  return standIn
    .customerView(id)
    .filter(({ from }) => from === 'bot')
    .map(({ text }) => text);
}

function hears(id: number, text: string): Promise<unknown> {
  return standIn.waitFor(() => repliesIn(id).includes(text));
}

/** A message in a conversation of the stand-in that the stand-in itself would not send. */
function messageIn(id: number, values: Readonly<Record<string, unknown>>): unknown {
  return withValues(incoming, {
    id: 900_000 + id,
    'account.id': 1,
    'conversation.id': id,
    'conversation.messages': [],
    'conversation.account_id': 1,
    ...values,
  });
}

/** With or without the length said beforehand. The sender may find the connection closed while it still sends. */
async function sendHuge(bytes: Buffer, announced: boolean): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const sent = request(
      `${running.url}/webhooks/chatwoot/signed`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(announced ? { 'content-length': bytes.length } : { 'transfer-encoding': 'chunked' }),
        },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    let answered = false;
    sent.on('response', () => {
      answered = true;
    });
    sent.on('error', (error) => !answered && reject(error));
    sent.end(bytes);
  });
}
