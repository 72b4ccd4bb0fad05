import { describe, expect, it } from 'vitest';
import { readFixture, shapeDifferences } from './support/fixtures.ts';
import { BOT_TOKEN, type CallResult, type SetUp, setUp } from './support/set-up.ts';

const ADMIN = 'admin-token';

/** Path and body of the example, with the ids of the stand-in's own world. */
function requestOf(fixture: Record<string, unknown>, conversationId: number) {
  const { method, path, body } = fixture['request'] as { method: string; path: string; body?: unknown };
  const local = path
    .replace('/api/v1/accounts/3', '')
    .replace('/conversations/312', `/conversations/${conversationId}`)
    .replace('/agent_bots/5', '/agent_bots/1')
    .replace('/inboxes/7', '/inboxes/1');
  return { method, path: local, body };
}

async function startScene(options = {}) {
  const scene = await setUp(options);
  const { id } = scene.standIn.createConversation();
  scene.standIn.customerSays(id, 'Where is my order 1009?');
  return { ...scene, id };
}

function checkHead(answer: CallResult, fixture: Record<string, unknown>) {
  expect(answer.status).toBe(fixture['status']);
  const headers = fixture['headers'] as Record<string, string>;
  expect(answer.headers.get('content-type')).toBe(headers['content-type']);
}

describe('successful answers have the shape of the examples', () => {
  it.each([
    'api.messages_create.200',
    'api.messages_create.200_input_select',
    'api.messages_create.200_private_note',
    'api.toggle_status.200_handoff',
    'api.toggle_status.200_resolved',
    'api.toggle_status.200_snoozed',
    'api.custom_attributes.200',
    'api.labels_create.200',
    'api.labels_index.200',
    'api.conversation_show.200',
    'api.conversation_update.200',
  ])('%s', async (name) => {
    const fixture = readFixture(name);
    const { call, id } = await startScene();
    await call('POST', `/conversations/${id}/messages`, {
      content: 'Order **1009** left.',
      content_attributes: { gateway_reply_id: '1' },
    });
    const { method, path, body } = requestOf(fixture, id);
    const answer = await call(method, path, body);
    checkHead(answer, fixture);
    expect(shapeDifferences(answer.body, fixture['body'])).toEqual([]);
  });

  it.each([
    'api.agent_bots_create.200',
    'api.agent_bots_reset_access_token.200',
    'api.agent_bots_reset_secret.200',
    'api.agent_bots_index.200',
    'api.inboxes_index.200',
    'api.get_inbox_agent_bot.200',
  ])('%s, by an administrator', async (name) => {
    const fixture = readFixture(name);
    const { call, id } = await startScene();
    const { method, path, body } = requestOf(fixture, id);
    const answer = await call(method, path, body, ADMIN);
    checkHead(answer, fixture);
    expect(shapeDifferences(answer.body, fixture['body'])).toEqual([]);
  });

  it('shows no secret in 4.2', async () => {
    const { call } = await startScene({ version: '4.2' });
    const answer = await call('POST', '/agent_bots', { name: 'Helper Bot' }, ADMIN);
    expect(shapeDifferences(answer.body, readFixture('api.agent_bots_create.200_v4_2')['body'])).toEqual([]);
  });

  it.each(['api.toggle_priority.200', 'api.toggle_typing_status.200'])(
    '%s is empty, with a JSON content type',
    async (name) => {
      const fixture = readFixture(name);
      const { call, id } = await startScene();
      const { method, path, body } = requestOf(fixture, id);
      const answer = await call(method, path, body);
      checkHead(answer, fixture);
      expect(answer.text).toBe('');
    },
  );

  it('assigns agents, teams and bots', async () => {
    const { call, id, standIn } = await startScene();
    const path = `/conversations/${id}/assignments`;
    const compare = (answer: CallResult, name: string) =>
      expect(shapeDifferences(answer.body, readFixture(name)['body'])).toEqual([]);

    compare(await call('POST', path, { assignee_id: 21 }), 'api.assignments_create.200_agent');
    expect(standIn.conversation(id).assignee?.name).toBe('Dana Ortiz');
    compare(
      await call('POST', path, { assignee_id: 1, assignee_type: 'AgentBot' }),
      'api.assignments_create.200_agent_bot',
    );
    compare(await call('POST', path, { team_id: 1 }), 'api.assignments_create.200_team');
    expect(standIn.conversation(id).team).toBe('support');
  });

  it('answers null for an unknown assignee, and takes the conversation away', async () => {
    const { call, id, standIn } = await startScene();
    standIn.assign(id, 'Dana');
    const answer = await call('POST', `/conversations/${id}/assignments`, { assignee_id: 999 });
    expect(answer).toMatchObject({ status: 200, text: 'null' });
    expect(standIn.conversation(id).assignee).toBeNull();
  });

  it('attaches a bot with an empty answer and refuses an unknown one', async () => {
    const { call } = await startScene();
    const attached = await call('POST', '/inboxes/1/set_agent_bot', { agent_bot: 1 }, ADMIN);
    expect(attached).toMatchObject({ status: 200, text: '' });
    const unknown = await call('POST', '/inboxes/1/set_agent_bot', { agent_bot: 99 }, ADMIN);
    expect(unknown).toMatchObject({ status: 404, body: { error: 'Resource could not be found' } });
    await call('POST', '/inboxes/1/set_agent_bot', { agent_bot: null }, ADMIN);
    expect((await call('GET', '/inboxes/1/agent_bot', undefined, ADMIN)).text).toBe('{}');
  });
});

