import { describe, expect, it } from 'vitest';
import { type Scene, type SceneRow, sceneRows } from './support/event-scenes.ts';
import { readFixture, shapeDifferences } from './support/fixtures.ts';
import { setUp } from './support/set-up.ts';

async function setScene(row: SceneRow): Promise<Scene> {
  const scene = await setUp({
    version: row.version ?? '4.15',
    inboxes: [{ name: 'Inbox', channel: row.channel ?? 'web-widget', ...row.inbox }],
  });
  const { id } = scene.standIn.createConversation();
  const reply = async (message: Record<string, unknown>) => {
    const answer = await scene.call('POST', `/conversations/${id}/messages`, message);
    expect(answer.status).toBe(200);
    return Number(answer.body['id']);
  };
  if (row.newest !== 'nobody') scene.standIn.customerSays(id, 'Hello');
  if (row.newest === 'bot') {
    await reply({ content: 'Hello, too', content_attributes: { gateway_reply_id: '1' } });
  }
  if (row.newest === 'agent') scene.standIn.agentReplies(id, 'Hello, too');
  return { ...scene, id, reply };
}

describe('shape of the events', () => {
  it.each(sceneRows)('$fixture', async (row) => {
    const expected = readFixture(row.fixture);
    const scene = await setScene(row);
    await row.act(scene);
    await scene.standIn.webhooksDone();
    const event = scene.bot
      .bodies(String(expected['event']))
      .filter(row.which ?? (() => true))
      .at(-1);
    expect(shapeDifferences(event, expected)).toEqual([]);
  });

  it('writes the keys of an event in the order of Chatwoot', async () => {
    const { standIn, bot } = await setUp();
    standIn.customerSays(standIn.createConversation().id, 'Hello');
    await standIn.webhooksDone();
    const example = readFixture('message_created.incoming');
    expect(Object.keys(bot.received[0]?.body ?? {})).toEqual(Object.keys(example));
    const conversation = bot.received[0]?.body['conversation'];
    expect(Object.keys(conversation ?? {})).toEqual(Object.keys(example['conversation'] ?? {}));
  });
});
