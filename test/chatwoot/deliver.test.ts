import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ChatwootChannel, createChatwootChannel } from '../../src/chatwoot/chatwoot-channel.ts';
import { planCalls } from '../../src/chatwoot/plan-calls.ts';
import type { Reply } from '../../src/core/model/reply.ts';
import type { Action, Call } from '../../src/core/model/turn.ts';
import { conversation } from '../support/builders.ts';
import { type Answer, type ChatwootServer, recordedAnswer, startChatwootServer } from './chatwoot-server.ts';
import { asObject, fixtureNames } from './fixtures.ts';
import { outcome } from './outcomes.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const signal = new AbortController().signal;
let server: ChatwootServer;
let channel: ChatwootChannel;

beforeAll(async () => {
  server = await startChatwootServer();
  channel = connect();
});
afterEach(() => {
  server.seen.length = 0;
});
afterAll(async () => {
  channel.close();
  await server.close();
});

function connect(url = `${server.url}/chatwoot`, timeoutMs = 5_000): ChatwootChannel {
  return createChatwootChannel(
    {
      url,
      token: 'bot-token',
      timeoutMs,
      maxMediaBytes: 1_000,
      allowedHosts: [server.host],
      secrets: ['s'],
      headerPrefix: 'X-Chatwoot-',
      toleranceSeconds: 300,
    },
    { now: () => NOW },
  );
}

const at = conversation({ account: '3', id: '312', labels: ['vip'], attributes: { plan: 'old' } });
function callFor(reply: Reply): Call {
  return only(planCalls(outcome({ replies: [reply] }), at));
}
function callTo(action: Action): Call {
  return only(planCalls(outcome({ actions: [action] }), at));
}
function only(calls: readonly Call[]): Call {
  const [call] = calls;
  if (!call || calls.length > 1) throw new Error(`not one call but ${calls.length}`);
  return call;
}

const text = () => callFor({ kind: 'text', text: 'Hello' });
const choices = () => callFor({ kind: 'choices', text: 'Which?', options: [{ title: 'A', value: 'a' }] });
const status = () => callTo({ kind: 'resolve' });

describe('one request', () => {
  it('goes to the right place with the dashed header and the marker', async () => {
    server.react = () => recordedAnswer('api.messages_create.200.json');
    expect(await channel.deliver(text(), signal)).toEqual({ kind: 'sent', reference: '48211' });
    expect(server.seen).toHaveLength(1);
    const [request] = server.seen;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/chatwoot/api/v1/accounts/3/conversations/312/messages');
    expect(request?.headers['api-access-token']).toBe('bot-token');
    expect(request?.headers).not.toHaveProperty('api_access_token');
    expect(request?.json()).toEqual({
      content: 'Hello',
      message_type: 'outgoing',
      content_attributes: { gateway_call_id: text().id },
    });
  });

  it.each<[string, Action, string, unknown]>([
    ['api.toggle_status.200_resolved.json', { kind: 'resolve' }, '/toggle_status', { status: 'resolved' }],
    [
      'api.toggle_priority.200.json',
      { kind: 'set-priority', priority: 'urgent' },
      '/toggle_priority',
      { priority: 'urgent' },
    ],
    ['api.assignments_create.200_team.json', { kind: 'assign', team: '4' }, '/assignments', { team_id: 4 }],
    [
      'api.assignments_create.200_agent.json',
      { kind: 'assign', agent: '21' },
      '/assignments',
      { assignee_id: 21 },
    ],
  ])('%s', async (name, action, path, body) => {
    server.react = () => recordedAnswer(name);
    expect(await channel.deliver(callTo(action), signal)).toEqual({ kind: 'sent' });
    expect(server.seen[0]?.path).toBe(`/chatwoot/api/v1/accounts/3/conversations/312${path}`);
    expect(server.seen[0]?.json()).toEqual(body);
  });

  it('opens the conversation, which Chatwoot confirms with success null', async () => {
    const handoff = { reason: 'asked', note: '' } as const;
    server.react = () => recordedAnswer('api.toggle_status.200_handoff.json');
    expect(await channel.deliver(only(planCalls(outcome({ handoff }), at)), signal)).toEqual({
      kind: 'sent',
    });
    expect(server.seen[0]?.json()).toEqual({ status: 'open' });
  });

  it('writes a private note', async () => {
    server.react = () => recordedAnswer('api.messages_create.200_private_note.json');
    const note = callTo({ kind: 'note', text: 'NLU confidence 0.31, handing over' });
    expect(await channel.deliver(note, signal)).toEqual({ kind: 'sent', reference: '48220' });
    expect(server.seen[0]?.json()).toMatchObject({ private: true });
  });
});

