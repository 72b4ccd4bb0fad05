import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserIsAvailable } from '../support/browser.ts';
import { prepareVisits } from '../support/visits.ts';

describe.runIf(browserIsAvailable())('asking for one’s bookings in the playground', () => {
  const visit = prepareVisits();

  /** As a newcomer reads it: on the hotel's own page, in another tab. */
  async function codeFromOutbox(page: Page): Promise<string> {
    const outbox = await page.context().newPage();
    await outbox.goto(new URL('/hotel-api/outbox', page.url()).href);
    const code = /code is (\d{6})/.exec((await outbox.locator('li').first().textContent()) ?? '')?.[1];
    await outbox.close();
    return code ?? '';
  }

  it('works by clicking', async () => {
    const { page, complaints, visitor } = await visit();
    await visitor.say('hello');
    await visitor.click('My bookings');
    await visitor.log.getByRole('textbox', { name: 'Your e-mail address' }).fill('sam@example.com');
    await visitor.log.getByRole('button', { name: /Send|Submit/ }).click();
    await visitor.sees(/sent a code to sam@example.com/);
    await visitor.say(await codeFromOutbox(page));
    await visitor.sees(/no booking for sam@example.com/);
    await visitor.turns.first().getByText('•••').first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('works by typing, with a slip', async () => {
    const { page, complaints, visitor } = await visit();
    await visitor.say('which bookings do I have?');
    await visitor.sees(/Which e-mail address/);
    await visitor.say('it is kim@example.com');
    await visitor.sees(/sent a code to kim@example.com/);
    const code = await codeFromOutbox(page);
    await visitor.say(code === '111111' ? '222222' : '111111');
    await visitor.sees('That is not the code');
    await visitor.say(`${code.slice(0, 3)} ${code.slice(3)}`);
    await visitor.sees(/no booking for kim@example.com/);
    expect(complaints).toEqual([]);
  });
});
