/** Issue 4, point 4: silent while people have the conversation, and back when they give it back. */
import { describe, it } from 'vitest';
import { chatwoots } from './language/chatwoots.ts';
import { FAREWELL } from './language/hotel-bot.ts';
import { begin } from './language/story.ts';

const BACK = 'I am back.';
const AGAIN = 'Welcome back.';
const returning = { handoff: { return: { text: BACK, on_reopen_text: AGAIN } } };

describe.each(chatwoots)('silence and return, Chatwoot $version', (chatwoot) => {
  it('an agent replies while the conversation is pending: the bot is silent', async () => {
    const { customer, bot, agent, conversation } = await begin(chatwoot);
    await customer.says('Hello');
    await bot.answers('Hello!');
    await agent.replies('Dana here, one moment.');
    await customer.says('What does a room cost?');
    await bot.isSilent();
    await conversation.is({ status: 'pending' });
  });

  it('an agent replies from the phone: the bot is silent', async () => {
    const { customer, bot, agent } = await begin(chatwoot);
    await customer.says('Hello');
    await bot.answers('Hello!');
    await agent.repliesFromThePhone('On my way.');
    await customer.says('What does a room cost?');
    await bot.isSilent();
  });

  it('an agent takes over between accept and delivery: the answer is not said', async () => {
    const { customer, bot, agent, engine } = await begin(chatwoot);
    engine.thinks();
    await customer.says('What does a room cost?');
    await engine.isAsked();
    await agent.takesOver();
    engine.answers();
    await bot.isSilent();
  });

  it('an agent replies between accept and delivery: the answer is not said', async () => {
    const { customer, bot, agent, engine } = await begin(chatwoot);
    engine.thinks();
    await customer.says('What does a room cost?');
    await engine.isAsked();
    await agent.replies('From 90 €, says Dana.');
    engine.answers();
    await bot.isSilent();
  });

  it('an agent pushes the conversation back: the bot says so and answers', async () => {
    const { customer, bot, agent } = await begin(chatwoot, returning);
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, 'The customer asked for a person.');
    await agent.takesOver();
    await agent.pushesBack();
    await bot.answers(...(chatwoot.tellsChanges ? [BACK] : []));
    await customer.says('What does a room cost?');
    await bot.answers(...(chatwoot.tellsChanges ? [] : [BACK]), 'Rooms from 90 €.');
  });

  it('handed over, the customer goes on writing: the bot is silent', async () => {
    const { customer, bot } = await begin(chatwoot);
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, 'The customer asked for a person.');
    await customer.says('Hello');
    await customer.says('What does a room cost?');
    await bot.isSilent();
  });

  it('resolved by an agent, re-opened by the customer: a fresh talk', async () => {
    const { customer, bot, agent, conversation } = await begin(chatwoot, returning);
    await customer.says('I want to book a room');
    await bot.answers('Which hotel?');
    await agent.takesOver();
    await agent.resolves();
    await customer.says('What does a room cost?');
    await bot.answers(AGAIN, 'Rooms from 90 €.');
    await conversation.is({ status: 'pending' });
  });

  it('nobody writes for the quiet time: the bot takes the conversation back', async () => {
    const { customer, bot, agent, conversation, gateway } = await begin(chatwoot, {
      handoff: { return: { quiet_minutes: 60, text: BACK } },
    });
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, 'The customer asked for a person.');
    await agent.replies('I look into it.');
    await gateway.isAwayFor(61);
    await bot.answers(BACK);
    await conversation.becomes('pending');
    await customer.says('What does a room cost?');
    await bot.answers('Rooms from 90 €.');
  });

  it('put aside by an agent: it stays theirs, however quiet', async () => {
    const { customer, bot, agent, conversation, gateway } = await begin(chatwoot, {
      handoff: { return: { quiet_minutes: 60, text: BACK } },
    });
    await customer.says('Hello');
    await bot.answers('Hello!');
    await agent.replies('I look into it.');
    await agent.putsAside();
    await gateway.isAwayFor(61);
    await bot.isSilent();
    await conversation.is({ status: 'snoozed' });
  });
});

describe.each(chatwoots.filter(({ tellsChanges }) => tellsChanges))(
  'assignment, Chatwoot $version',
  (chatwoot) => {
    it('a person is assigned: the bot is silent', async () => {
      const { customer, bot, agent } = await begin(chatwoot);
      await customer.says('Hello');
      await bot.answers('Hello!');
      await agent.isAssigned();
      await customer.says('What does a room cost?');
      await bot.isSilent();
    });
  },
);
