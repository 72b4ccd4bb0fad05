import { describe, expect, it } from 'vitest';
import { readFixture, shapeDifferences } from './support/fixtures.ts';
import type { CallResult, SetUp } from './support/set-up.ts';
import { startScene } from './support/start-scene.ts';

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
