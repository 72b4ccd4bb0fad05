import { describe, expect, it } from 'vitest';
import { browserIsAvailable } from '../support/browser.ts';
import { prepareVisits, type Visit } from '../support/visits.ts';

const nothing = 'about:blank';

describe.runIf(browserIsAvailable())('the chat shows messages as the widget does', () => {
  const visit = prepareVisits();

  it('text: Markdown, but neither HTML nor dangerous links', async () => {
    const { complaints, post, visitor } = await begin();
    await post({
      content: `**bold** <img src="${nothing}" onerror="alert(1)"> [good](https://example.com/a) [bad](javascript:alert(1))`,
    });
    await visitor.sees('bold');
    expect(await visitor.log.getByRole('img').count()).toBe(0);
    // The first is the page's own: it leads to the sample's outbox.
    expect(await visitor.log.getByRole('link').allTextContents()).toEqual(['outbox', 'good']);
    expect(await visitor.log.textContent()).toContain('<img src=');
    expect(complaints).toEqual([]);
  });

  it('shows nothing of a message without content', async () => {
    const { post, visitor } = await begin();
    const items = [{ title: 'Never shown', value: 'never' }];
    await post({ content: '', content_type: 'input_select', content_attributes: { items } });
    await post({ content: 'Shown' });
    await visitor.sees('Shown');
    expect(await visitor.log.getByText('Never shown').count()).toBe(0);
  });

  it('cards: picture, text and links that open a tab of their own', async () => {
    const { post, visitor } = await begin();
    const actions = [
      { type: 'link', text: 'Look', uri: 'https://example.com/room' },
      { type: 'postback', text: 'Tell the page', payload: 'told' },
    ];
    await post({
      content: 'Rooms',
      content_type: 'cards',
      content_attributes: { items: [{ title: 'Double', description: 'Two beds', actions }] },
    });
    await visitor.log.getByRole('heading', { name: 'Double' }).waitFor();
    const link = visitor.log.getByRole('link', { name: /^Look/ });
    expect(await link.getAttribute('href')).toBe('https://example.com/room');
    expect(await link.getAttribute('rel')).toContain('noopener');
    await visitor.click('Tell the page');
    await visitor.sees(/a bot never receives postbacks/);
  });

  it('form: every field required, patterns for text, values as bubbles', async () => {
    const { post, visitor } = await begin();
    const items = [
      {
        name: 'code',
        label: 'Code',
        type: 'text',
        pattern: '[A-Z]{2}\\d',
        pattern_error: 'Like AB1, please.',
      },
      { name: 'mail', label: 'Mail', type: 'email', required: false },
      { name: 'note', label: 'Note', type: 'text_area', required: false },
    ];
    await post({
      content: 'Details',
      content_type: 'form',
      content_attributes: { items, button_label: 'Go' },
    });
    const form = visitor.log.getByRole('form');
    await form.getByLabel('Code').fill('wrong');
    await form.getByLabel('Mail').fill('wrong');
    await visitor.click('Go');
    await visitor.sees('Like AB1, please.');
    await visitor.sees('Please give a valid e-mail address.');
    await visitor.sees('Note is required.');
    expect(await form.getByLabel('Code').getAttribute('aria-invalid')).toBe('true');

    await form.getByLabel('Code').fill('AB1');
    await form.getByLabel('Mail').fill('anna@example.com');
    await form.getByLabel('Note').fill('none');
    await form.getByLabel('Note').press('Tab');
    await visitor.page.keyboard.press('Enter');
    for (const value of ['AB1', 'anna@example.com', 'none']) await visitor.sees(value);
    expect(await form.count()).toBe(0);
  });

  it('e-mail box and articles', async () => {
    const { post, visitor } = await begin();
    const items = [{ title: 'House rules', description: 'Read me', link: 'https://example.com/rules' }];
    await post({ content: 'Rules', content_type: 'article', content_attributes: { items } });
    await visitor.log.getByRole('link', { name: /House rules/ }).waitFor();
    await post({ content: 'Your address?', content_type: 'input_email' });
    const box = visitor.log.getByRole('textbox', { name: 'Your e-mail address' });
    await box.fill('nonsense');
    await box.press('Enter');
    await visitor.sees('Please give a valid e-mail address.');
    await box.fill('anna@example.com');
    await box.press('Enter');
    await visitor.sees('anna@example.com');
    expect(await box.count()).toBe(0);
  });

  it('a file of the visitor, with a picture shown as one', async () => {
    const { page, visitor } = await visit();
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await page.getByLabel('File to attach').setInputFiles({
      name: 'view.png',
      mimeType: 'image/png',
      buffer: Buffer.from(pixel, 'base64'),
    });
    await visitor.log.getByRole('img', { name: 'view.png' }).waitFor();
  });

  /** A visit whose conversation the bot can be made to write into, past the gateway. */
  async function begin(): Promise<Visit & { post(message: object): Promise<void> }> {
    const visited = await visit();
    await visited.visitor.isWith('bot');
    const { origin, hash } = new URL(visited.page.url());
    const messages = `${origin}/stand-in/api/v1/accounts/1/conversations/${hash.split('-').at(-1)}/messages`;
    return {
      ...visited,
      async post(message) {
        const response = await fetch(messages, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Api-Access-Token': 'playground-token' },
          body: JSON.stringify({ message_type: 'outgoing', ...message }),
        });
        expect(response.status).toBe(200);
      },
    };
  }
});
