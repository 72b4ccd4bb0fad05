/** The bot is silent while people have a conversation, and comes back when they give it back. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ChatwootVersion } from '../../../src/playground/stand-in/version-profiles.ts';
import { type SmallBot, startSmallBot } from '../../support/small-bot.ts';

const versions: readonly ChatwootVersion[] = ['4.2', '4.13', '4.15', '4.16'];

/** Longer than a test, shorter than its patience. */
const quietMinutes = 0.01;

let bot: SmallBot | undefined;

async function house(more = '', version: ChatwootVersion = '4.15'): Promise<SmallBot> {
  bot = await startSmallBot(more, { version });
  return bot;
}

afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

const texts = `
handoff:
  intents: [talk_to_human]
  farewell: "A colleague comes."
  return: { text: "I am back.", on_reopen_text: "Welcome back." }
`;

describe.each(versions)('Chatwoot %s', (version) => {
  it('a person answers while the conversation is pending: the bot is silent', async () => {
    const { standIn, talk, settled, said } = await house('', version);
    const id = await talk('hello', 'Hello!');
    standIn.agentReplies(id, 'Dana here.');
    await settled();
    standIn.customerSays(id, 'what does a room cost');
    await settled();
    expect(said(id)).toEqual(['Hello!', 'Dana here.']);
  });

  it('a person answers from the phone: the bot is silent', async () => {
    const { standIn, talk, settled, said } = await house('', version);
    const id = await talk('hello', 'Hello!');
    standIn.repliesFromPhone(id, 'On my way.');
    await settled();
    standIn.customerSays(id, 'what does a room cost');
    await settled();
    expect(said(id)).toEqual(['Hello!', 'On my way.']);
  });

  it('a person takes it and pushes it back: the bot says so and answers', async () => {
    const { standIn, talk, settled, said, heard } = await house(texts, version);
    const id = await talk('hello', 'Hello!');
    standIn.agentTakesOver(id);
    await settled();
    standIn.customerSays(id, 'what does a room cost');
    await settled();
    expect(said(id)).toEqual(['Hello!']);
    standIn.setStatus(id, 'pending');
    await settled();
    standIn.customerSays(id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
    expect(said(id)).toEqual(['Hello!', 'I am back.', 'Rooms cost 90 €.']);
  });

  it('closed by a person and re-opened by the customer: a fresh session', async () => {
    const { standIn, talk, settled, said, heard, store } = await house(texts, version);
    const id = await talk('hello', 'Hello!');
    const before = await store().state(`bot:1:${id}`);
    standIn.agentTakesOver(id);
    await settled();
    standIn.resolve(id);
    await settled();
    standIn.customerSays(id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
    await settled();
    expect(said(id)).toEqual(['Hello!', 'Welcome back.', 'Rooms cost 90 €.']);
    const after = await store().state(`bot:1:${id}`);
    expect(after?.owner).toBe('bot');
    expect(after?.turns).toBeGreaterThan(before?.turns ?? 0);
  });
});

describe('a person is assigned while the conversation is pending', () => {
  it('silences the bot until they are unassigned', async () => {
    const { standIn, talk, settled, said, heard } = await house();
    const id = await talk('hello', 'Hello!');
    standIn.assign(id, 'Dana Ortiz');
    await settled();
    standIn.customerSays(id, 'what does a room cost');
    await settled();
    expect(said(id)).toEqual(['Hello!']);
    standIn.assign(id, null);
    await settled();
    standIn.customerSays(id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
  });
});

describe('after a quiet time', () => {
  const quiet = `
handoff:
  intents: [talk_to_human]
  farewell: "A colleague comes."
  return: { quiet_minutes: ${quietMinutes}, text: "I am back." }
`;

  it('the bot takes back what it handed over', async () => {
    const { standIn, talk, heard, becomes, said } = await house(quiet);
    const id = await talk('a human please', 'A colleague comes.');
    await becomes(id, 'open');
    await heard(id, 'I am back.');
    await becomes(id, 'pending');
    standIn.customerSays(id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
    expect(said(id)).toEqual(['A colleague comes.', 'I am back.', 'Rooms cost 90 €.']);
  });

  it('the bot answers again although the person is still assigned', async () => {
    const { standIn, talk, settled, heard, becomes } = await house(quiet);
    const id = await talk('hello', 'Hello!');
    standIn.assign(id, 'Dana Ortiz');
    await settled();
    standIn.setStatus(id, 'open');
    await heard(id, 'I am back.');
    await becomes(id, 'pending');
    standIn.customerSays(id, 'what does a room cost');
    await heard(id, 'Rooms cost 90 €.');
  });

  it('the time begins anew with every message of a person', async () => {
    const long = quiet.replace(String(quietMinutes), '60');
    const { standIn, talk, settled, store } = await house(long);
    const id = await talk('hello', 'Hello!');
    standIn.agentReplies(id, 'Dana here.');
    await settled();
    const first = (await store().state(`bot:1:${id}`))?.attended?.timers?.quiet ?? 0;
    standIn.agentReplies(id, 'One moment.');
    await settled();
    const second = (await store().state(`bot:1:${id}`))?.attended?.timers?.quiet ?? 0;
    expect(second).toBeGreaterThan(first);
  });

  it('the time goes on while the gateway is restarted', async () => {
    const long = quiet.replace(String(quietMinutes), '60');
    const { standIn, talk, settled, advance, restart, heard } = await house(long);
    const id = await talk('hello', 'Hello!');
    standIn.agentTakesOver(id);
    await settled();
    advance(61 * 60_000);
    await restart();
    await heard(id, 'I am back.');
  });

  it('what a person put aside stays theirs', async () => {
    const { standIn, talk, settled, traced, said, status } = await house(quiet);
    const id = await talk('hello', 'Hello!');
    standIn.setStatus(id, 'snoozed', Date.now() + 86_400_000);
    await settled();
    await traced(id, ({ reason }) => reason.includes('stays paused'));
    expect(said(id)).toEqual(['Hello!']);
    expect(status(id)).toBe('snoozed');
  });
});
