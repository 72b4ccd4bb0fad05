/** Issue 4, points 5 to 7: the first word, the last word, and a word to the agents. */
import { describe, expect, it } from 'vitest';
import { chatwoots } from './language/chatwoots.ts';
import { FAREWELL } from './language/hotel-bot.ts';
import { begin } from './language/story.ts';

const WELCOME = 'Welcome to the Grand Plaza!';
const welcome = (on: string) => ({ welcome: { on, text: WELCOME } });

describe.each(chatwoots)('welcome, Chatwoot $version', (chatwoot) => {
  it('when the chat is opened, once, also after a restart', async () => {
    const { customer, bot, gateway } = await begin(chatwoot, welcome('opened'));
    await customer.opensTheChat();
    await bot.answers(WELCOME);
    await gateway.restarts();
    await customer.opensTheChat();
    await customer.says('Hello');
    await bot.answers('Hello!');
    await bot.isSilent();
  });

  it('when the conversation is created', async () => {
    const { customer, bot } = await begin(chatwoot, welcome('created'));
    await customer.says('Hello');
    await bot.answers(WELCOME, 'Hello!');
  });

  it('before the answer to the first message', async () => {
    const { customer, bot } = await begin(chatwoot, welcome('first-message'));
    await customer.opensTheChat();
    await bot.isSilent();
    await customer.says('Hello');
    await bot.answers(WELCOME, 'Hello!');
    await customer.says('What does a room cost?');
    await bot.answers('Rooms from 90 €.');
  });

  it('to a visitor without a conversation, who then has one', async () => {
    const { house } = await begin(chatwoot, {
      welcome: { on: 'opened', text: WELCOME, create_conversation: true },
    });
    const { standIn } = house;
    standIn.openWidget({ visitor: standIn.newVisitor().id });
    const begun = await standIn.waitFor(() => standIn.state().conversations[1]);
    await house.heard(begun.id, WELCOME);
  });
});

describe.each(chatwoots)('agent commands, Chatwoot $version', (chatwoot) => {
  const commands = { handoff: { agent_commands: { enabled: true }, return: { text: 'I am back.' } } };

  it('/bot resume: the bot answers again', async () => {
    const { customer, bot, agent, conversation } = await begin(chatwoot, commands);
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, 'The customer asked for a person.');
    await agent.notes('/bot resume');
    await bot.answers('I am back.');
    await conversation.is({ status: 'pending' });
    await customer.says('What does a room cost?');
    await bot.answers('Rooms from 90 €.');
  });

  it('/bot stop: people have it, and the customer is told nothing', async () => {
    const { customer, bot, agent, conversation } = await begin(chatwoot, commands);
    await customer.says('Hello');
    await bot.answers('Hello!');
    await agent.notes('/bot stop');
    await conversation.becomes('open');
    await customer.says('What does a room cost?');
    await bot.isSilent();
  });

  it('/bot summary: a note for agents', async () => {
    const { customer, bot, agent } = await begin(chatwoot, commands);
    await customer.says('What does a room cost?');
    await bot.answers('Rooms from 90 €.');
    await agent.notes('/bot summary');
    await agent.reads('- Owner: the bot', 'What does a room cost?');
    await bot.isSilent();
  });

  it('customers command nothing', async () => {
    const { customer, bot, conversation } = await begin(chatwoot, commands);
    await customer.says('Hello');
    await bot.answers('Hello!');
    await customer.says('/bot stop');
    await conversation.is({ status: 'pending' });
  });
});

describe.each(chatwoots)('suggestions for agents, Chatwoot $version', (chatwoot) => {
  it('a note with intent, score and answer, not too often, and never to the customer', async () => {
    const { customer, bot, agent, house, conversation } = await begin(chatwoot, {
      assist: { enabled: true, every_seconds: 60 },
    });
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, 'The customer asked for a person.');
    await customer.says('What does a room cost?');
    await agent.reads('price, 0.93', '> Rooms from 90 €.');
    await customer.says('Hello');
    await bot.isSilent();
    const notes = house.standIn.messages(conversation.id).filter((message) => message.private);
    expect(notes).toHaveLength(2);
  });
});

describe.each(chatwoots)('the end of a talk, Chatwoot $version', (chatwoot) => {
  const feedback = { feedback: { ask: true, thanks: 'Thank you!' } };

  it('the bot resolves, and takes the stars of the survey for no question', async () => {
    const { customer, bot, conversation } = await begin(
      chatwoot,
      {},
      { inboxes: [{ name: 'Website', csat: true }] },
    );
    await customer.says('That was all, bye');
    await bot.answers('See you!');
    await conversation.becomes('resolved');
    await customer.ratesTheTalk(5);
    await bot.isSilent();
    await conversation.is({ status: 'resolved' });
  });

  it('was it helpful? yes: written down, thanked for, resolved', async () => {
    const { customer, bot, conversation } = await begin(chatwoot, feedback);
    await customer.says('That was all, bye');
    await bot.answers('See you!');
    await bot.asks('Was this helpful?', 'Yes', 'No');
    await customer.taps('Yes');
    await bot.answers('Thank you!');
    await conversation.becomes('resolved');
    await conversation.is({ custom_attributes: { bot_helpful: 'yes' } });
  });

  it('was it helpful? no: written down, and people take over', async () => {
    const { customer, bot, conversation } = await begin(chatwoot, feedback);
    await customer.says('That was all, bye');
    await bot.answers('See you!');
    await bot.asks('Was this helpful?', 'Yes', 'No');
    await customer.taps('No');
    await bot.handsOver(FAREWELL, 'The customer said that the bot did not help.');
    await conversation.is({ custom_attributes: { bot_helpful: 'no' } });
  });

  const idle = (endWith: string) => ({
    idle: {
      remind_after_minutes: 60,
      remind_text: 'Still there?',
      after_minutes: 60,
      end_with: endWith,
      text: 'I close this now.',
    },
  });

  it('the customer is gone: reminded, then resolved; both times the gateway was away', async () => {
    const { customer, bot, conversation, gateway } = await begin(chatwoot, idle('resolve'));
    await customer.says('Hello');
    await bot.answers('Hello!');
    await gateway.isAwayFor(61);
    await bot.answers('Still there?');
    await gateway.isAwayFor(61);
    await bot.answers('I close this now.');
    await conversation.becomes('resolved');
  });

  it('the customer is gone: reminded, then handed over', async () => {
    const { customer, bot, gateway } = await begin(chatwoot, idle('handoff'));
    await customer.says('I want to book a room');
    await bot.answers('Which hotel?');
    await gateway.isAwayFor(61);
    await bot.answers('Still there?');
    await gateway.isAwayFor(61);
    await bot.handsOver('I close this now.', 'The customer stopped answering in the middle.');
  });

  it('the customer comes back after the reminder: the booking goes on', async () => {
    const { customer, bot, gateway } = await begin(chatwoot, idle('resolve'));
    await customer.says('I want to book a room');
    await bot.answers('Which hotel?');
    await gateway.isAwayFor(61);
    await bot.answers('Still there?');
    await customer.says('Park');
    await bot.answers('How many guests?');
  });
});

describe.each(chatwoots.filter(({ opensLabels }) => opensLabels))(
  'the greeting of Chatwoot itself, Chatwoot $version',
  (chatwoot) => {
    it('is not doubled', async () => {
      const { customer, bot } = await begin(chatwoot, welcome('first-message'), {
        inboxes: [{ name: 'Website', greeting: 'Hi from Chatwoot' }],
      });
      await customer.says('Hello');
      await bot.answers('Hello!');
      await bot.isSilent();
    });
  },
);
