/** The end of a talk: closed by the bot, judged by the customer, or simply left. */
import { afterEach, describe, expect, it } from 'vitest';
import type { StandInOptions } from '../../../src/playground/stand-in/stand-in-options.ts';
import { type SmallBot, startSmallBot } from '../../support/small-bot.ts';

let bot: SmallBot | undefined;

async function house(more: string, options: StandInOptions = {}): Promise<SmallBot> {
  bot = await startSmallBot(more, options);
  return bot;
}

afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

/** The question that stands in front of the customer. */
function question({ standIn }: SmallBot, id: number): Promise<number> {
  return standIn.waitFor(() => standIn.customerView(id).find(({ options }) => options.length > 0)?.id);
}

describe('the bot closes a conversation', () => {
  it('when an answer says so', async () => {
    const { talk, becomes, said } = await house('');
    const id = await talk('goodbye', 'See you!');
    await becomes(id, 'resolved');
    expect(said(id)).toEqual(['See you!']);
  });

  it('does not take the answer to the survey for a question', async () => {
    const { standIn, talk, becomes, settled, said } = await house('', {
      inboxes: [{ name: 'Website', csat: true }],
    });
    const id = await talk('goodbye', 'See you!');
    await becomes(id, 'resolved');
    const survey = await standIn.waitFor(() =>
      standIn.messages(id).find(({ content_type }) => content_type === 'input_csat'),
    );
    standIn.rateConversation(survey.id, 5, 'lovely');
    await settled();
    expect(said(id)).toEqual(['See you!']);
  });
});

const feedback = 'feedback: { ask: true, thanks: "Thank you!", yes_label: helped, no_label: missed }\n';

describe('was it helpful?', () => {
  it('yes: written down, thanked for, closed', async () => {
    const house1 = await house(feedback);
    const { standIn, talk, becomes, said, settled } = house1;
    const id = await talk('goodbye', 'See you!');
    standIn.chooseOption(await question(house1, id), 'feedback:yes');
    await becomes(id, 'resolved');
    await settled();
    expect(said(id)).toEqual(['See you!', 'Was this helpful?', 'Thank you!']);
    expect(standIn.conversation(id)).toMatchObject({
      custom_attributes: { bot_helpful: 'yes' },
      labels: ['helped'],
    });
  });

  it('no: written down and handed over', async () => {
    const house1 = await house(feedback);
    const { standIn, talk, becomes, settled, notes } = house1;
    const id = await talk('goodbye', 'See you!');
    standIn.chooseOption(await question(house1, id), 'feedback:no');
    await becomes(id, 'open');
    await settled();
    expect(standIn.conversation(id)).toMatchObject({
      custom_attributes: { bot_helpful: 'no' },
      labels: ['missed'],
    });
    expect(notes(id)[0]).toContain('did not help');
  });

  it('typed answers count on every channel', async () => {
    const { standIn, talk, becomes } = await house(feedback, {
      inboxes: [{ name: 'Text', channel: 'sms' }],
    });
    const id = await talk('goodbye', 'See you!');
    await standIn.waitFor(() => standIn.customerView(id).some(({ text }) => text.includes('helpful')));
    standIn.customerSays(id, 'yes');
    await becomes(id, 'resolved');
  });

  it('another question goes on, and the bot asks no second time', async () => {
    const { standIn, talk, heard, becomes, said } = await house(feedback);
    const id = await talk('goodbye', 'See you!');
    standIn.customerSays(id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
    standIn.customerSays(id, 'goodbye');
    await becomes(id, 'resolved');
    expect(said(id).filter((text) => text === 'Was this helpful?')).toHaveLength(1);
  });

  it('no answer: closed after a while', async () => {
    const { talk, becomes } = await house('feedback: { ask: true, resolve_after_minutes: 0.01 }\n');
    const id = await talk('goodbye', 'See you!');
    await becomes(id, 'resolved');
  });
});

const idle = (minutes: number, how: string) =>
  `idle: { remind_after_minutes: ${minutes}, remind_text: "Still there?", after_minutes: ${minutes}, end_with: ${how}, text: "I close this now." }\n`;

describe('the customer does not answer', () => {
  it('reminded, then closed', async () => {
    const { talk, becomes, said } = await house(idle(0.01, 'resolve'));
    const id = await talk('hello', 'Hello!');
    await becomes(id, 'resolved');
    expect(said(id)).toEqual(['Hello!', 'Still there?', 'I close this now.']);
  });

  it('reminded, then handed over', async () => {
    const { talk, becomes, said, notes, settled } = await house(idle(0.01, 'handoff'));
    const id = await talk('hello', 'Hello!');
    await becomes(id, 'open');
    await settled();
    expect(said(id)).toEqual(['Hello!', 'Still there?', 'I close this now.']);
    expect(notes(id)[0]).toContain('stopped answering');
  });

  it('an answer in time begins the time anew', async () => {
    const { standIn, talk, settled, store, heard } = await house(idle(60, 'resolve'));
    const id = await talk('hello', 'Hello!');
    await settled();
    const first = (await store().state(`bot:1:${id}`))?.attended?.timers?.idle ?? 0;
    standIn.customerSays(id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
    await settled();
    const second = (await store().state(`bot:1:${id}`))?.attended?.timers?.idle ?? 0;
    expect(second).toBeGreaterThan(first);
  });

  it('nobody is reminded once people have it', async () => {
    const { standIn, talk, settled, store } = await house(idle(60, 'resolve'));
    const id = await talk('hello', 'Hello!');
    standIn.agentReplies(id, 'Dana here.');
    await settled();
    expect((await store().state(`bot:1:${id}`))?.attended?.timers).toEqual({});
  });

  it('reminder and end come although the gateway is restarted in between', async () => {
    const { talk, settled, advance, restart, heard, becomes, said } = await house(idle(60, 'resolve'));
    const id = await talk('hello', 'Hello!');
    await settled();
    advance(61 * 60_000);
    await restart();
    await heard(id, 'Still there?');
    await settled();
    advance(61 * 60_000);
    await restart();
    await becomes(id, 'resolved');
    expect(said(id)).toEqual(['Hello!', 'Still there?', 'I close this now.']);
  });
});
