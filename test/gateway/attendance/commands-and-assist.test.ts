/** People and the bot, behind the customer's back: commands in private notes, suggestions in private notes. */
import { afterEach, describe, expect, it } from 'vitest';
import { type SmallBot, startSmallBot } from '../../support/small-bot.ts';

let bot: SmallBot | undefined;

async function house(more: string): Promise<SmallBot> {
  bot = await startSmallBot(more);
  return bot;
}

afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

const commands = `
handoff:
  intents: [talk_to_human]
  farewell: "A colleague comes."
  agent_commands: { enabled: true }
  return: { text: "I am back." }
`;

describe('commands', () => {
  it('resume: the bot answers again', async () => {
    const { standIn, talk, becomes, heard, said } = await house(commands);
    const id = await talk('a human please', 'A colleague comes.');
    await becomes(id, 'open');
    standIn.agentNotes(id, '/bot resume');
    await becomes(id, 'pending');
    standIn.customerSays(id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
    expect(said(id)).toEqual(['A colleague comes.', 'I am back.', 'Rooms cost 90 €.']);
  });

  it('stop: the bot is silent and the conversation goes to people, without a word to the customer', async () => {
    const { standIn, talk, becomes, settled, said } = await house(commands);
    const id = await talk('hello', 'Hello!');
    standIn.agentNotes(id, '  /BOT stop ');
    await becomes(id, 'open');
    standIn.customerSays(id, 'what does a room cost');
    await settled();
    expect(said(id)).toEqual(['Hello!']);
  });

  it('summary: a private note', async () => {
    const { standIn, talk, settled, notes, said } = await house(commands);
    const id = await talk('what does a room cost', 'Rooms cost 90 €.');
    standIn.agentNotes(id, '/bot summary');
    await settled();
    expect(notes(id)).toHaveLength(2);
    expect(notes(id)[1]).toContain('- Owner: the bot');
    expect(notes(id)[1]).toContain('what does a room cost (ask_price)');
    expect(said(id)).toEqual(['Rooms cost 90 €.']);
  });

  it('an unknown one is answered with those that there are', async () => {
    const { standIn, talk, settled, notes } = await house(commands);
    const id = await talk('hello', 'Hello!');
    standIn.agentNotes(id, '/bot dance');
    await settled();
    expect(notes(id)[1]).toContain('/bot resume');
  });

  it('customers command nothing', async () => {
    const { standIn, talk, settled, status } = await house(commands);
    const id = await talk('hello', 'Hello!');
    standIn.customerSays(id, '/bot stop');
    await settled();
    expect(status(id)).toBe('pending');
  });

  it('notes are notes unless it is configured', async () => {
    const { standIn, talk, settled, status, notes } = await house('');
    const id = await talk('hello', 'Hello!');
    standIn.agentNotes(id, '/bot stop');
    await settled();
    expect(status(id)).toBe('pending');
    expect(notes(id)).toEqual(['/bot stop']);
  });

  it('other notes are left alone', async () => {
    const { standIn, talk, settled, notes } = await house(commands);
    const id = await talk('hello', 'Hello!');
    standIn.agentNotes(id, 'this is the /bot stop sign');
    await settled();
    expect(notes(id)).toHaveLength(1);
  });
});

describe('suggestions', () => {
  it('name intent, score and answer in a private note, and nothing to the customer', async () => {
    const { standIn, talk, becomes, settled, notes, said } = await house('assist: { enabled: true }\n');
    const id = await talk('a human please', 'A colleague comes.');
    await becomes(id, 'open');
    await settled();
    standIn.customerSays(id, 'what does a room cost');
    await settled();
    expect(notes(id).at(-1)).toMatch(/Ask price \(ask_price, [01]\.\d\d\)/);
    expect(notes(id).at(-1)).toContain('> Rooms cost 90 €.');
    expect(said(id)).toEqual(['A colleague comes.']);
  });

  it('come once in a while only', async () => {
    const { standIn, talk, becomes, settled, notes } = await house('assist: { enabled: true }\n');
    const id = await talk('a human please', 'A colleague comes.');
    await becomes(id, 'open');
    await settled();
    const before = notes(id).length;
    for (const text of ['what does a room cost', 'how expensive is it', 'hello']) {
      standIn.customerSays(id, text);
      await settled();
    }
    expect(notes(id)).toHaveLength(before + 1);
  });

  it('move nothing: the session and what the bot remembers stay', async () => {
    const { standIn, talk, becomes, settled, store } = await house('assist: { enabled: true }\n');
    const id = await talk('a human please', 'A colleague comes.');
    await becomes(id, 'open');
    await settled();
    const before = await store().state(`bot:1:${id}`);
    standIn.customerSays(id, 'what does a room cost');
    await settled();
    const after = await store().state(`bot:1:${id}`);
    expect(after?.session).toEqual(before?.session);
    expect(after?.recent).toEqual(before?.recent);
    expect(after?.turns).toBe(before?.turns);
  });

  it('are off unless configured, and not given on what is not understood', async () => {
    const { standIn, talk, becomes, settled, notes } = await house(
      'assist: { enabled: true, min_score: 0.99 }\n',
    );
    const id = await talk('a human please', 'A colleague comes.');
    await becomes(id, 'open');
    await settled();
    const before = notes(id).length;
    standIn.customerSays(id, 'zxcvbnm qwertz');
    await settled();
    expect(notes(id)).toHaveLength(before);
  });
});
