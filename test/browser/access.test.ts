import { describe, expect, it } from 'vitest';
import { browserIsAvailable } from '../support/browser.ts';
import {
  focusedName,
  focusIsVisible,
  namelessControls,
  overflow,
  styleOf,
  tabTo,
} from '../support/look-at-page.ts';
import { prepareVisits } from '../support/visits.ts';

const phone = { viewport: { width: 360, height: 740 } };

describe.runIf(browserIsAvailable())('the playground is open to everybody', () => {
  const visit = prepareVisits();

  it('can be used with the keyboard alone', async () => {
    const { page, visitor } = await visit();
    await visitor.log.getByRole('button', { name: 'Book a room' }).waitFor();
    await tabTo(page, 'Book a room');
    await page.keyboard.press('Enter');
    await visitor.log.getByRole('button', { name: 'Park Hotel', exact: true }).waitFor();

    expect(await focusedName(page), 'the message box has the focus after a choice').toBe('Your message');
    await tabTo(page, 'Grand Plaza', 'Shift+Tab');
    expect(await focusIsVisible(page)).toBe(true);
    await page.keyboard.press('Enter');
    await visitor.sees(/When would you like to stay/);
    expect(await focusedName(page)).toBe('Your message');
    await page.keyboard.type('Talk to a human');
    await page.keyboard.press('Enter');
    await visitor.isWith('people');
  });

  it('closes details with Escape', async () => {
    const { page, visitor } = await visit();
    await visitor.say('hello');
    const details = visitor.turns.locator('details').first();
    await details.locator('summary').click();
    await details.getByLabel('request body', { exact: true }).focus();
    await page.keyboard.press('Escape');
    expect(await details.getAttribute('open')).toBe(null);
    expect(await details.locator('summary:focus').count()).toBe(1);
  });

  it('fits a phone, with the trace under a tab', async () => {
    const { page, complaints, visitor } = await visit(phone);
    await visitor.click('Book a room');
    await visitor.log.getByRole('button', { name: 'Park Hotel', exact: true }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await page.getByRole('region', { name: 'What happened' }).isVisible()).toBe(false);

    await page.getByRole('button', { name: /^What happened/ }).click();
    await visitor.turns.first().waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await overflow(page)).toBe(0);
    expect(await visitor.log.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it.each([320, 500, 720, 941, 1024, 1280, 2000])('fits a window of %i px', async (width) => {
    const { page, visitor } = await visit({ viewport: { width, height: 700 } });
    await visitor.sit('Act as agent');
    await page.getByRole('button', { name: 'Resolve' }).click();
    await page.getByRole('button', { name: 'Reopen' }).waitFor();
    expect(await overflow(page)).toBe(0);
  });

  it('says the name of every control and picture', async () => {
    const { page, visitor } = await visit();
    await visitor.click('Book a room');
    await visitor.log.getByRole('button', { name: 'Park Hotel', exact: true }).waitFor();
    expect(await namelessControls(page)).toEqual([]);
    await visitor.sit('Act as agent');
    expect(await namelessControls(page)).toEqual([]);
    expect(await page.getByRole('log').getAttribute('aria-live')).toBe('polite');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  it('keeps still for those who ask for it, and turns dark', async () => {
    const { page } = await visit({
      reducedMotion: 'reduce',
      colorScheme: 'dark',
    });
    await page.getByRole('button', { name: 'New conversation' }).waitFor();
    expect(await styleOf(page, '.button', 'transition-duration')).toBe('0s');
    expect(await styleOf(page, 'body', 'background-color')).toBe('rgb(15, 17, 21)');
  });
});