describe('what an answer means', () => {
  const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
  const empty = (code: number, headers = {}): Answer => ({ status: code, headers });
  it.each<[string, Answer, string, string]>([
    ['401 invalid token', recordedAnswer('api.messages_create.401_invalid_token.json'), 'dead', 'dead'],
    ['401 other account', recordedAnswer('api.messages_create.401_account_not_allowed.json'), 'dead', 'dead'],
    ['401 no token', recordedAnswer('api.any.401_no_token.json'), 'dead', 'dead'],
    ['401 suspended', recordedAnswer('api.any.401_account_suspended.json'), 'dead', 'dead'],
    ['401 not for bots', recordedAnswer('api.any.401_endpoint_not_allowed_for_bots.json'), 'dead', 'dead'],
    ['403', empty(403), 'dead', 'dead'],
    ['404', recordedAnswer('api.messages_create.404.json'), 'dead', 'dead'],
    ['301', empty(301, { location: 'https://elsewhere.example' }), 'dead', 'dead'],
    ['400', empty(400), 'dead', 'dead'],
    ['429', recordedAnswer('api.any.429.json'), 'retry', 'retry'],
    ['408', empty(408), 'unknown', 'retry'],
    ['500', empty(500), 'unknown', 'retry'],
    ['502 from a proxy', { ...html, status: 502 }, 'unknown', 'retry'],
    ['503', empty(503), 'unknown', 'retry'],
    ['200 with a login page', html, 'unknown', 'sent'],
    ['a flood', recordedAnswer('api.messages_create.422_flood.json'), 'retry', 'retry'],
  ])('%s: %j', async (_name, answer, ofMessage, ofStatus) => {
    server.react = () => answer;
    expect((await channel.deliver(text(), signal)).kind).toBe(ofMessage);
    expect((await channel.deliver(status(), signal)).kind).toBe(ofStatus);
  });

  it.each([
    ['seconds', '7', 7_000],
    ['a date', new Date(NOW + 9_000).toUTCString(), 9_000],
    ['a date in the past', new Date(NOW - 9_000).toUTCString(), 0],
    ['nonsense', 'soon', undefined],
  ])('Retry-After as %s', async (_name, header, afterMs) => {
    server.react = () => ({ status: 429, headers: { 'retry-after': header } });
    expect(await channel.deliver(text(), signal)).toEqual({
      kind: 'retry',
      error: 'CHATWOOT_THROTTLED: status 429',
      ...(afterMs !== undefined && { afterMs }),
    });
  });

  it('says why in Chatwoot’s words, without token and text', async () => {
    server.react = () => recordedAnswer('api.messages_create.401_invalid_token.json');
    expect(await channel.deliver(text(), signal)).toEqual({
      kind: 'dead',
      error: 'CHATWOOT_UNAUTHORIZED: status 401: Invalid Access Token',
    });
  });

  it('a broken connection and a timeout leave a message in doubt, and nothing else', async () => {
    server.react = () => 'break';
    expect((await channel.deliver(text(), signal)).kind).toBe('unknown');
    expect((await channel.deliver(status(), signal)).kind).toBe('retry');
    server.react = () => 'silence';
    const impatient = connect(server.url, 100);
    expect((await impatient.deliver(text(), signal)).kind).toBe('unknown');
    impatient.close();
  });

  it('a refused connection never carried anything', async () => {
    const gone = await startChatwootServer();
    await gone.close();
    const nobody = connect(gone.url);
    expect(await nobody.deliver(text(), signal)).toMatchObject({ kind: 'retry' });
    nobody.close();
  });

  it('a stop in the middle leaves a message in doubt', async () => {
    const stop = new AbortController();
    server.react = () => {
      stop.abort();
      return 'silence';
    };
    expect((await channel.deliver(text(), stop.signal)).kind).toBe('unknown');
  });

  it('a call stored by something else is dead', async () => {
    const foreign = { ...text(), request: { to: 'somewhere' } };
    expect((await channel.deliver(foreign, signal)).kind).toBe('dead');
    expect(server.seen).toEqual([]);
  });
});

describe('a refusal', () => {
  const refusals = fixtureNames(/^api\.messages_create\.422_(?!flood)/);
  it.each(refusals)('%s is answered with the plain form', async (name) => {
    const refused = recordedAnswer(name);
    server.react = ({ json }) =>
      asObject(json())['content_type'] ? refused : recordedAnswer('api.messages_create.200.json');
    const delivery = await channel.deliver(choices(), signal);
    const error = String(asObject(refused.body)['error']);
    expect(delivery).toEqual({
      kind: 'sent',
      reference: '48211',
      note: `sent as plain text: CHATWOOT_REFUSED: status 422: ${error}`,
    });
    expect(server.seen[1]?.json()).toEqual({
      content: 'Which?\n1. A',
      message_type: 'outgoing',
      content_attributes: { gateway_call_id: choices().id },
    });
  });

  it('of plain text is final', async () => {
    server.react = () => recordedAnswer('api.messages_create.422_content_too_long.json');
    expect((await channel.deliver(text(), signal)).kind).toBe('dead');
    expect((await channel.deliver(choices(), signal)).kind).toBe('dead');
    expect(server.seen).toHaveLength(3);
  });
});