describe('refusals have the bodies of the examples', () => {
  const post = (message: unknown) => (scene: SetUp & { id: number }) =>
    scene.call('POST', `/conversations/${scene.id}/messages`, message);
  const example = (name: string) => post((readFixture(name)['request'] as { body: unknown }).body);

  const rows: [string, (scene: SetUp & { id: number }) => Promise<CallResult>][] = [
    'api.messages_create.422_card_without_actions',
    'api.messages_create.422_empty_items',
    'api.messages_create.422_invalid_item_keys',
    'api.messages_create.422_missing_items',
  ].map((name) => [name, example(name)]);
  const card = {
    title: 'A',
    actions: [{ type: 'link', text: 'Go', uri: 'https://example.com', label: 'x' }],
  };
  rows.push(
    [
      'api.messages_create.422_invalid_action_keys',
      post({ content: 'C', content_type: 'cards', content_attributes: { items: [card] } }),
    ],
    ['api.messages_create.422_unknown_content_type', post({ content: 'x', content_type: 'carousel' })],
    ['api.messages_create.422_incoming_not_api_inbox', post({ content: 'x', message_type: 'incoming' })],
    ['api.messages_create.422_content_too_long', post({ content: 'x'.repeat(150_001) })],
    [
      'api.messages_create.401_invalid_token',
      ({ call, id }) => call('GET', `/conversations/${id}`, undefined, 'no'),
    ],
    ['api.messages_create.404', ({ call }) => call('POST', '/conversations/999/messages', { content: 'x' })],
    [
      'api.any.401_endpoint_not_allowed_for_bots',
      ({ call, id }) => call('GET', `/conversations/${id}/messages`),
    ],
    ['api.agent_bots_create.401_not_admin', ({ call }) => call('POST', '/agent_bots', {}, 'agent-token')],
    [
      'api.agent_bots_create.422_url_too_long',
      ({ call }) =>
        call('POST', '/agent_bots', { outgoing_url: `https://a.example/${'x'.repeat(2050)}` }, ADMIN),
    ],
  );

  it.each(rows)('%s', async (name, act) => {
    const fixture = readFixture(name);
    const answer = await act(await startScene());
    checkHead(answer, fixture);
    expect(answer.body).toEqual(fixture['body']);
  });

  it('floods after 200 messages of any kind in a minute', async () => {
    let now = Date.parse('2026-07-13T09:55:07Z');
    const { call, id, standIn } = await startScene({ clock: () => now });
    for (let count = standIn.messages(id).length; count < 200; count += 1) standIn.customerSays(id, 'x');
    const path = `/conversations/${id}/messages`;
    const refused = await call('POST', path, { content: 'one more' });
    expect(refused.body).toEqual(readFixture('api.messages_create.422_flood')['body']);
    now += 60_000;
    expect((await call('POST', path, { content: 'one more' })).status).toBe(200);
  });

  it('limits requests per address with a plain text', async () => {
    const { call, id } = await startScene({ rackAttackLimit: 1 });
    await call('GET', `/conversations/${id}`);
    const fixture = readFixture('api.any.429');
    const answer = await call('GET', `/conversations/${id}`);
    checkHead(answer, fixture);
    expect(answer.text).toBe(fixture['body']);
    expect(answer.headers.has('retry-after')).toBe(false);
  });
});

