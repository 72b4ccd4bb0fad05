import { describe, expect, it } from 'vitest';
import { setUp } from './support/set-up.ts';

async function start() {
  const scene = await setUp();
  const { id } = scene.standIn.createConversation();
  const post = (content = 'Hello') => scene.call('POST', `/conversations/${id}/messages`, { content });
  const texts = () => scene.standIn.messages(id).map((message) => message.content);
  return { ...scene, id, post, texts };
}

describe('faults of the REST API', () => {
  it('drops the connection before or after the work', async () => {
    const { standIn, post, texts } = await start();
    const before = standIn.faults.add({ match: { path: '/messages' }, action: 'drop-before' });
    await expect(post('never stored')).rejects.toThrow();
    before.remove();
    standIn.faults.add({ match: { path: '/messages', times: 1 }, action: 'drop-after' });
    await expect(post('stored')).rejects.toThrow();
    await post('fine');
    expect(texts()).toEqual(['stored', 'fine']);
    expect(before.hits).toBe(1);
    expect(standIn.requests.map(({ status }) => status)).toEqual([0, 0, 200]);
  });

  it('answers something else on the n-th call only', async () => {
    const { standIn, post, texts } = await start();
    standIn.faults.add({
      match: { method: 'POST', path: /messages$/, nth: 2 },
      action: { status: 503, headers: { 'retry-after': '1' }, body: '<html>Bad gateway</html>' },
    });
    expect((await post('one')).status).toBe(200);
    const second = await post('two');
    expect([second.status, second.text, second.headers.get('retry-after')]).toEqual([
      503,
      '<html>Bad gateway</html>',
      '1',
    ]);
    expect((await post('three')).status).toBe(200);
    expect(texts()).toEqual(['one', 'three']);
  });

  it('delays the work, or only the answer', async () => {
    const { standIn, post, texts } = await start();
    standIn.faults.add({ match: { nth: 1 }, action: { delayAnswerMs: 40 } });
    const pending = post('stored at once');
    await standIn.waitFor(() => texts().length === 1);
    expect((await pending).status).toBe(200);
    standIn.faults.clear();
    standIn.faults.add({ match: {}, action: { delayMs: 1 } });
    expect((await post('later')).status).toBe(200);
  });

  it('logs each call with body, status and answer', async () => {
    const { standIn, post, id } = await start();
    await post('Hello');
    expect(standIn.requests).toMatchObject([
      {
        method: 'POST',
        path: `/api/v1/accounts/1/conversations/${id}/messages`,
        conversationId: id,
        body: { content: 'Hello' },
        status: 200,
        response: { content: 'Hello' },
      },
    ]);
  });
});

describe('faults of events', () => {
  it('loses or delays them', async () => {
    const { standIn, bot, id } = await start();
    standIn.faults.add({ match: { event: 'message_created', nth: 1 }, action: 'lose' });
    standIn.faults.add({ match: { event: 'message_created', nth: 1 }, action: { delayMs: 20 } });
    for (const content of ['lost', 'late', 'prompt']) standIn.customerSays(id, content);
    await standIn.webhooksDone();
    expect(bot.bodies('message_created').map((body) => body['content'])).toEqual(['prompt', 'late']);
  });
});
