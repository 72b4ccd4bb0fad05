import { describe, expect, it } from 'vitest';
import { setUp } from './support/set-up.ts';

/** One worker: what arrives is the order in which events were raised. */
async function start(options: Parameters<typeof setUp>[0] = {}) {
  const scene = await setUp({ deliveryConcurrency: 1, ...options });
  const { id } = scene.standIn.createConversation();
  const eventsOf = async (act: () => unknown) => {
    await scene.standIn.webhooksDone();
    const before = scene.bot.received.length;
    await act();
    await scene.standIn.webhooksDone();
    return scene.bot.received.slice(before).map(({ body }) => describeEvent(body));
  };
  const reply = (content: string) => scene.call('POST', `/conversations/${id}/messages`, { content });
  return { ...scene, id, eventsOf, reply };
}

/** The event's name, with the first changed attribute. */
function describeEvent(body: Record<string, unknown>): string {
  const changed = body['changed_attributes'];
  const first: unknown = Array.isArray(changed) ? changed[0] : undefined;
  const name = typeof first === 'object' && first !== null ? Object.keys(first)[0] : undefined;
  return name === undefined ? String(body['event']) : `${body['event']} ${name}`;
}

describe('order of events', () => {
  it('customer message, then bot message, then the next customer message', async () => {
    const { standIn, id, eventsOf, reply } = await start();
    expect(await eventsOf(() => standIn.customerSays(id, 'Hello'))).toEqual(['message_created']);
    expect(await eventsOf(() => reply('Hi'))).toEqual([
      'message_created',
      'conversation_updated waiting_since',
    ]);
    expect(await eventsOf(() => standIn.customerSays(id, 'Again'))).toEqual([
      'message_created',
      'conversation_updated waiting_since',
    ]);
  });

  it('customer writes to a resolved conversation', async () => {
    const { standIn, bot, id, eventsOf } = await start();
    standIn.resolve(id);
    const events = await eventsOf(() => standIn.customerSays(id, 'Me again'));
    expect(events).toEqual([
      'conversation_status_changed',
      'conversation_updated status',
      'message_created',
      'conversation_updated waiting_since',
    ]);
    expect(bot.bodies('message_created').at(-1)).toMatchObject({ conversation: { status: 'pending' } });
  });

  it('bot hands over', async () => {
    const { id, eventsOf, call, reply, standIn } = await start();
    standIn.customerSays(id, 'Hello');
    await reply('One moment');
    const open = () => call('POST', `/conversations/${id}/toggle_status`, { status: 'open' });
    expect(await eventsOf(open)).toEqual([
      'conversation_updated waiting_since',
      'conversation_opened',
      'conversation_status_changed',
      'conversation_updated status',
    ]);
  });

  it('agent answers for the first time', async () => {
    const { standIn, id, eventsOf } = await start();
    standIn.customerSays(id, 'Hello');
    expect(await eventsOf(() => standIn.agentReplies(id, 'Dana here'))).toEqual([
      'message_created',
      'conversation_updated waiting_since',
    ]);
  });

  it('templates come after the message that caused them', async () => {
    const { standIn, id, eventsOf } = await start({
      inboxes: [{ name: 'Website', greeting: 'Welcome', emailCollect: true }],
    });
    expect(await eventsOf(() => standIn.customerSays(id, 'Hello'))).toEqual(
      Array.from({ length: 4 }, () => 'message_created'),
    );
    const types = standIn.messages(id).map((message) => message.content_type);
    expect(types).toEqual(['text', 'text', 'text', 'input_email']);
  });

  it('4.2 knows neither status changes nor updates', async () => {
    const { standIn, id, eventsOf, reply } = await start({ version: '4.2' });
    standIn.customerSays(id, 'Hello');
    expect(await eventsOf(() => reply('Hi'))).toEqual(['message_created']);
    expect(await eventsOf(() => standIn.setStatus(id, 'open'))).toEqual(['conversation_opened']);
    expect(await eventsOf(() => standIn.setStatus(id, 'pending'))).toEqual([]);
  });

  it('auto-assignment swallows the status events', async () => {
    const { standIn, id, eventsOf } = await start({ autoAssignment: true });
    expect(await eventsOf(() => standIn.setStatus(id, 'open'))).toEqual(['conversation_updated status']);
    expect(standIn.conversation(id).assignee?.name).toBe('Dana Ortiz');
  });

  it('read receipts storm: one update per unread message, once', async () => {
    const { standIn, id, eventsOf, reply } = await start();
    await reply('one');
    await reply('two');
    expect(await eventsOf(() => standIn.readReceipts(id))).toEqual(['message_updated', 'message_updated']);
    expect(await eventsOf(() => standIn.readReceipts(id))).toEqual([]);
  });

  it('calls the assigned bot and the bot of the inbox, each once', async () => {
    const { standIn, bot } = await setUp({
      bots: [
        { name: 'first', token: 'one' },
        { name: 'second', token: 'two' },
      ],
    });
    standIn.setOutgoingUrl(`${bot.url}/first`, 'first');
    standIn.setOutgoingUrl(`${bot.url}/second`, 'second');
    const { id } = standIn.createConversation();
    standIn.assignBot(id, 'second');
    await standIn.webhooksDone();
    bot.received.length = 0;
    standIn.customerSays(id, 'Hello');
    await standIn.webhooksDone();
    expect(bot.received.map(({ path }) => path).sort()).toEqual(['/first', '/second']);
    expect(new Set(bot.received.map(({ headers }) => headers['x-chatwoot-delivery'])).size).toBe(2);
  });
});
