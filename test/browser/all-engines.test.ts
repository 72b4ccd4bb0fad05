import { afterAll, describe, expect, it } from 'vitest';
import { browserIsAvailable } from '../support/browser.ts';
import { type HotelStandIns, startHotelStandIns } from '../support/hotel-stand-ins.ts';
import { stayNextMay } from '../support/playground-page.ts';
import { prepareVisits } from '../support/visits.ts';

describe.runIf(browserIsAvailable())('the playground with all engines', () => {
  let standIns: HotelStandIns | undefined;
  const visit = prepareVisits(async () => {
    standIns = await startHotelStandIns();
    return standIns.env;
  }, 'examples/all-engines.yaml');

  afterAll(() => standIns?.stop());

  it('goes from engine to engine, and books a room by clicking', async () => {
    const { complaints, visitor } = await visit();
    for (const engine of ['rasa', 'lex', 'botpress-v12', 'botpress-cloud']) {
      await visitor.chooseEngine(engine);
      await visitor.say('What does a room cost?');
      await visitor.turns.getByText(new RegExp(`^${engine}, `)).waitFor();
    }

    await visitor.chooseEngine('dialogflow-cx');
    await visitor.say('hello');
    await visitor.click('Book a room');
    await visitor.sees(/Which of our hotels would you like/);
    await visitor.click('Sea View Inn');
    await visitor.sees(/When would you like to stay/);
    const { arrival, departure } = stayNextMay();
    await visitor.say(`from ${arrival} to ${departure}`);
    const form = visitor.log.getByRole('form');
    await form.getByLabel('Your name').fill('Anna Schmidt');
    await form.getByLabel('Your e-mail address').fill('anna@example.com');
    await form.getByRole('button', { name: 'Continue' }).click();
    await visitor.sees('anna@example.com');
    await visitor.click('Confirm');
    await visitor.sees(/HB-\w+/);
    expect(complaints).toEqual([]);
  });
});
