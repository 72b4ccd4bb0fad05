/**
 * What a test asks the page itself. The questions are texts, not functions: they run in the browser, and the types of
 * the DOM stay out of a program that runs on Node.
 */
import type { Page } from 'playwright-core';

/** Label or text of the element that has the focus. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate<string>(`
    document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? ''
  `);
}

export function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`getComputedStyle(document.activeElement).outlineStyle === 'solid'`);
}

/** Presses a key until the control of that name has the focus. */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const most = 60;
  for (let presses = 0; presses < most; presses += 1) {
    if ((await focusedName(page)) === name) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The keyboard does not reach “${name}”.`);
}

/** Pixels by which the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Controls without a label or a text, and pictures without `alt`, as HTML. */
export function namelessControls(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('button, a, input, select, textarea, summary, img')]
      .filter((element) => element.tagName === 'IMG'
        ? !element.hasAttribute('alt')
        : !(element.labels?.length || element.getAttribute('aria-label') || element.textContent.trim()))
      .map((element) => element.outerHTML)
  `);
}

/** A computed style of the first element that matches. */
export function styleOf(page: Page, selector: string, property: string): Promise<string> {
  return page.evaluate<string>(
    `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).getPropertyValue(${JSON.stringify(property)})`,
  );
}
