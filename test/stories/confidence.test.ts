/** Issue 4, point 1: how sure the bot has to be. */
import { describe, it } from 'vitest';
import { chatwoots } from './language/chatwoots.ts';
import { FAREWELL, SORRY } from './language/hotel-bot.ts';
import { begin } from './language/story.ts';

const APOLOGY = 'We have a problem here.';

describe.each(chatwoots)('confidence, Chatwoot $version', (chatwoot) => {
  it('is sure, and answers', async () => {
    const { customer, bot, conversation } = await begin(chatwoot);
    await customer.says('What does a suite cost?');
    await bot.answers('Suites from 190 €.');
    await conversation.is({ status: 'pending' });
  });

  it('near tie: one question with both titles, and the answer knows what was said', async () => {
    const { customer, bot } = await begin(chatwoot);
    await customer.says('How about the Park?');
    await bot.asks('Did you mean', 'Book a room', 'Prices', 'Something else');
    await customer.taps('Book a room');
    await bot.answers('How many guests?');
    await customer.says('2');
    await bot.answers('The Park is booked.');
  });

  it('near tie: something else is a miss, and the next one calls people', async () => {
    const { customer, bot } = await begin(chatwoot);
    await customer.says('How about the Park?');
    await bot.asks('Did you mean', 'Book a room', 'Prices', 'Something else');
    await customer.taps('Something else');
    await bot.answers(SORRY);
    await customer.says('Blah');
    await bot.handsOver(FAREWELL, 'The customer may have meant several things.');
  });

  it('half sure: asks back before it answers', async () => {
    const { customer, bot } = await begin(chatwoot);
    await customer.says('Money matters');
    await bot.asks('Did you mean', 'Prices', 'Something else');
    await customer.taps('Prices');
    await bot.answers('Rooms from 90 €.');
  });

  it('two misses in a row call people, with the score in the note', async () => {
    const { customer, bot, agent } = await begin(chatwoot);
    await customer.says('Blah');
    await bot.answers(SORRY);
    await customer.says('Blah blah');
    await bot.handsOver(FAREWELL, 'The bot was not sure enough what the customer means.');
    await agent.reads('Intent: price (0.15); answered from 0.6, asked back from 0.35', 'Customer: "Blah"');
  });

  it('a miss, an answer, a miss: the bot goes on', async () => {
    const { customer, bot, conversation } = await begin(chatwoot);
    await customer.says('Blah');
    await bot.answers(SORRY);
    await customer.says('What does a room cost?');
    await bot.answers('Rooms from 90 €.');
    await customer.says('Blah blah');
    await bot.answers(SORRY);
    await conversation.is({ status: 'pending' });
  });

  it('an engine that fails now and then is no miss of the customer', async () => {
    const { customer, bot, engine, conversation } = await begin(chatwoot, {
      handoff: { on_engine_error: 'apologize' },
      texts: { fallback: SORRY, apology: APOLOGY },
    });
    await customer.says('Blah');
    await bot.answers(SORRY);
    engine.refuses();
    await customer.says('Hello');
    await bot.answers(APOLOGY);
    engine.comesBack();
    await customer.says('Hello');
    await bot.answers('Hello!');
    await conversation.is({ status: 'pending' });
  });
});
