import { accessSync, constants } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const commonPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const PATIENCE_MS = 8_000;

const launchArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Chromium is: `CHROMIUM_PATH`, else a common place; undefined when there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const candidates = env['CHROMIUM_PATH'] ? [env['CHROMIUM_PATH']] : commonPaths;
  return candidates.find(isExecutable);
}

/**
 * Whether browser tests can run here. Without Chromium they are skipped, with the reason on the console; but in
 * CI (`CI` is set) a missing browser is a failure, so that they never vanish unnoticed.
 */
export function browserIsAvailable(env: NodeJS.ProcessEnv = process.env): boolean {
  if (findChromium(env) !== undefined) return true;
  const reason = 'No Chromium found: install it, or name it in CHROMIUM_PATH.';
  if (env['CI']) throw new Error(reason);
  console.warn(`Browser tests skipped. ${reason}`);
  return false;
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: launchArguments });
}

export interface WatchedPage {
  readonly page: Page;
  /** What the page complained about: console errors and warnings, uncaught errors, failed or foreign requests. */
  readonly complaints: readonly string[];
}

/** A fresh page (own cookies, own storage) whose complaints are kept. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  // Shorter than a test may take, so that a failure names what was waited for.
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    // The event stream ends when the page is left.
    if (request.resourceType() !== 'eventsource') complaints.push(`failed: ${request.url()}`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    const loopback = hostname === 'localhost' || hostname === '127.0.0.1';
    if (!loopback && protocol !== 'data:') complaints.push(`left this machine: ${request.url()}`);
  });
  await page.goto(origin);
  return { page, complaints };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
