import { describe, expect, it } from 'vitest';
import type { ChannelName } from '../../../src/playground/stand-in/stand-in-options.ts';
import type { ChatwootVersion } from '../../../src/playground/stand-in/version-profiles.ts';
import { setUp } from './support/set-up.ts';

const items = [
  { title: 'Track my order', value: 'track_order' },
  { title: 'Talk to a person', value: 'handoff' },
];
const select = { content: 'What now?', content_type: 'input_select', content_attributes: { items } };

async function start(channel: ChannelName, version: ChatwootVersion = '4.15') {
  const scene = await setUp({ version, inboxes: [{ name: 'Inbox', channel }] });
  const { id } = scene.standIn.createConversation();
  scene.standIn.customerSays(id, 'Hello');
  const send = async (message: Record<string, unknown>) => {
    const answer = await scene.call('POST', `/conversations/${id}/messages`, message);
    const messageId = Number(answer.body['id']);
    const sent = () => scene.standIn.messages(id).find((shown) => shown.id === messageId);
    const isDone = () => channel === 'web-widget' || channel === 'api' || sent()?.source_id !== null;
    await scene.standIn.waitFor(() => isDone() || sent()?.status === 'failed');
    return messageId;
  };
  const seen = () => scene.standIn.customerView(id).at(-1);
  return { ...scene, id, send, seen };
}

describe('a tap on an option', () => {
  it.each([
    ['whatsapp', 'Track my order', true],
    ['messenger', 'Track my order', false],
    ['telegram', 'track_order', false],
    ['line', 'track_order', false],
  ] as const)('on %s arrives as "%s"', async (channel, content, quotes) => {
    const { standIn, send, seen } = await start(channel);
    const question = await send(select);
    expect(seen()?.options).toEqual(items);
    const tapped = standIn.chooseOption(question, 'track_order');
    expect(tapped).toMatchObject({ message_type: 'incoming', content });
    expect(tapped.content_attributes['in_reply_to'] === question).toBe(quotes);
  });

  it('in the widget edits the question, and the buttons go', async () => {
    const { standIn, id, send, seen } = await start('web-widget');
    const question = await send(select);
    standIn.chooseOption(question, 'track_order');
    expect(standIn.messages(id)).toHaveLength(2);
    expect(seen()).toMatchObject({ shows: 'options', options: [], answer: 'Track my order' });
    expect(() => standIn.chooseOption(question, 'handoff')).toThrow('shows no option');
  });

  it.each(['twilio-sms', 'sms', 'email', 'instagram', 'tiktok'] as const)(
    'is impossible on %s, where only the text is shown',
    async (channel) => {
      const { standIn, send, seen } = await start(channel);
      const question = await send(select);
      expect(seen()).toMatchObject({ text: 'What now?', shows: 'text', options: [] });
      expect(() => standIn.chooseOption(question, 'track_order')).toThrow('shows no option');
    },
  );

  it('is impossible on Messenger and LINE in 4.2', async () => {
    for (const channel of ['messenger', 'line'] as const) {
      const { send, seen } = await start(channel, '4.2');
      await send(select);
      expect(seen()?.options).toEqual([]);
    }
  });
});

describe('what the customer sees', () => {
  const cards = {
    content: 'Our hotels',
    content_type: 'cards',
    content_attributes: {
      items: [{ title: 'Park Hotel', actions: [{ type: 'link', text: 'Look', uri: 'https://example.com' }] }],
    },
  };

  it('cards as cards in the widget and as bare content elsewhere', async () => {
    const widget = await start('web-widget');
    await widget.send(cards);
    expect(widget.seen()).toMatchObject({ shows: 'cards', text: '', items: [{ title: 'Park Hotel' }] });
    const telegram = await start('telegram');
    await telegram.send(cards);
    expect(telegram.seen()).toMatchObject({ shows: 'text', text: 'Our hotels', items: [] });
  });

  it('nothing of a message without content, of notes and of activity', async () => {
    const { standIn, id, send } = await start('web-widget');
    const before = standIn.customerView(id).length;
    await send({ ...cards, content: '' });
    await send({ content: 'secret', private: true });
    standIn.agentTakesOver(id);
    expect(standIn.customerView(id)).toHaveLength(before);
  });

  it('nothing of a message that came with a source_id, outside widget and API', async () => {
    const whatsapp = await start('whatsapp');
    await whatsapp.send({ content: 'lost', source_id: 'mine' });
    expect(whatsapp.seen()?.text).toBe('Hello');
    const widget = await start('web-widget');
    await widget.send({ content: 'shown', source_id: 'mine' });
    expect(widget.seen()?.text).toBe('shown');
  });

  it('nothing of what the provider refuses; the message fails with its text', async () => {
    const { standIn, id, send, seen } = await start('whatsapp');
    const long = [{ title: 'More than twenty characters', value: 'a' }];
    await send({ ...select, content_attributes: { items: long } });
    expect(seen()?.text).toBe('Hello');
    expect(standIn.messages(id).at(-1)).toMatchObject({
      status: 'failed',
      content_attributes: { external_error: '(#131009) Parameter value is not valid' },
    });
  });

  it('who wrote it', async () => {
    const { standIn, id, send } = await start('whatsapp');
    await send({ content: 'bot here' });
    standIn.repliesFromPhone(id, 'person here');
    expect(standIn.customerView(id).map(({ from, text }) => `${from}: ${text}`)).toEqual([
      'customer: Hello',
      'bot: bot here',
      'agent: person here',
    ]);
  });
});
