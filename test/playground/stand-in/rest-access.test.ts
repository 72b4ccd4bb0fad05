import { describe, expect, it } from 'vitest';
import { readFixture } from './support/fixtures.ts';
import { BOT_TOKEN } from './support/set-up.ts';
import { startScene } from './support/start-scene.ts';

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
