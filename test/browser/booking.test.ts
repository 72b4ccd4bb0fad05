import { describe, expect, it } from 'vitest';
import { browserIsAvailable } from '../support/browser.ts';
import { stayNextMay } from '../support/playground-page.ts';
import { prepareVisits } from '../support/visits.ts';

const bookingNumber = /HB-\w+/;

describe.runIf(browserIsAvailable())('booking a room in the playground', () => {
  const visit = prepareVisits();

  it('works by clicking', async () => {
    const { page, complaints, visitor } = await visit();
    await visitor.click('Book a room');
    await page.getByRole('heading', { name: 'Sea View Inn' }).waitFor();
    await visitor.click('Grand Plaza');
    await visitor.sees(/When would you like to stay/);
    const { arrival, departure } = stayNextMay();
    await visitor.say(`from ${arrival} to ${departure}`);

    const form = visitor.log.getByRole('form');
    await form.getByLabel('Your name').fill('Anna Schmidt');
    await form.getByLabel('Your e-mail address').fill('anna@example.com');
    await form.getByLabel('Number of guests').selectOption('3 guests');
    await form.getByLabel('Anything else').fill('A quiet room, please');
    await form.getByRole('button', { name: 'Continue' }).click();
    await visitor.sees('anna@example.com');

    await visitor.click('Confirm');
    await visitor.sees(bookingNumber);
    expect(await visitor.log.getByRole('button').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('works by typing, with what was said already not asked again', async () => {
    const { complaints, visitor } = await visit();
    await visitor.say('Book the Grand Plaza for two on Friday');
    await visitor.sees(/what day will you leave/i);
    await visitor.say('two nights');
    await visitor.log.getByRole('form').waitFor();
    await visitor.say('My name is Anna Schmidt');
    await visitor.sees(/e-mail address/);
    await visitor.say('anna@example.com');
    await visitor.say('-');
    await visitor.sees('Shall I book it?');
    await visitor.say('yes please');
    await visitor.sees(bookingNumber);
    expect(complaints).toEqual([]);
  });

  it('answers a question in the middle and goes on', async () => {
    const { visitor } = await visit();
    await visitor.click('Book a room');
    await visitor.log.getByRole('button', { name: 'Park Hotel', exact: true }).waitFor();
    await visitor.say('Is breakfast included?');
    await visitor.sees('Now, back to your booking.');
    await visitor.click('Park Hotel');
    await visitor.sees(/When would you like to stay/);
  });

  it('explains every turn', async () => {
    const { page, visitor } = await visit();
    await visitor.say('Book the Grand Plaza for two on Friday');
    await visitor.sees(/what day will you leave/i);

    const turn = visitor.turns.filter({ hasText: 'Book the Grand Plaza for two on Friday' });
    await turn.getByText('Answered', { exact: true }).waitFor();
    await turn.getByText('book_hotel', { exact: true }).waitFor();
    await turn.getByText('customer-spoke').waitFor();
    await turn.getByText(/hotel-booking ›/).waitFor();
    await turn.getByText(/^embedded, /).waitFor();
    const entities = turn.getByRole('list').filter({ hasText: 'Grand Plaza' });
    expect(await entities.textContent()).toMatch(/hotel\s+Grand Plaza/i);

    await turn
      .getByText('What day', { exact: false })
      .or(turn.getByText('what day', { exact: false }))
      .first()
      .click();
    const posted = turn.getByLabel('request body', { exact: true });
    expect(JSON.parse((await posted.textContent()) ?? '')).toMatchObject({
      message_type: 'outgoing',
      content: expect.stringMatching(/what day will you leave/i),
    });

    await page.getByRole('button', { name: /^Webhooks/ }).click();
    await page.getByText('message_created').first().waitFor();
  });
});