describe('media', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]);
  const media = (path = '/img/room%201.png', host = server.host) =>
    callFor({ kind: 'media', url: `http://${host}${path}`, mediaType: 'image', caption: 'Your room' });
  const upload = { status: 200, headers: { 'content-type': 'image/png' }, body: png };
  const posted = () => server.seen.filter(({ method }) => method === 'POST');

  it('is fetched and uploaded with caption and marker', async () => {
    server.react = ({ method }) =>
      method === 'GET' ? upload : recordedAnswer('api.messages_create.200_attachment.json');
    expect(await channel.deliver(media(), signal)).toEqual({ kind: 'sent', reference: '48221' });
    const [request] = posted();
    const form = await new Response(new Uint8Array(request?.body ?? []), {
      headers: { 'content-type': request?.headers['content-type'] ?? '' },
    }).formData();
    expect(form.get('content')).toBe('Your room');
    expect(JSON.parse(String(form.get('content_attributes')))).toEqual({ gateway_call_id: media().id });
    const file = form.get('attachments[]');
    if (!(file instanceof File)) throw new Error('no file');
    expect([file.name, file.type]).toEqual(['room 1.png', 'image/png']);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(png);
    expect(request?.headers['api-access-token']).toBe('bot-token');
  });

  it('is fetched without our token', async () => {
    server.react = ({ method }) =>
      method === 'GET' ? upload : recordedAnswer('api.messages_create.200_attachment.json');
    await channel.deliver(media(), signal);
    expect(server.seen[0]?.headers).not.toHaveProperty('api-access-token');
  });

  it.each<[string, () => Call, Answer | 'break', RegExp]>([
    ['is missing', () => media(), { status: 404 }, /status 404/],
    [
      'redirects',
      () => media(),
      { status: 302, headers: { location: 'http://169.254.169.254/' } },
      /status 302/,
    ],
    ['is too large', () => media(), { status: 200, body: 'x'.repeat(1_001) }, /too large/],
    ['is empty', () => media(), { status: 200, headers: { 'content-type': 'image/png' } }, /empty/],
    [
      'is a web page',
      () => media(),
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
      /not image but text.html/,
    ],
    ['breaks off', () => media(), 'break', /broke/],
    [
      'is on a host that is not allowed',
      () => media('/x.png', 'elsewhere.example'),
      { status: 500 },
      /elsewhere.example is not allowed/,
    ],
  ])('that %s is sent as a link', async (_name, call, found, why) => {
    server.react = ({ method }) =>
      method === 'GET' ? found : recordedAnswer('api.messages_create.200.json');
    expect(await channel.deliver(call(), signal)).toMatchObject({
      kind: 'sent',
      note: expect.stringMatching(new RegExp(`^sent as a link: .*${why.source}`)),
    });
    expect(posted()[0]?.json()).toMatchObject({ content: expect.stringMatching(/^Your room\nhttp:\/\//) });
  });

  it('that Chatwoot refuses is sent as a link', async () => {
    server.react = ({ method, headers }) => {
      if (method === 'GET') return upload;
      const multipart = headers['content-type']?.startsWith('multipart/');
      return multipart
        ? { status: 422, body: { error: 'File type' } }
        : recordedAnswer('api.messages_create.200.json');
    };
    expect(await channel.deliver(media(), signal)).toMatchObject({ kind: 'sent', reference: '48211' });
  });
});

describe('attributes and labels', () => {
  const live = (values: object): Answer => ({
    status: 200,
    body: { ...asObject(recordedAnswer('api.conversation_show.200.json').body), ...values },
  });

  it('are put into what the conversation holds now, not into what the event saw', async () => {
    server.react = ({ method }) =>
      method === 'GET'
        ? live({ custom_attributes: { plan: 'gold', seen: [1] }, labels: ['new'] })
        : recordedAnswer('api.custom_attributes.200.json');
    await channel.deliver(callTo({ kind: 'set-attributes', values: { order_id: '1009' } }), signal);
    await channel.deliver(callTo({ kind: 'add-labels', labels: ['billing'] }), signal);
    const posts = server.seen.filter(({ method }) => method === 'POST').map(({ json }) => json());
    expect(posts).toEqual([
      { custom_attributes: { plan: 'gold', seen: [1], order_id: '1009' } },
      { labels: ['new', 'billing'] },
    ]);
  });

  it('are put into what the event saw when the conversation cannot be read', async () => {
    server.react = ({ method }) => (method === 'POST' ? { status: 200, body: {} } : { status: 500 });
    await channel.deliver(callTo({ kind: 'set-attributes', values: { order_id: '1009' } }), signal);
    expect(server.seen.at(-1)?.json()).toEqual({ custom_attributes: { plan: 'old', order_id: '1009' } });
  });
});
