import { describe, expect, it } from 'vitest';
import { readFixture, shapeDifferences } from './support/fixtures.ts';
import { BOT_TOKEN } from './support/set-up.ts';
import { startScene } from './support/start-scene.ts';

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

  it('reads a private note from a form, where true is a text', async () => {
    const { standIn, id } = await startScene();
    const form = new FormData();
    form.set('content', 'a note');
    form.set('private', 'true');
    await fetch(`${standIn.url}/api/v1/accounts/1/conversations/${id}/messages`, {
      method: 'POST',
      headers: { 'api-access-token': BOT_TOKEN },
      body: form,
    });
    expect(standIn.messages(id).at(-1)).toMatchObject({ content: 'a note', private: true });
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
