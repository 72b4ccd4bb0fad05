/** Issue 4, point 8: whatever fails, nobody is left waiting. */
import { describe, it } from 'vitest';
import { chatwoots } from './language/chatwoots.ts';
import { FAREWELL } from './language/hotel-bot.ts';
import { begin } from './language/story.ts';

const APOLOGY = 'Sorry that you had to wait.';
const OVERDUE = 'The customer waited too long for an answer.';
const watchdog = { watchdog: { after_seconds: 60, text: APOLOGY } };

describe.each(chatwoots)('nobody waits, Chatwoot $version', (chatwoot) => {
  it('the engine is down for ten minutes: who waits gets a person, who comes later an answer', async () => {
    const { customer, bot, agent, engine, clock, gateway, another } = await begin(chatwoot, watchdog);
    engine.goesDown();
    await customer.says('What does a room cost?');
    await gateway.strugglesOnce();
    await clock.runs(10);
    await bot.handsOver(APOLOGY, 'TURN_OVERDUE');
    engine.comesBack();
    const later = another();
    await later.customer.says('Hello');
    await later.bot.answers('Hello!');
    await agent.pushesBack();
    await customer.says('Hello');
    await bot.answers('Hello!');
  });

  it('the engine is down for a moment: the customer notices nothing', async () => {
    const { customer, bot, engine, gateway } = await begin(chatwoot);
    engine.goesDown();
    await customer.says('What does a room cost?');
    await gateway.strugglesOnce();
    engine.comesBack();
    await bot.answers('Rooms from 90 €.');
  });

  it('the engine refuses us: people at once', async () => {
    const { customer, bot, agent, engine } = await begin(chatwoot);
    engine.refuses();
    await customer.says('What does a room cost?');
    await bot.handsOver(FAREWELL, 'The bot engine is out of order.');
    await agent.reads(/Engine: rasa, \d+ ms, ENGINE_UNAUTHORIZED/, 'Customer: "What does a room cost?"');
  });

  it('an event is lost in the middle of a talk: found, with an apology', async () => {
    const { customer, bot, agent, chatwoot: platform, gateway } = await begin(chatwoot, watchdog);
    await customer.says('Hello');
    await bot.answers('Hello!');
    await bot.isSilent();
    platform.loses('message_created');
    await customer.says('What does a room cost?');
    // Where Chatwoot tells of no changes, the next sign of life tells of the lost message.
    if (!chatwoot.tellsChanges) await customer.opensTheChat();
    await bot.isSilent();
    await gateway.isAwayFor(2);
    await bot.handsOver(APOLOGY, OVERDUE);
    await agent.reads('never reached the bot');
  });

  it('the first event of all is lost: found when the customer opens the chat again', async () => {
    const { customer, bot, chatwoot: platform, gateway } = await begin(chatwoot, watchdog);
    platform.loses('message_created');
    await customer.says('What does a room cost?');
    await customer.opensTheChat();
    await bot.isSilent();
    await gateway.isAwayFor(2);
    await bot.handsOver(APOLOGY, OVERDUE);
  });

  it('Chatwoot refuses the answer: the customer gets an apology and a person', async () => {
    const { customer, bot, agent, chatwoot: platform } = await begin(chatwoot, watchdog);
    platform.refuses(/messages$/, 1);
    await customer.says('Hello');
    await bot.handsOver(APOLOGY, OVERDUE);
    await agent.reads('the platform refused what the bot answered');
  });

  it('the gateway restarts while a customer waits: the answer comes', async () => {
    const { customer, bot, engine, gateway } = await begin(chatwoot);
    engine.goesDown();
    await customer.says('What does a room cost?');
    await gateway.strugglesOnce();
    engine.comesBack();
    await gateway.restarts();
    await bot.answers('Rooms from 90 €.');
  });

  it('the engine hangs: typing is shown, then an apology, and typing is cleared', async () => {
    const { customer, bot, engine } = await begin(chatwoot, {
      watchdog: { after_seconds: 1, text: APOLOGY },
      typing_after_ms: 20,
    });
    engine.thinks();
    await customer.says('What does a room cost?');
    if (chatwoot.showsTyping) await bot.types();
    await bot.handsOver(APOLOGY, 'TURN_OVERDUE');
    await bot.stopsTyping();
  });
});
