import type { Locator, Page } from 'playwright-core';

/** The playground page as a person uses it: everything is found by its role and its name. */
export interface PlaygroundPage {
  readonly page: Page;
  readonly log: Locator;
  readonly messageBox: Locator;
  /** What the gateway made of each event, newest first. */
  readonly turns: Locator;
  /** Types into the message box and presses Enter. */
  say(text: string): Promise<void>;
  /** Clicks the newest button of that name in the log. */
  click(name: string): Promise<void>;
  /** Resolves when a message of the bot, or a line of activity, shows the text. */
  sees(text: string | RegExp): Promise<void>;
  /** Resolves when the badge says so: `bot`, `people`, `paused`, `closed`. */
  isWith(status: string): Promise<void>;
  sit(seat: 'Visitor' | 'Act as agent'): Promise<void>;
  /** Resolves when the engine is switched. */
  chooseEngine(engine: string): Promise<void>;
}

export function usePage(page: Page): PlaygroundPage {
  const log = page.getByRole('log');
  const messageBox = page.getByRole('textbox', { name: 'Your message' });
  return {
    page,
    log,
    messageBox,
    turns: page.getByRole('region', { name: 'What happened' }).getByRole('article'),
    async say(text) {
      await messageBox.fill(text);
      await messageBox.press('Enter');
    },
    click: (name) => log.getByRole('button', { name, exact: true }).last().click(),
    sees: (text) => log.getByText(text).last().waitFor(),
    isWith: (status) => page.getByRole('status').getByText(`The conversation is with: ${status}`).waitFor(),
    sit: (seat) => page.getByRole('button', { name: seat, exact: true }).click(),
    async chooseEngine(engine) {
      const switched = page.waitForResponse('**/playground/api/engine');
      await page.getByRole('combobox', { name: 'Engine' }).selectOption(engine);
      const status = (await switched).status();
      if (status !== 200) throw new Error(`The engine was not switched: ${status}.`);
    },
  };
}

/** A stay in May of next year, `YYYY-MM-DD`: always ahead, never on a day when the sample's hotels are closed. */
export function stayNextMay(now = new Date()): { readonly arrival: string; readonly departure: string } {
  const year = now.getFullYear() + 1;
  return { arrival: `${year}-05-11`, departure: `${year}-05-13` };
}
