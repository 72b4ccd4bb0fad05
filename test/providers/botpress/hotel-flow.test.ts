import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Chat, findFreePort, openChat } from '../../../src/cli/chat/open-chat.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { BotPolicy } from '../../../src/core/model/bot.ts';
import { startBotpressCloudStandIn } from '../../support/botpress-cloud-stand-in.ts';
import { startBotpressV12StandIn } from '../../support/botpress-v12-stand-in.ts';
import { encryptionKey, webhookId, webhookSecret } from './cloud-house.ts';
import { account } from './v12-house.ts';

const defaultConfig = join(import.meta.dirname, '../../../config/gateway.yaml');
const ownWords: Partial<BotPolicy> = { intents: new Map(), flows: new Map() };

describe('the hotel sample with Botpress as its engine', () => {
  let chat: Chat;
  let closing: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const close of closing.toReversed()) await close();
    closing = [];
  });

  /** The default configuration with another engine in the place of the embedded one. */
  async function open(engine: string, settings: unknown, port: number, policy: Partial<BotPolicy> = {}) {
    const { config } = await loadConfig(defaultConfig, { PORT: String(port) });
    const hotel = config?.bots.get('hotel');
    if (!config || !hotel) throw new Error('The default configuration has the bot "hotel".');
    // Whoever asks for a person is taken at the engine's word.
    const handoff = { ...hotel.policy.handoff, intents: new Set<string>() };
    const engines = new Map([[engine, settings]]);
    const bot = { ...hotel, provider: engine, engines, policy: { ...hotel.policy, handoff, ...policy } };
    chat = await openChat({ ...config, http: { ...config.http, port } }, bot);
    closing.push(() => chat.close());
  }

  async function openV12(over: Record<string, unknown>, policy?: Partial<BotPolicy>): Promise<void> {
    const standIn = await startBotpressV12StandIn({ account });
    closing.push(() => standIn.stop());
    await open(
      'botpress-v12',
      { url: standIn.url, bot_id: 'hotel-bot', ...over },
      await findFreePort(),
      policy,
    );
  }

  async function openCloud(over: Record<string, unknown>, options: object, policy?: Partial<BotPolicy>) {
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}/engines/hotel/botpress-cloud`;
    const standIn = await startBotpressCloudStandIn({
      encryptionKey,
      webhookId,
      ...('webhook_secret' in over ? { webhook: { url, secret: webhookSecret } } : {}),
      ...options,
    });
    closing.push(() => standIn.stop());
    const settings = { url: standIn.url, webhook_id: webhookId, encryption_key: encryptionKey, ...over };
    await open('botpress-cloud', settings, port, policy);
  }

  async function say(text: string): Promise<string> {
    const seen = chat.standIn.customerView(chat.conversationId).length;
    chat.standIn.customerSays(chat.conversationId, text);
    await chat.settled();
    return botSince(seen);
  }

  function botSince(seen: number): string {
    const view = chat.standIn.customerView(chat.conversationId).slice(seen);
    return view
      .filter(({ from }) => from === 'bot')
      .map((message) => message.text)
      .join('\n');
  }

  function status(): string {
    return chat.standIn.conversation(chat.conversationId).status;
  }

  async function fillsTheRest(answers: readonly string[]): Promise<void> {
    expect(await say('from 3 March 2031 to 5 March 2031')).not.toContain('Sorry');
    for (const text of answers) await say(text);
    expect(await say('yes')).toMatch(/HB-\d+/);
  }

  async function booksInTheWordsOfTheBot(): Promise<void> {
    expect(await say('book a room')).toContain('Which hotel would you like?');
    expect(await say('2')).toBe('For which date?');
    expect(await say('3 March 2031')).toBe('Your name, please?');
    expect(await say('Maria Silva')).toBe('Your e-mail address, please?');
    expect(await say('maria@example.com')).toMatch(/^Booked: Sea View Inn, .*, for Maria Silva/);
    expect(await say('I want to talk to a human')).toBe('I am passing you to a colleague.');
    expect(status()).toBe('open');
  }

  it('12, for its NLU: books by the gateway’s flow, and answers a question in between', async () => {
    await openV12({ login: account, mode: 'nlu' });
    expect(await say('hello')).toContain('book you a room');
    expect(await say('book the Park Hotel')).toContain('Park Hotel, a fine choice');
    expect(await say('is breakfast included?')).toContain('breakfast is included in all our hotels');
    expect(await say('cancel')).not.toContain('Sorry');
    expect(await say('book the Park Hotel for two')).toContain('Park Hotel, a fine choice');
    await fillsTheRest(['Maria Silva', 'maria@example.com', '-']);
  });

  it('12, public: books and hands over in the words of the bot', async () => {
    await openV12({}, ownWords);
    await booksInTheWordsOfTheBot();
  });

  it('Cloud, whose author tells intents: books by the gateway’s flow', async () => {
    await openCloud({}, { tellsIntents: true });
    expect(await say('book a room')).toContain('Which of our hotels would you like?');
    expect(await say('Park Hotel')).toContain('Park Hotel, a fine choice');
    await fillsTheRest(['Maria Silva', 'maria@example.com', '2', '-']);
  });

  it('Cloud, by streams: books and hands over in the words of the bot', async () => {
    await openCloud({}, {}, ownWords);
    await booksInTheWordsOfTheBot();
  });

  it('Cloud, by webhook: what the bot says comes through the gateway’s door, in order', async () => {
    await openCloud({ listen: 'webhook', webhook_secret: webhookSecret }, {}, ownWords);
    chat.standIn.customerSays(chat.conversationId, 'book a room');
    await expect.poll(() => botSince(0)).toContain('Which hotel would you like?');
    chat.standIn.customerSays(chat.conversationId, 'Sea View Inn');
    await expect.poll(() => botSince(0)).toContain('For which date?');
    chat.standIn.customerSays(chat.conversationId, 'I want to talk to a human');
    await expect.poll(status).toBe('open');
    expect(botSince(0)).not.toContain('Sorry');
  });
});
