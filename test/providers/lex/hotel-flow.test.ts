import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, findFreePort, openChat } from '../../../src/cli/chat/open-chat.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { BotPolicy } from '../../../src/core/model/bot.ts';
import { type LexStandIn, startLexStandIn } from '../../support/lex-stand-in.ts';
import { lexSettings } from './support.ts';

const defaultConfig = join(import.meta.dirname, '../../../config/gateway.yaml');

describe('the hotel sample with Lex as its engine', () => {
  let lex: LexStandIn;
  let chat: Chat;

  beforeEach(async () => {
    lex = await startLexStandIn();
  });

  afterEach(async () => {
    await chat.close();
    await lex.stop();
  });

  /** The default configuration with Lex in the place of the embedded engine. */
  async function open(over: Record<string, unknown>, policy: Partial<BotPolicy> = {}): Promise<void> {
    const { config } = await loadConfig(defaultConfig, { PORT: String(await findFreePort()) });
    const hotel = config?.bots.get('hotel');
    if (!config || !hotel) throw new Error('The default configuration has the bot "hotel".');
    const engines = new Map([['lex', lexSettings({ endpoint: lex.url, ...over })]]);
    // Whoever asks for a person is taken at the engine's word.
    const handoff = { ...hotel.policy.handoff, intents: new Set<string>() };
    const bot = { ...hotel, provider: 'lex', engines, policy: { ...hotel.policy, handoff, ...policy } };
    chat = await openChat(config, bot);
  }

  async function say(text: string): Promise<string> {
    const seen = chat.standIn.customerView(chat.conversationId).length;
    chat.standIn.customerSays(chat.conversationId, text);
    await chat.settled();
    const view = chat.standIn.customerView(chat.conversationId).slice(seen);
    return view
      .filter(({ from }) => from === 'bot')
      .map((message) => message.text)
      .join('\n');
  }

  it('books a room by typing, answers a question in between, and leaves no dialogue at Lex', async () => {
    await open({ mode: 'nlu' });
    expect(await say('hello')).toContain('book you a room');
    expect(await say('book the Park Hotel for two')).toContain('Park Hotel, a fine choice');
    expect(await say('is breakfast included?')).toContain('breakfast is included in all our hotels');
    expect(await say('from 3 March 2031 to 5 March 2031')).not.toContain('Sorry');
    for (const text of ['Maria Silva', 'maria@example.com', '-']) await say(text);
    expect(await say('yes')).toMatch(/HB-\d+/);
    expect(lex.sessions().filter((id) => !id.includes('-once-'))).toEqual([]);
  });

  it('books and hands over in the words of Lex when the gateway has none', async () => {
    await open({ mode: 'dialogue' }, { intents: new Map(), flows: new Map() });
    expect(await say('book a room')).toContain('Which hotel would you like?');
    expect(await say('2')).toBe('For which date?');
    expect(await say('3 March 2031')).toBe('Your name, please?');
    expect(await say('Maria Silva')).toBe('Your e-mail address, please?');
    expect(await say('maria@example.com')).toMatch(/^Booked: Sea View Inn, .*, for Maria Silva/);
    expect(await say('I want to talk to a human')).toBe('I am passing you to a colleague.');
    expect(chat.standIn.conversation(chat.conversationId).status).toBe('open');
  });
});
