import { afterEach, describe, expect, it } from 'vitest';
import type { UtteranceContent } from '../../../src/core/model/utterance.ts';
import type { V12StandInOptions } from '../../support/botpress-v12-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { account, openV12House, type V12House } from './v12-house.ts';

const never = new AbortController().signal;
const long = `${'All rooms have a view of the sea. '.repeat(20)}How much is a room?`;

describe('a dialogue with Botpress 12', () => {
  let house: V12House;
  afterEach(() => house.close());

  async function open(over: Record<string, unknown> = {}, options: V12StandInOptions = {}): Promise<void> {
    house = await openV12House(over, options);
  }

  function say(content: string | UtteranceContent, session?: unknown) {
    const about = session === undefined ? {} : { session: JSON.parse(JSON.stringify(session)) };
    return house.provider.respond(providerRequest(content, about), never);
  }

  it('names intent, score, entities and slots with an account', async () => {
    await open({ login: account });
    const result = await say('book the Park Hotel for two');
    expect(result).toMatchObject({
      intent: { name: 'book_hotel', score: 0.93 },
      slots: { hotel: 'Park Hotel', guests: 2 },
      expectsAnswer: true,
      language: 'en',
    });
    expect(result.entities).toContainEqual(
      expect.objectContaining({ name: 'hotel', value: 'Park Hotel', text: 'Park Hotel', start: 9, end: 19 }),
    );
  });

  it('takes "none" for not understood, unless a question of the bot is answered', async () => {
    await open({ login: account });
    expect((await say('qwertz')).fallback).toBe(true);
    const asked = await say('book the Park Hotel');
    const answered = await say('whenever', asked.session);
    expect(answered.fallback).toBeUndefined();
    expect((await say({ kind: 'choice', value: 'qwertz', title: 'Qwertz' })).fallback).toBeUndefined();
  });

  it('sends the value of an option as text, a form by its values, and files with an account', async () => {
    await open({ login: account });
    await say({ kind: 'choice', value: 'sea_view', title: 'Sea View Inn' });
    await say({ kind: 'form', values: { email: 'sam@example.com' } });
    await say({ kind: 'form', values: { name: 'Sam', guests: '2' } });
    const image = { kind: 'image', url: 'https://files.example.com/in.jpg' } as const;
    await say({ kind: 'attachment', items: [image] });
    await say({ kind: 'attachment', items: [image], caption: 'My passport' });
    expect(house.sent()).toEqual(['sea_view', 'sam@example.com', 'name: Sam, guests: 2', 'My passport']);
    expect(house.standIn.requests.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ type: 'image', image: image.url }),
    );
  });

  it('sends the allow-listed context as metadata, and nothing of the contact beside it', async () => {
    await open();
    await house.provider.respond(providerRequest('hello', { context: { contact: { plan: 'gold' } } }), never);
    const [{ body } = { body: {} }] = house.standIn.requests;
    expect(body).toMatchObject({ metadata: { message_id: '90001', context: { contact: { plan: 'gold' } } } });
    expect(Object.keys(body ?? {}).sort()).toEqual(['includedContexts', 'metadata', 'text', 'type']);
  });

  it.each(['BP_VERSION', ' BP_LICENSE '])(
    'does not let customers ask the server itself: %s',
    async (text) => {
      await open();
      await say(text);
      expect(house.sent()).toEqual([text.toLowerCase()]);
    },
  );

  it.each<UtteranceContent>([
    { kind: 'opened' },
    { kind: 'text', text: ' \n ' },
    { kind: 'event', name: 'reminder', values: {} },
    { kind: 'attachment', items: [{ kind: 'file', url: 'https://files.example.com/a.pdf' }] },
  ])('sends nothing where nothing is to be said: $kind', async (content) => {
    await open();
    expect((await say(content)).warnings.map(({ code }) => code)).toEqual(['nothing-to-send']);
    expect(house.standIn.requests).toEqual([]);
  });

  it('sends what is configured when the chat is opened, and for a file', async () => {
    await open({ opened_message: 'hello', attachment_message: 'a file' });
    await say({ kind: 'opened' });
    await say({ kind: 'attachment', items: [{ kind: 'file', url: 'https://files.example.com/a.pdf' }] });
    expect(house.sent()).toEqual(['hello', 'a file']);
  });

  it('cuts a long text to what the server takes, without half a character', async () => {
    await open();
    await say(`${'x'.repeat(359)}😀😀`);
    expect(house.sent()).toEqual(['x'.repeat(359)]);
  });

  it('splits a long text at sentences, and makes one answer of theirs', async () => {
    await open({ long_text: 'split' });
    const { replies } = await say(long);
    const sent = house.sent().map(String);
    expect(sent.every((text) => text.length <= 360 && text.endsWith(text === sent.at(-1) ? '?' : '.'))).toBe(
      true,
    );
    expect(sent.join(' ')).toBe(long);
    expect(replies.at(-1)).toEqual({ kind: 'text', text: 'Doubles from 90 EUR.' });
  });

  it('hands over with a long text when it is told to', async () => {
    await open({ long_text: 'handoff' });
    expect((await say(long)).handoff?.note).toContain('360 characters');
    expect(house.standIn.requests).toEqual([]);
  });

  it('follows the limit of the server', async () => {
    await open({ text_limit: 1000 }, { textLimit: 1000 });
    await say(long);
    expect(house.sent()).toEqual([long]);
  });

  it('understands without moving the dialogue with an account, and sends nothing without one', async () => {
    await open({ login: account });
    const request = providerRequest('book the Park Hotel', { purpose: 'understand' });
    const result = await house.provider.respond(request, never);
    expect(result.intent?.name).toBe('book_hotel');
    expect(house.standIn.bot.heard('cw-1-4711')).toEqual([]);
    await house.close();
    await open();
    expect((await house.provider.respond(request, never)).intent).toBeUndefined();
    expect(house.standIn.requests).toEqual([]);
  });

  it('hands over by the convention of the sample', async () => {
    await open();
    const { handoff, replies } = await say('I want to talk to a human');
    expect(handoff).toEqual({ note: 'reason: user_request' });
    expect(replies).toEqual([{ kind: 'text', text: 'I am passing you to a colleague.' }]);
  });
});
