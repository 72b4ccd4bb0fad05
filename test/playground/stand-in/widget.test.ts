import { describe, expect, it } from 'vitest';
import { readFixture } from './support/fixtures.ts';
import { setUp } from './support/set-up.ts';

interface WidgetRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const examples = readFixture('widget.submit_requests') as Record<string, WidgetRequest>;

async function start(options: Parameters<typeof setUp>[0] = {}) {
  const scene = await setUp(options);
  const visitor = scene.standIn.newVisitor();
  /** The example request, aimed at a message of this visitor. */
  const act = (example: string, messageId?: number, body?: unknown, token = visitor.authToken) => {
    const { method, path, body: given } = examples[example] ?? { method: '', path: '', body: null };
    const aimed = path
      .replace('Wt7XEXAMPLE', visitor.websiteToken)
      .replace(/messages\/\d+/, `messages/${messageId}`);
    return fetch(`${scene.standIn.url}${aimed}`, {
      method,
      headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' },
      body: JSON.stringify(body ?? given),
    });
  };
  await act('text_message');
  const { id } = scene.standIn.state().conversations[0] ?? { id: 0 };
  const ask = async (message: Record<string, unknown>) =>
    Number((await scene.call('POST', `/conversations/${id}/messages`, message)).body['id']);
  const lastUpdate = async () => {
    await scene.standIn.webhooksDone();
    return scene.bot.bodies('message_updated').at(-1);
  };
  return { ...scene, id, act, ask, lastUpdate };
}

const items = [
  { title: 'Track my order', value: 'track_order' },
  { title: 'Talk to a person', value: 'handoff' },
];
const select = { content: 'Pick', content_type: 'input_select', content_attributes: { items } };

describe('widget over HTTP', () => {
  it('begins a conversation with the first message', async () => {
    const { standIn, id } = await start();
    expect(standIn.messages(id)).toMatchObject([
      {
        message_type: 'incoming',
        content: 'Where is my order 1009?',
        content_attributes: { in_reply_to: null },
      },
    ]);
  });

  it('answers a question by editing it, keeping known scalar keys only', async () => {
    const { act, ask, lastUpdate } = await start();
    const question = await ask(select);
    const values = [{ title: 'A', value: { deep: 1 }, name: 'n', evil: 'x' }, 'no object'];
    await act('input_select', question, { contact: {}, message: { submitted_values: values } });
    const update = await lastUpdate();
    expect(update).toMatchObject({
      id: question,
      message_type: 'outgoing',
      sender: { type: 'agent_bot' },
    });
    expect(update?.['content_attributes']).toEqual({ items, submitted_values: [{ title: 'A', name: 'n' }] });
  });

  it('takes a second answer, and raises nothing when it is the same', async () => {
    const { act, ask, bot, standIn } = await start();
    const question = await ask(select);
    await act('input_select', question);
    await act('input_select', question);
    await act('input_select', question, {
      message: { submitted_values: [{ title: 'Talk to a person', value: 'handoff' }] },
    });
    await standIn.webhooksDone();
    expect(bot.bodies('message_updated')).toHaveLength(2);
  });

  it('submits forms and ratings', async () => {
    const { act, ask, lastUpdate, standIn, id } = await start({ inboxes: [{ name: 'Website', csat: true }] });
    const fields = [{ name: 'email', type: 'email', label: 'E-mail' }];
    const form = await ask({ content: 'F', content_type: 'form', content_attributes: { items: fields } });
    await act('form', form);
    expect(await lastUpdate()).toMatchObject({
      content_attributes: { submitted_values: [{ name: 'email' }, { name: 'topic' }, { name: 'details' }] },
    });
    standIn.resolve(id);
    await act('input_csat', standIn.messages(id).at(-1)?.id);
    expect(await lastUpdate()).toMatchObject({
      message_type: 'template',
      content_attributes: {
        submitted_values: { csat_survey_response: { rating: 5, feedback_message: 'Great help' } },
      },
    });
  });

  it('saves an e-mail in lower case, after the event', async () => {
    const { act, ask, lastUpdate, standIn, id } = await start();
    const box = await ask({ content: 'Your e-mail?', content_type: 'input_email' });
    await act('input_email', box, { contact: { email: 'Ana@Example.org' }, message: {} });
    expect(await lastUpdate()).toMatchObject({
      content_attributes: { submitted_email: 'ana@example.org' },
      conversation: { meta: { sender: { email: null } } },
    });
    expect(standIn.conversation(id).contact.email).toBe('ana@example.org');
  });

  it('tells the bot that it was opened', async () => {
    const { act, bot, standIn, id } = await start();
    const response = await act('widget_opened');
    expect(response.status).toBe(204);
    await standIn.webhooksDone();
    expect(bot.bodies('webwidget_triggered')).toMatchObject([
      {
        current_conversation: { id },
        event_info: { referer: 'https://shop.example.com/cart', widget_language: 'en' },
      },
    ]);
  });

  it('lets nobody answer the messages of another visitor', async () => {
    const { act, ask, standIn } = await start();
    const question = await ask(select);
    const stranger = standIn.newVisitor();
    expect((await act('input_select', question, undefined, stranger.authToken)).status).toBe(404);
    expect((await act('input_select', question, undefined, 'unknown')).status).toBe(404);
  });
});
