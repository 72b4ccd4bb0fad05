import { afterEach, describe, expect, it } from 'vitest';
import type { EngineCallback } from '../../../src/core/ports/engine-callback.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { type CloudHouse, openCloudHouse, webhookSecret } from './cloud-house.ts';

const CONVERSATION = 'cw_1-4711';
const never = new AbortController().signal;
const hello = providerRequest('hello');

describe('Botpress Cloud, called back', () => {
  let house: CloudHouse;
  afterEach(() => house.close());

  async function open(over: Record<string, unknown> = {}): Promise<void> {
    house = await openCloudHouse({ listen: 'webhook', webhook_secret: webhookSecret, ...over });
  }

  function call(body: unknown): EngineCallback {
    const rawBody = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    return { method: 'POST', path: '/engines/hotel/botpress-cloud/', headers: {}, query: {}, rawBody };
  }

  function created(text: string, over: Record<string, unknown> = {}) {
    const data = {
      id: 'm1',
      createdAt: '2999-01-01T00:00:00.000Z',
      conversationId: CONVERSATION,
      userId: 'user_bot',
      payload: { type: 'text', text },
      isBot: true,
      ...over,
    };
    return { type: 'message_created', data };
  }

  it('ends the turn once the message is taken: what is said comes by itself', async () => {
    await open();
    expect(await house.provider.respond(hello, never)).toMatchObject({ replies: [], repliesFollow: true });
    expect(house.posted()).toHaveLength(1);
    expect(house.standIn.listeners()).toBe(0);
  });

  it('locks its door with the secret of the integration, and a path besides', async () => {
    await open({ path_secret: 'path-secret-1' });
    expect(house.provider.callbackLock).toEqual({
      header: { name: 'x-secret-key', value: webhookSecret },
      pathSecret: 'path-secret-1',
    });
  });

  it('knows the session by the conversation’s id alone, as any replica does', async () => {
    await open();
    expect(await house.provider.receive?.(call(created('Hello.')))).toMatchObject({ status: 200 });
    expect(house.late).toEqual([
      { sessionId: '1-4711', id: 'm1', replies: [{ kind: 'text', text: 'Hello.' }] },
    ]);
  });

  it.each<[string, unknown, number]>([
    ['the customer’s own message', created('Hello.', { isBot: false }), 200],
    ['a conversation that is not ours', created('Hello.', { conversationId: 'somebody' }), 200],
    ['a signal of no interest', { type: 'participant_added', data: {} }, 200],
    ['a message of another shape', { type: 'message_created', data: { id: 5 } }, 200],
    ['half a body', '{"type": "mess', 400],
  ])('says nothing about %s', async (_, body, status) => {
    await open();
    expect(await house.provider.receive?.(call(body))).toMatchObject({ status });
    expect(house.late).toEqual([]);
  });

  it('reads the list for a call that was lost', async () => {
    await open({ look_back_ms: [100] });
    await house.provider.respond(hello, never);
    expect((await house.nextLate()).replies).toMatchObject([{ text: 'Hello! What can I do for you?' }]);
  });

  it('does not report what came already', async () => {
    await open({ look_back_ms: [100, 200] });
    house.standIn.mute();
    await house.provider.respond(hello, never);
    const payload = { type: 'text', text: 'Hello.' };
    const message = house.standIn.say({ conversationId: CONVERSATION, payload });
    await house.provider.receive?.(call({ type: 'message_created', data: { ...message, isBot: true } }));
    const later = house.standIn.say({ conversationId: CONVERSATION, payload });
    await house.nextLate();
    expect((await house.nextLate()).id).toBe(later.id);
    expect(house.late.map(({ id }) => id)).toEqual([message.id, later.id]);
  });

  it('keeps the order of what is said to one conversation', async () => {
    await open();
    const ids = Array.from({ length: 20 }, (_, index) => `m${index}`);
    await Promise.all(ids.map((id) => house.provider.receive?.(call(created('Hello.', { id })))));
    expect(house.late.map(({ id }) => id)).toEqual(ids);
  });

  it('has no door while it listens to streams', async () => {
    house = await openCloudHouse();
    expect(house.provider.receive).toBeUndefined();
    expect(house.provider.callbackLock).toBeUndefined();
  });
});
