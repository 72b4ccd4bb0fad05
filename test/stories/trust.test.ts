/** Issue 4, points 9 to 11: who asks, what the engine may see, what is written back, and what became of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHotelApi } from '../../src/playground/hotel-api/start-hotel-api.ts';
import { type Chatwoot, chatwoots } from './language/chatwoots.ts';
import { FAREWELL } from './language/hotel-bot.ts';
import { begin, type StoryOptions } from './language/story.ts';

describe.each(chatwoots)('identity, Chatwoot $version', (chatwoot) => {
  const verified = { identity: { intents: { my_bookings: 'verified' }, login_text: 'Please log in.' } };

  it('the site has proved who it is: answered', async () => {
    const { customer, bot } = await begin(chatwoot, verified, { who: { contact: { verified: true } } });
    await customer.says('Show me my bookings');
    await bot.answers('You have booked the Park.');
  });

  it('nobody has proved it: asked to log in, and other questions are answered', async () => {
    const { customer, bot } = await begin(chatwoot, verified);
    await customer.says('Show me my bookings');
    await bot.answers('Please log in.');
    await customer.says('What does a room cost?');
    await bot.answers('Rooms from 90 €.');
  });

  it('nobody has proved it: people, where that is configured', async () => {
    const { customer, bot } = await begin(chatwoot, {
      identity: { intents: { my_bookings: 'verified' }, otherwise: 'handoff' },
    });
    await customer.says('Show me my bookings');
    await bot.handsOver(FAREWELL, 'has not proved who they are');
  });

  it('a one-time code by e-mail: wrong, then right, then the bookings', async () => {
    const { customer, bot, conversation, code } = await beginWithCodes(chatwoot);
    await customer.says('Show me my bookings');
    await bot.asks('Which e-mail address');
    await customer.says('sam@example.com');
    await bot.asks('I have sent a code to sam@example.com');
    await customer.says((await code()) === '111111' ? '222222' : '111111');
    await bot.asks('That is not the code');
    await bot.asks('six digits');
    await customer.says(await code());
    await bot.asks('Thank you, that is right.');
    await bot.asks('I find no booking for sam@example.com');
    await conversation.is({ status: 'pending' });
  });
});

/** The sample dialogues, and the service that sends the code. */
async function beginWithCodes(chatwoot: Chatwoot) {
  const api = await startHotelApi();
  onTestFinished(() => api.close());
  const sample = (name: string) =>
    readFileSync(new URL(`../../config/flows/${name}.yaml`, import.meta.url), 'utf8').replace(
      /http:\/\/localhost:\$\{PORT:-8300\}\/hotel-api/,
      api.url,
    );
  const options: StoryOptions = {
    files: { 'code.yaml': sample('confirm-email'), 'bookings.yaml': sample('my-bookings') },
  };
  const story = await begin(
    chatwoot,
    {
      identity: { intents: { my_bookings: 'otp' }, code_flow: 'confirm-email' },
      allowed_hosts: [new URL(api.url).host],
      flows: ['code.yaml', 'bookings.yaml', 'booking.yaml', 'paying.yaml', 'call-back.yaml'],
      intents: { my_bookings: { flow: 'my-bookings' } },
    },
    options,
  );
  return {
    ...story,
    async code(): Promise<string> {
      const outbox = await fetch(`${api.url}/outbox`).then((answer) => answer.text());
      return /code is (\d{6})/.exec(outbox)?.[1] ?? '';
    },
  };
}

describe.each(chatwoots)('what is seen and written, Chatwoot $version', (chatwoot) => {
  it('the engine never sees an e-mail address; the dialogue does', async () => {
    const { customer, bot, engine } = await begin(chatwoot, { privacy: { mask: ['email', 'phone'] } });
    await customer.says('Call me back');
    await bot.answers('Where to?');
    await customer.says('write to sam@example.com or call +49 30 901820');
    await bot.answers('I write to sam@example.com.');
    expect(engine.heard().join()).not.toMatch(/sam@example|901820/);
  });

  it('what a booking collected stands on the conversation', async () => {
    const { customer, bot, conversation } = await begin(chatwoot, {
      write_back: { attributes: { hotel: 'slots.hotel' }, labels: { booked: 'slots.guests' } },
    });
    await customer.says('I want to book a room');
    await bot.answers('Which hotel?');
    await customer.says('Park');
    await bot.answers('How many guests?');
    await customer.says('2');
    await bot.answers('The Park is booked.');
    await conversation.is({
      custom_attributes: { hotel: 'Park' },
      labels: chatwoot.opensLabels ? ['booked'] : [],
    });
  });

  it('explain shows what was understood, what was said, who took over and what was skipped', async () => {
    const { customer, bot, agent, conversation } = await begin(chatwoot);
    await customer.says('What does a suite cost?');
    await bot.answers('Suites from 190 €.');
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, 'The customer asked for a person.');
    await agent.replies('Dana here.');
    await customer.says('Hello');
    await conversation.isExplainedBy(
      'price',
      '0.91',
      'room = suite',
      'message  "Suites from 190 €."  sent as',
      /handoff +asked/,
      'a person replied; the bot is silent until the conversation is given back',
      'the conversation is with people',
    );
  });

  it('explain shows what was kept back when an agent was faster than the engine', async () => {
    const { customer, bot, agent, engine, conversation } = await begin(chatwoot);
    engine.thinks();
    await customer.says('What does a room cost?');
    await engine.isAsked();
    await agent.takesOver();
    engine.answers();
    await bot.isSilent();
    await conversation.isExplainedBy('a person took the conversation over before this could be sent');
  });
});
