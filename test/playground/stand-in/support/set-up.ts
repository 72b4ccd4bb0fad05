import { onTestFinished } from 'vitest';
import type { StandInOptions } from '../../../../src/playground/stand-in/stand-in-options.ts';
import { type StartedStandIn, startStandIn } from '../../../../src/playground/stand-in/start-stand-in.ts';
import { type Reaction, startWebhookReceiver, type WebhookReceiver } from './start-webhook-receiver.ts';

export interface SetUp {
  readonly standIn: StartedStandIn;
  readonly bot: WebhookReceiver;
  /** Calls the REST API below `/api/v1/accounts/1` with the bot's token. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<CallResult>;
}

export interface CallResult {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export const BOT_TOKEN = 'bot-token';
export const BOT_SECRET = 'bot-secret';

/** A stand-in with one bot at a real endpoint; both end with the test. */
export async function setUp(options: StandInOptions = {}, react?: Reaction): Promise<SetUp> {
  const bot = await startWebhookReceiver(react);
  const standIn = await startStandIn({
    bots: [{ name: 'Helper Bot', token: BOT_TOKEN, secret: BOT_SECRET, outgoingUrl: `${bot.url}/hook` }],
    ...options,
    waits: { retryMs: 5, channelMs: 1, ...options.waits },
  });
  onTestFinished(async () => {
    await standIn.close();
    await bot.close();
  });
  return { standIn, bot, call: createCaller(standIn.url) };
}

export function createCaller(url: string) {
  return async (method: string, path: string, body?: unknown, token = BOT_TOKEN): Promise<CallResult> => {
    const response = await fetch(`${url}/api/v1/accounts/1${path}`, {
      method,
      headers: { 'Api-Access-Token': token, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {};
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parsed as Record<string, unknown>,
    };
  };
}
