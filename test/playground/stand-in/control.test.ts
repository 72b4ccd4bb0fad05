import http from 'node:http';
import Koa from 'koa';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mountOnKoa } from '../../../src/playground/mount-on-koa.ts';
import { createStandIn } from '../../../src/playground/stand-in/stand-in.ts';
import { startServer } from '../../../src/playground/start-server.ts';
import { setUp } from './support/set-up.ts';

/** All fields that any answer here may have. */
interface AnswerBody {
  readonly id: number;
  readonly error: string;
  readonly conversation: unknown;
  readonly messages: unknown;
  readonly typing: boolean;
}

async function readBody(response: Response): Promise<AnswerBody & readonly { readonly event: string }[]> {
  return JSON.parse(await response.text());
}

async function start(options: Parameters<typeof setUp>[0] = {}) {
  const scene = await setUp(options);
  const control = async (path: string, body?: unknown) => {
    const response = await fetch(`${scene.standIn.url}/control${path}`, {
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await readBody(response) };
  };
  const { id } = (await control('/conversations', { contact: { name: 'Ana', verified: true } })).body;
  const act = (action: string, body: unknown) => control(`/conversations/${id}/${action}`, body);
  const ask = async (message: Record<string, unknown>) =>
    Number((await scene.call('POST', `/conversations/${id}/messages`, message)).body['id']);
  return { ...scene, control, act, ask, id };
}

describe('control API over HTTP', () => {
  it('shows the state', async () => {
    const { control, id } = await start();
    expect((await control('/state')).body).toMatchObject({
      inboxes: [{ id: 1, name: 'Website', channel: 'Channel::WebWidget' }],
      conversations: [{ id, status: 'pending', assignee: null, contact: { name: 'Ana', verified: true } }],
      bots: [{ name: 'Helper Bot' }],
    });
  });

  it('acts as the customer, in the way of the widget', async () => {
    const { act, ask, control, id } = await start();
    await act('customer', { content: 'Hello' });
    const question = await ask({
      content: 'Pick',
      content_type: 'input_select',
      content_attributes: { items: [{ title: 'A', value: 'a' }] },
    });
    await act('choose', { message_id: question, value: 'a', title: 'A' });
    const form = await ask({
      content: 'Form',
      content_type: 'form',
      content_attributes: { items: [{ name: 'city', type: 'text', label: 'City' }] },
    });
    await act('form', { message_id: form, values: { city: 'Porto' } });
    const box = await ask({ content: 'E-mail?', content_type: 'input_email' });
    await act('email', { message_id: box, email: 'ana@example.org' });
    const file = { name: 'a.txt', content_type: 'text/plain', data_base64: btoa('abc') };
    await act('attach', file);

    const { conversation, messages, typing } = (await control(`/conversations/${id}`)).body;
    expect(conversation).toMatchObject({ id, contact: { email: 'ana@example.org' } });
    expect(typing).toBe(false);
    expect(messages).toMatchObject([
      { content: 'Hello', message_type: 'incoming', sender: { type: 'contact', name: 'Ana' } },
      { content_attributes: { submitted_values: [{ title: 'A', value: 'a' }] } },
      { content_attributes: { submitted_values: [{ name: 'city', value: 'Porto' }] } },
      { content_attributes: { submitted_email: 'ana@example.org' } },
      { content: null, attachments: [{ file_type: 'file', file_size: 3 }] },
    ]);
  });

  it.each([
    ['take-over', 'open', 'Dana Ortiz'],
    ['open', 'open', undefined],
    ['resolve', 'resolved', undefined],
    ['snooze', 'snoozed', undefined],
    ['set-pending', 'pending', undefined],
  ])('acts as an agent: %s', async (action, status, assignee) => {
    const { act, standIn, id } = await start();
    const answer = await act('agent', { action });
    expect(answer.body).toMatchObject({ status });
    expect(standIn.conversation(id).assignee?.name).toBe(assignee);
  });

  it('replies and notes as an agent', async () => {
    const { act, standIn, id } = await start();
    await act('agent', { action: 'reply', content: 'Hello' });
    await act('agent', { action: 'note', content: 'VIP' });
    expect(standIn.messages(id)).toMatchObject([{ private: false }, { private: true, content: 'VIP' }]);
  });

  it('lists calls and deliveries of one conversation', async () => {
    const { act, ask, control, standIn, id } = await start();
    await act('customer', { content: 'Hello' });
    await act('opened', {});
    await ask({ content: 'Hi' });
    await standIn.webhooksDone();
    expect((await control(`/conversations/${id}/requests`)).body).toMatchObject([
      { method: 'POST', body: { content: 'Hi' }, status: 200, response: { content: 'Hi' } },
    ]);
    const deliveries = (await control(`/conversations/${id}/deliveries`)).body;
    expect(deliveries[0]).toMatchObject({
      event: 'message_created',
      status: 200,
      body: { content: 'Hello' },
    });
    expect(deliveries.map(({ event }) => event)).toContain('webwidget_triggered');
  });

  it('streams what happens', async () => {
    const { standIn, id } = await start();
    const response = await fetch(`${standIn.url}/control/stream`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    standIn.customerSays(id, 'Hello');
    let text = '';
    while (!text.includes('"delivery"')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain(`data: {"type":"message","conversation_id":${id}`);
    await reader?.cancel();
  });

  it('sets faults', async () => {
    const { control, ask, standIn } = await start();
    await control('/faults', { match: { path: '/messages' }, action: { status: 500 } });
    await ask({ content: 'Hi' });
    expect(standIn.requests.at(-1)?.status).toBe(500);
    expect((await control('/faults', { match: { pathh: 'x' }, action: 'drop-before' })).status).toBe(422);
  });

  it('says what is wrong with a request', async () => {
    const { act, control } = await start();
    expect((await act('customer', {})).status).toBe(422);
    expect((await act('choose', { message_id: 9, value: 'a' })).body.error).toBe('There is no message 9.');
    expect((await control('/conversations/99')).status).toBe(404);
    expect((await control('/nothing')).status).toBe(404);
  });

  it('serves this machine alone, and no forms of foreign pages', async () => {
    const { standIn } = await start();
    const ask = (headers: Record<string, string>, method = 'GET') =>
      new Promise<number>((resolve, reject) => {
        const request = http.request(`${standIn.url}/control/state`, { method, headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        request.on('error', reject);
        request.end();
      });
    expect(await ask({})).toBe(200);
    expect(await ask({ host: 'evil.example' })).toBe(403);
    expect(await ask({ 'x-forwarded-for': '203.0.113.5' })).toBe(403);
    expect(await ask({ 'content-type': 'text/plain' }, 'POST')).toBe(415);
  });
});

describe('mounted on a Koa app', () => {
  it('serves below its prefix and leaves the rest alone', async () => {
    const standIn = createStandIn();
    const app = new Koa();
    app.use(mountOnKoa('/stand-in', standIn.handle));
    app.use((context) => {
      context.body = `rest ${context.path}`;
    });
    const server = await startServer(app.callback());
    onTestFinished(async () => {
      standIn.close();
      await server.close();
    });
    const state = await fetch(`${server.url}/stand-in/control/state`);
    expect(await state.json()).toHaveProperty('inboxes');
    expect((await fetch(`${server.url}/stand-in/api/v1/accounts/1/inboxes`)).status).toBe(401);
    expect(await (await fetch(`${server.url}/stand-inside`)).text()).toBe('rest /stand-inside');
  });
});

describe('waiting', () => {
  it('gives up after its time, and passes on what the predicate throws', async () => {
    const standIn = createStandIn();
    await expect(standIn.waitFor(() => false, 5)).rejects.toThrow('Waited 5 ms in vain.');
    await expect(standIn.waitFor(() => standIn.messages(9))).rejects.toThrow('There is no conversation 9.');
    const { id } = standIn.createConversation();
    const waited = standIn.waitFor(() => standIn.messages(id).at(0)?.content);
    standIn.customerSays(id, 'Hello');
    expect(await waited).toBe('Hello');
  });
});
