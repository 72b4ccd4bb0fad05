/** Issue 4, points 2 and 3: the handoff reaches the right people, whatever is refused on the way. */
import { describe, expect, it } from 'vitest';
import { comingMonday } from '../support/gateway-house.ts';
import { chatwoots } from './language/chatwoots.ts';
import { FAREWELL } from './language/hotel-bot.ts';
import { begin } from './language/story.ts';

const ASKED = 'The customer asked for a person.';
const TOPIC = 'This topic is configured to go to people.';

const marked = {
  handoff: {
    priority: 'high',
    labels: ['bot-handoff'],
    attributes: { handoff_reason: '{{handoff.reason}}' },
  },
};

describe.each(chatwoots)('handoff, Chatwoot $version', (chatwoot) => {
  it('asked for: farewell, note, priority, attributes, labels where they may be set, open', async () => {
    const { customer, bot, conversation } = await begin(chatwoot, marked);
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, ASKED);
    await conversation.is({
      status: 'open',
      priority: 'high',
      custom_attributes: { handoff_reason: 'asked' },
      labels: chatwoot.opensLabels ? ['bot-handoff'] : [],
    });
  });

  it('asked for in the middle of a booking: the note says where, and what is known', async () => {
    const { customer, bot, agent } = await begin(chatwoot);
    await customer.says('I want to book a room');
    await bot.answers('Which hotel?');
    await customer.says('Park');
    await bot.answers('How many guests?');
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, ASKED);
    await agent.reads('Dialogue: booking, at "guests"', 'Collected: hotel = Park', `Promised: "${FAREWELL}"`);
  });

  it('asked for twice: one farewell, one note', async () => {
    const { customer, bot } = await begin(chatwoot);
    await customer.says('Let me talk to a person');
    await customer.says('I want to complain');
    await bot.handsOver(FAREWELL, ASKED);
    await bot.isSilent();
  });

  it('a dialogue cannot go on: its own words are the farewell', async () => {
    const { customer, bot, agent } = await begin(chatwoot);
    await customer.says('I want to pay my bill');
    await bot.handsOver('A colleague sends you the bill.', 'A guided dialogue could not go on.');
    await agent.reads('Paying is not built.');
  });

  it('a picture that nobody can read goes to people when another follows', async () => {
    const { customer, bot } = await begin(chatwoot, { texts: { unsupported: 'I can only read text.' } });
    await customer.sends('broken-shower.png');
    await bot.answers('I can only read text.');
    await customer.sends('broken-bed.png');
    await bot.handsOver(FAREWELL, 'The customer sent something that the bot cannot read.');
  });

  it('a rule by intent: another team, another priority, other words', async () => {
    const { customer, bot, conversation } = await begin(
      chatwoot,
      {
        handoff: {
          rules: [{ when: { intent: 'complain' }, team: 'billing', priority: 'urgent', farewell: 'Sorry!' }],
        },
      },
      { chatwoot: 'admin_token: agent-token' },
    );
    await customer.says('I want to complain');
    await bot.handsOver('Sorry!', TOPIC);
    await conversation.is({ status: 'open', team: 'billing', priority: 'urgent' });
  });

  it('a rule by channel and language: on WhatsApp, in German', async () => {
    const rule = { when: { channel: 'whatsapp', language: 'de' }, farewell: 'Einen Moment bitte.' };
    const { customer, bot } = await begin(
      chatwoot,
      { language: 'de', handoff: { rules: [rule] } },
      {
        inboxes: [{ name: 'WhatsApp', channel: 'whatsapp' }],
        who: { contact: { phoneNumber: '+491701234567' } },
      },
    );
    await customer.says('Let me talk to a person');
    await bot.handsOver('Einen Moment bitte.', ASKED);
  });

  it('a rule by attribute: a customer with a plan gets their own agent', async () => {
    const { customer, bot, house, conversation } = await begin(
      chatwoot,
      { handoff: { rules: [{ when: { 'contact.plan': 'pro' }, agent: 'dana@example.com' }] } },
      {
        chatwoot: 'admin_token: agent-token',
        who: { contact: { name: 'Ada', customAttributes: { plan: 'pro' } } },
      },
    );
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, ASKED);
    expect(house.standIn.conversation(conversation.id).assignee?.name).toBe('Dana Ortiz');
  });

  it('the team is missing: agents are told in a note, and the conversation is open', async () => {
    const { customer, bot, agent, conversation } = await begin(
      chatwoot,
      { handoff: { rules: [{ team: 'night shift' }] } },
      { chatwoot: 'admin_token: agent-token' },
    );
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, ASKED);
    await agent.reads('This conversation is meant for team “night shift”.');
    await conversation.is({ status: 'open', team: null });
  });

  it('the label is refused: everything else happens', async () => {
    const { customer, bot, chatwoot: platform, conversation } = await begin(chatwoot, marked);
    platform.refuses(/labels$/);
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, ASKED);
    await conversation.is({ labels: [], priority: 'high', custom_attributes: { handoff_reason: 'asked' } });
  });

  it('attributes, labels and priority are refused: it is open all the same', async () => {
    const { customer, bot, chatwoot: platform } = await begin(chatwoot, marked);
    for (const path of [/custom_attributes$/, /labels$/, /toggle_priority$/]) platform.refuses(path);
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, ASKED);
  });
});

describe.each(chatwoots)('opening hours, Chatwoot $version', (chatwoot) => {
  const CLOSED = 'We are back tomorrow 9:00 AM.';
  const hours = (whenClosed: object) => ({
    handoff: {
      hours: {
        time_zone: 'UTC',
        week: { 'mon-fri': '09:00-17:30' },
        closed_text: 'We are back {{hours.next_opening}}.',
        ...whenClosed,
      },
    },
  });
  const night = { at: comingMonday('20:00') };
  const day = { at: comingMonday('10:00') };

  it('open: all is as ever', async () => {
    const { customer, bot } = await begin(chatwoot, hours({ when_closed: 'stay' }), day);
    await customer.says('Let me talk to a person');
    await bot.handsOver(FAREWELL, ASKED);
  });

  it('closed, stay: the bot tells when people are back, and goes on', async () => {
    const { customer, bot, agent, conversation } = await begin(
      chatwoot,
      hours({ when_closed: 'stay' }),
      night,
    );
    await customer.says('Let me talk to a person');
    await bot.answers(CLOSED);
    await customer.says('What does a room cost?');
    await bot.answers('Rooms from 90 €.');
    await conversation.is({ status: 'pending' });
    await agent.readsNothing();
  });

  it('closed, collect: the bot asks how the customer can be reached, and hands over with it', async () => {
    const { customer, bot, agent, conversation } = await begin(
      chatwoot,
      hours({ when_closed: 'collect', collect_flow: 'contact' }),
      night,
    );
    await customer.says('I want to complain');
    await bot.answers(CLOSED, 'How can we reach you?');
    await customer.says('ada@example.com');
    await bot.answers('Thank you, we will be in touch.');
    await conversation.becomes('open');
    await agent.reads(TOPIC, 'Collected: email = ada@example.com');
  });

  it('closed, open: handed over with the truth for a farewell', async () => {
    const { customer, bot } = await begin(chatwoot, hours({ when_closed: 'open' }), night);
    await customer.says('Let me talk to a person');
    await bot.handsOver(CLOSED, ASKED);
  });
});
