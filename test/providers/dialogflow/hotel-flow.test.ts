import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, findFreePort, openChat } from '../../../src/cli/chat/open-chat.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { BotPolicy } from '../../../src/core/model/bot.ts';
import { engines } from '../../../src/providers/registry.ts';
import { common } from '../../support/dialogflow-fixtures.ts';
import { type DialogflowStandIn, startDialogflowStandIn } from '../../support/dialogflow-stand-in.ts';

const defaultConfig = join(import.meta.dirname, '../../../config/gateway.yaml');

describe.each(['dialogflow-es', 'dialogflow-cx'] as const)(
  'the hotel sample with %s as its engine',
  (engine) => {
    let dialogflow: DialogflowStandIn;
    let chat: Chat;

    beforeEach(async () => {
      dialogflow = await startDialogflowStandIn();
    });

    afterEach(async () => {
      await chat.close();
      await dialogflow.stop();
    });

    /** The default configuration with Dialogflow in the place of the embedded engine. */
    async function open(policy: Partial<BotPolicy> = {}): Promise<void> {
      const { config } = await loadConfig(defaultConfig, { PORT: String(await findFreePort()) });
      const hotel = config?.bots.get('hotel');
      if (!config || !hotel) throw new Error('The default configuration has the bot "hotel".');
      const settings = engines[engine].settings.parse({ ...common(engine), api_endpoint: dialogflow.url });
      const bot = { ...hotel, provider: engine, engines: new Map([[engine, settings]]) };
      chat = await openChat(config, { ...bot, policy: { ...hotel.policy, ...policy } });
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

    it('books a room by typing and answers a question in between', async () => {
      await open();
      expect(await say('hello')).toContain('book you a room');
      expect(await say('book the Park Hotel for two')).toContain('Park Hotel, a fine choice');
      expect(await say('is breakfast included?')).toContain('breakfast is included in all our hotels');
      expect(await say('from 2031-03-03 to 2031-03-05')).not.toContain('Sorry');
      for (const text of ['Maria Silva', 'maria@example.com', '-']) await say(text);
      expect(await say('yes')).toMatch(/HB-\d+/);
    });

    it('asks for the intent alone while the flow is asking, beside the dialogue of the agent', async () => {
      await open();
      await say('book a room');
      const dialogue = dialogflow.calls.map(({ request }) => request['session']);
      await say('is breakfast included?');
      const [asked] = dialogflow.calls.slice(dialogue.length);
      if (engine === 'dialogflow-cx') expect(asked?.method).toMatch(/\/MatchIntent$/);
      else expect(dialogue).not.toContain(asked?.request['session']);
    });

    it('answers and hands over in the words of the agent when the gateway has none', async () => {
      await open({ intents: new Map(), flows: new Map() });
      expect(await say('what does a room cost?')).toBe('Doubles from 90 EUR.');
      expect(await say('I want to talk to a human')).toMatch(/colleague/);
      expect(chat.standIn.conversation(chat.conversationId).status).toBe('open');
    });
  },
);
