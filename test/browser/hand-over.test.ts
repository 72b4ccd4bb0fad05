import { describe, expect, it } from 'vitest';
import { browserIsAvailable } from '../support/browser.ts';
import { prepareVisits } from '../support/visits.ts';

describe.runIf(browserIsAvailable())('handing over in the playground', () => {
  const visit = prepareVisits();

  it('gives the conversation to a person, keeps silent, and comes back', async () => {
    const { page, complaints, visitor } = await visit();
    await visitor.click('Talk to a human');
    await visitor.isWith('people');
    await visitor.turns
      .filter({ hasText: 'Talk to a human' })
      .getByText('Handed off', { exact: true })
      .waitFor();

    await visitor.sit('Act as agent');
    await visitor.sees(/Handed over by the bot/);
    await page.getByRole('textbox', { name: 'Reply to the visitor' }).fill('Dana here, how can I help?');
    await page.keyboard.press('Enter');
    await visitor.sit('Visitor');
    await visitor.sees('Dana here, how can I help?');
    expect(await visitor.log.getByText('Handed over by the bot').count()).toBe(0);

    await visitor.say('Is breakfast included?');
    await visitor.sees('Is breakfast included?');
    await visitor.sit('Act as agent');
    await page.getByRole('button', { name: 'Set pending' }).click();
    await visitor.isWith('bot');
    await visitor.sit('Visitor');
    await visitor.say('What does a room cost?');
    const answered = visitor.turns.filter({ hasText: 'What does a room cost?' });
    await answered.getByText('Answered', { exact: true }).waitFor();
    await visitor.sees(/€ a night/);
    // What was said while people had the conversation is theirs to answer.
    expect(await visitor.turns.filter({ hasText: 'Is breakfast included?' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('reopens a resolved conversation', async () => {
    const { page, visitor } = await visit();
    await visitor.isWith('bot');
    await visitor.sit('Act as agent');
    await page.getByRole('button', { name: 'Resolve' }).click();
    await visitor.isWith('closed');
    await visitor.sit('Visitor');
    await page.getByText('This conversation is resolved.').waitFor();
    await page.getByRole('button', { name: 'Reopen' }).click();
    await visitor.isWith('bot');
    await visitor.sees('Hello again');
  });

  it('takes over, and keeps a note from the visitor', async () => {
    const { page, visitor } = await visit();
    await visitor.isWith('bot');
    await visitor.sit('Act as agent');
    await page.getByRole('button', { name: 'Take over' }).click();
    await visitor.isWith('people');
    await page.getByText('assigned to Dana Ortiz').waitFor();
    await page.getByRole('button', { name: 'Private note' }).click();
    await page.getByRole('textbox', { name: 'Note that only agents see' }).fill('Asks a lot');
    await page.getByRole('button', { name: 'Add note' }).click();
    await visitor.sees('Asks a lot');
    await visitor.sit('Visitor');
    expect(await visitor.log.getByText('Asks a lot').count()).toBe(0);
  });
});
