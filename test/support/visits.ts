import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from './browser.ts';
import { type PlaygroundPage, usePage } from './playground-page.ts';
import { type RunningPlayground, startPlayground } from './running-playground.ts';

export interface Visit extends WatchedPage {
  readonly visitor: PlaygroundPage;
}

/**
 * One playground and one browser for all tests of a `describe` block. Each visit is a page and a conversation of
 * its own. `file`: the configuration, below config/.
 */
export function prepareVisits(
  env: () => Promise<Readonly<Record<string, string>>> = async () => ({}),
  file?: string,
): (options?: BrowserContextOptions) => Promise<Visit> {
  let playground: RunningPlayground | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    playground = await startPlayground(await env(), file);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  return async (options) => {
    if (!browser || !playground) throw new Error('A visit begins inside a test.');
    const watched = await openPage(browser, playground.url, options);
    return { ...watched, visitor: usePage(watched.page) };
  };
}