describe('who may call', () => {
  const read = (url: string, headers: Record<string, string>, account = 1) =>
    fetch(`${url}/api/v1/accounts/${account}/conversations/1`, { headers });

  it('takes the token in both spellings, unless a proxy eats the underscore', async () => {
    const open = await startScene();
    expect((await read(open.standIn.url, { api_access_token: BOT_TOKEN })).status).toBe(200);
    expect((await read(open.standIn.url, { 'API-Access-Token': BOT_TOKEN })).status).toBe(200);

    const proxied = await startScene({ eatUnderscoreHeaders: true });
    const answer = await read(proxied.standIn.url, { api_access_token: BOT_TOKEN });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual(readFixture('api.any.401_no_token')['body']);
  });

  it('knows unknown, foreign and suspended accounts', async () => {
    const { standIn } = await startScene({ foreignAccounts: [9] });
    const headers = { 'api-access-token': BOT_TOKEN };
    expect((await read(standIn.url, headers, 7)).status).toBe(404);
    const foreign = await read(standIn.url, headers, 9);
    expect(foreign.status).toBe(401);
    expect(await foreign.json()).toEqual(readFixture('api.messages_create.401_account_not_allowed')['body']);

    const suspended = await startScene({ account: { suspended: true } });
    const answer = await read(suspended.standIn.url, headers);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual(readFixture('api.any.401_account_suspended')['body']);
  });

  it.each([
    ['4.2', 401, 401, 401],
    ['4.13', 200, 401, 401],
    ['4.15', 200, 200, 200],
  ] as const)('%s: typing %i, read %i, labels %i for bots', async (version, typing, show, labels) => {
    const { call, id } = await startScene({ version });
    const path = `/conversations/${id}`;
    expect((await call('POST', `${path}/toggle_typing_status`, { typing_status: 'on' })).status).toBe(typing);
    expect((await call('GET', path)).status).toBe(show);
    expect((await call('POST', `${path}/labels`, { labels: [] })).status).toBe(labels);
    expect((await call('PATCH', path, {})).status).toBe(200);
  });

  it('answers 500 to a bot that reads a conversation with a team, after saving the change', async () => {
    const { call, id, standIn } = await startScene();
    await call('POST', `/conversations/${id}/assignments`, { team_id: 1 });
    expect((await call('PATCH', `/conversations/${id}`, { priority: 'high' })).status).toBe(500);
    expect(standIn.conversation(id).priority).toBe('high');
    expect((await call('GET', `/conversations/${id}`, undefined, 'agent-token')).status).toBe(200);
  });

  it('lists messages for people, twenty at a time', async () => {
    const { call, id, standIn } = await startScene();
    for (let count = 0; count < 30; count += 1) standIn.customerSays(id, `${count}`);
    const path = `/conversations/${id}/messages`;
    const newest = (await call('GET', path, undefined, 'agent-token')).body['payload'] as { id: number }[];
    expect(newest).toHaveLength(20);
    const older = await call('GET', `${path}?before=${newest[0]?.id}`, undefined, 'agent-token');
    expect(older.body['payload']).toHaveLength(11);
  });
});

describe('what is stored of a message', () => {
  it('keeps every key of content_attributes, in 4.2 only three', async () => {
    const attributes = { in_reply_to: 1, gateway_reply_id: 'a', button_label: 'Go' };
    const message = { content: 'x', content_attributes: attributes };
    const now = await startScene();
    const kept = await now.call('POST', `/conversations/${now.id}/messages`, message);
    expect(kept.body['content_attributes']).toEqual(attributes);
    const old = await startScene({ version: '4.2' });
    const filtered = await old.call('POST', `/conversations/${old.id}/messages`, message);
    expect(filtered.body['content_attributes']).toEqual({ in_reply_to: 1 });
  });

  it('takes descriptions of options from 4.16 on', async () => {
    const items = [{ title: 'A', value: 'a', description: 'first' }];
    const message = { content: 'x', content_type: 'input_select', content_attributes: { items } };
    const statuses = await Promise.all(
      (['4.15', '4.16'] as const).map(async (version) => {
        const { call, id } = await startScene({ version });
        return (await call('POST', `/conversations/${id}/messages`, message)).status;
      }),
    );
    expect(statuses).toEqual([422, 200]);
  });

  it('stores uploaded files and serves them through a redirect', async () => {
    const { standIn, id } = await startScene();
    const form = new FormData();
    form.set('content', 'Your label');
    form.set('content_attributes', '{"gateway_reply_id":"r"}');
    form.append('attachments[]', new Blob(['picture'], { type: 'image/jpeg' }), 'receipt.jpg');
    const response = await fetch(`${standIn.url}/api/v1/accounts/1/conversations/${id}/messages`, {
      method: 'POST',
      headers: { 'api-access-token': BOT_TOKEN },
      body: form,
    });
    const body: { content_attributes: unknown; attachments: { data_url: string }[] } = JSON.parse(
      await response.text(),
    );
    const fixture = readFixture('api.messages_create.200_attachment');
    expect(shapeDifferences({ ...body, content_attributes: {} }, fixture['body'])).toEqual([]);
    expect(body.content_attributes).toEqual({ gateway_reply_id: 'r' });
    const file = await fetch(body.attachments[0]?.data_url ?? '');
    expect(file.redirected).toBe(true);
    expect(file.headers.get('content-type')).toBe('image/jpeg');
    expect(await file.text()).toBe('picture');
  });

  it('replaces custom attributes, and refuses big values', async () => {
    const { call, id, standIn } = await startScene();
    const path = `/conversations/${id}/custom_attributes`;
    await call('POST', path, { custom_attributes: { a: 1 } });
    await call('POST', path, { custom_attributes: { b: 2 } });
    expect(standIn.conversation(id).custom_attributes).toEqual({ b: 2 });
    const refused = await call('POST', path, { custom_attributes: { b: 'x'.repeat(1501) } });
    expect(refused.status).toBe(422);
    expect(refused.body).toHaveProperty('attributes');
  });

  it('answers 500 for unknown words in status and priority', async () => {
    const { call, id } = await startScene();
    expect((await call('POST', `/conversations/${id}/toggle_status`, { status: 'closed' })).status).toBe(500);
    expect((await call('POST', `/conversations/${id}/toggle_priority`, { priority: 'max' })).status).toBe(
      500,
    );
  });
});
