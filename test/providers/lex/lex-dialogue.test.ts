import { afterEach, describe, expect, it } from 'vitest';
import { providerRequest } from '../../support/provider-requests.ts';
import { type LexHome, never, openLex, SESSION } from './support.ts';

let home: LexHome;
afterEach(() => home.close());

describe('a dialogue with Lex', () => {
  it('is slot filling until the intent is closed', async () => {
    home = await openLex();
    const asked = await home.say('book the Park Hotel');
    expect(asked).toMatchObject({
      intent: { name: 'book_hotel' },
      expectsAnswer: true,
      slots: { hotel: 'Park Hotel' },
      entities: [{ name: 'hotel', text: 'Park Hotel', start: 9, end: 19 }],
    });
    await home.say('next Friday');
    await home.say('Maria Silva');
    const booked = await home.say('maria@example.com');
    expect(booked.expectsAnswer).toBeUndefined();
    expect(booked.replies).toEqual([
      { kind: 'text', text: 'Booked: Park Hotel, next Friday, for Maria Silva (maria@example.com).' },
    ]);
    // What was named in earlier turns is no entity of this one.
    expect(booked.entities.map(({ name }) => name)).toEqual(['email']);
  });

  it('sends the text of a chosen option, and the value of a form with one field', async () => {
    home = await openLex();
    await home.say({ kind: 'choice', value: 'Sea View Inn', title: 'At the sea' });
    await home.say({ kind: 'form', values: { email: 'a@example.com' } });
    await home.say({ kind: 'form', values: { name: 'Ana', guests: '2' } });
    await home.say({ kind: 'attachment', items: [], caption: 'hello' });
    expect(home.standIn.heard(SESSION)).toEqual([
      'Sea View Inn',
      'a@example.com',
      'name: Ana, guests: 2',
      'hello',
    ]);
  });

  it.each([
    { kind: 'text', text: ' \n ' } as const,
    { kind: 'attachment', items: [] } as const,
    { kind: 'opened' } as const,
    { kind: 'event', name: 'no intent!', values: {} } as const,
  ])('asks nothing when there is nothing to ask: %j', async (content) => {
    home = await openLex();
    const result = await home.say(content);
    expect(result).toMatchObject({ replies: [], entities: [] });
    expect(home.standIn.requests).toEqual([]);
  });
});

it('is held one question at a time, and a question is never repeated by the guard', async () => {
  home = await openLex();
  expect(home.provider.capabilities).toMatchObject({
    replies: true,
    remembers: true,
    repeatable: false,
    oneAtATime: true,
    understands: true,
    languages: ['en-US'],
  });
});

describe('attributes', () => {
  it('of the bot are kept, and ours are added', async () => {
    home = await openLex({ session_attributes: { source: 'chatwoot' } });
    await home.say('my name is Ana');
    await home.say('hello');
    expect(home.attributes()).toMatchObject({ name: 'Ana', source: 'chatwoot' });
    expect((await home.say('what is my name?')).replies).toEqual([{ kind: 'text', text: 'You are Ana.' }]);
  });

  it('are not sent at all when there is none of ours', async () => {
    home = await openLex({ recover: false });
    await home.say('my name is Ana');
    await home.say('hello');
    expect(home.standIn.requests.map(({ body }) => Object.keys(body as object))).toEqual([
      ['text', 'requestAttributes'],
      ['text', 'requestAttributes'],
    ]);
    expect(home.attributes()).toEqual({ name: 'Ana' });
  });

  it.each([
    ['request', { contact_plan: 'gold', conversation_order: '7' }, {}],
    ['session', {}, { contact_plan: 'gold', conversation_order: '7' }],
    [
      'both',
      { contact_plan: 'gold', conversation_order: '7' },
      { contact_plan: 'gold', conversation_order: '7' },
    ],
  ])('of the context travel as %s attributes', async (context_as, request, session) => {
    home = await openLex({ context_as, recover: false });
    const context = { contact: { plan: 'gold', email: null }, conversation: { order: 7 } };
    await home.say('hello', { context, timeZone: 'Europe/Rome' });
    expect(home.standIn.requests[0]?.body).toMatchObject({
      requestAttributes: { ...request, 'x-amz-lex:time-zone': 'Europe/Rome' },
    });
    expect(home.attributes()).toEqual(session);
  });

  it('that asked for a person are cleared, so that the bot can resume', async () => {
    home = await openLex({ recover: false, handoff: { attributes: ['escalate'], reason_attribute: 'why' } });
    await home.say('my name is Ana');
    const session = home.standIn.session(`en_US/${SESSION}`);
    Object.assign(session?.attributes ?? {}, { escalate: 'yes', why: 'angry' });
    const handed = await home.say('hello');
    expect(handed.handoff).toEqual({ note: 'session attribute escalate, reason: angry' });
    const resumed = await home.say('hello');
    expect(resumed.handoff).toBeUndefined();
    expect(home.attributes()).toEqual({ name: 'Ana' });
  });
});

describe('a turn that is repeated', () => {
  it('does not say again what Lex has heard', async () => {
    home = await openLex();
    home.standIn.fault({ kind: 'lost-answer' });
    const lost = home.say('book the Park Hotel', { turnId: 't1' });
    await expect(lost).rejects.toMatchObject({ code: 'ENGINE_UNREACHABLE', neverSent: false });
    home.standIn.fault(undefined);
    const found = await home.say('book the Park Hotel', { turnId: 't1', attempt: 2 });
    expect(found).toMatchObject({ intent: { name: 'book_hotel' }, expectsAnswer: true });
    expect(found.warnings.map(({ code }) => code)).toEqual(['answer-recovered']);
    expect(home.standIn.heard(SESSION)).toEqual(['book the Park Hotel']);
  });

  it('says it when Lex has heard something else only, and keeps what Lex holds', async () => {
    home = await openLex();
    await home.say('my name is Ana', { turnId: 't1' });
    const request = providerRequest('hello', { turnId: 't2', attempt: 2 });
    const result = await home.provider.respond(request, never);
    expect(result.intent?.name).toBe('greet');
    expect(home.attributes()).toMatchObject({ name: 'Ana' });
  });

  it('does not hand over again for what an earlier turn asked', async () => {
    home = await openLex();
    await home.say('my name is Ana', { turnId: 't1' });
    Object.assign(home.standIn.session(`en_US/${SESSION}`)?.attributes ?? {}, { handoff: 'true' });
    const result = await home.say('hello', { turnId: 't2', attempt: 2 });
    expect(result.handoff).toBeUndefined();
    expect(home.attributes()).toEqual({ name: 'Ana', chatwoot_turn: 't2/0' });
  });

  it('goes on with the next piece', async () => {
    home = await openLex({ text_limit: { characters: 20, over: 'split' } });
    await home.say('my name is Ana.', { turnId: 't1' });
    const request = { turnId: 't1', attempt: 2 };
    await home.say('my name is Ana. What is my name?', request);
    expect(home.standIn.heard(SESSION)).toEqual(['my name is Ana.', 'What is my name?']);
  });

  it('does not start an intent twice', async () => {
    home = await openLex({ welcome: { intent: 'greet' } });
    home.standIn.fault({ kind: 'lost-answer' });
    await expect(home.say({ kind: 'opened' }, { turnId: 't1' })).rejects.toThrow('ENGINE_UNREACHABLE');
    home.standIn.fault(undefined);
    const found = await home.say({ kind: 'opened' }, { turnId: 't1', attempt: 2 });
    expect(found).toMatchObject({ intent: { name: 'greet' }, replies: [{ kind: 'choices' }] });
    expect(home.standIn.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('is said again when the session may not be read', async () => {
    home = await openLex({}, { denied: ['GetSession'] });
    await home.say('hello', { turnId: 't1' });
    await home.say('hello', { turnId: 't1', attempt: 2 });
    expect(home.standIn.heard(SESSION)).toEqual(['hello', 'hello']);
  });
});

describe('long texts', () => {
  const long = `${'I would like a quiet room. '.repeat(60)}Please book the Grand Plaza.`;

  it('are cut', async () => {
    home = await openLex();
    const result = await home.say(long);
    const [heard] = home.standIn.heard(SESSION);
    expect(heard?.length).toBeLessThanOrEqual(1024);
    expect(heard).toMatch(/room\.$/);
    expect(result.warnings.map(({ code }) => code)).toEqual(['text-too-long']);
  });

  it('are sent in pieces, and the answers are one', async () => {
    home = await openLex({ text_limit: { over: 'split' } });
    const result = await home.say(long);
    expect(home.standIn.heard(SESSION).join(' ')).toBe(long);
    const start = long.indexOf('Grand Plaza');
    expect(result.entities).toContainEqual(
      expect.objectContaining({ name: 'hotel', value: 'Grand Plaza', start, end: start + 11 }),
    );
    expect(result.intent?.name).toBe('book_hotel');
  });

  it('are sent no further when a piece asks for a person', async () => {
    home = await openLex({ text_limit: { characters: 30, over: 'split' } });
    const result = await home.say('I want to talk to a human. Book the Grand Plaza.');
    expect(result.handoff).toEqual({ note: 'reason: user_request' });
    expect(home.standIn.heard(SESSION)).toEqual(['I want to talk to a human.']);
  });

  it('go to people', async () => {
    home = await openLex({ text_limit: { over: 'handoff' } });
    const result = await home.say(long);
    expect(result.handoff?.note).toContain(`${long.length} characters`);
    expect(home.standIn.requests).toEqual([]);
  });
});

describe('without an utterance', () => {
  it('the welcome is a text', async () => {
    home = await openLex({ welcome: { text: 'hello' } });
    const result = await home.say({ kind: 'opened' });
    expect(result).toMatchObject({ intent: { name: 'greet' }, replies: [{ kind: 'choices' }] });
  });

  it('the welcome is an intent', async () => {
    home = await openLex({ welcome: { intent: 'greet' } });
    const result = await home.say({ kind: 'opened' });
    expect(result).toMatchObject({ intent: { name: 'greet' }, replies: [{ kind: 'choices' }] });
    expect(home.standIn.heard(SESSION)).toEqual([]);
  });

  it('an answer that brings sound along does not hold its connection', async () => {
    home = await openLex({ welcome: { intent: 'greet' } });
    const headers = { 'content-type': 'audio/mpeg', 'x-amz-lex-session-id': SESSION };
    const conversations = 150;
    home.standIn.script(
      Array.from({ length: conversations }, () => ({ status: 200, headers, body: 'x'.repeat(200_000) })),
    );
    for (let index = 0; index < conversations; index += 1) await home.say({ kind: 'opened' });
    expect(home.standIn.requests).toHaveLength(conversations);
  });

  it('an event starts the intent of its name, with its values as slots', async () => {
    home = await openLex();
    const values = { hotel: 'Park Hotel', nested: {}, guests: 2 };
    const result = await home.say({ kind: 'event', name: 'book_hotel', values });
    expect(result).toMatchObject({ expectsAnswer: true, slots: { hotel: 'Park Hotel', guests: '2' } });
    expect((await home.say('Friday')).intent?.name).toBe('book_hotel');
  });
});

describe('languages', () => {
  it('choose the locale, with a fallback', async () => {
    const locales = { de: 'de_DE', 'pt-BR': 'pt_BR' };
    home = await openLex({ locales }, { locales: ['en_US', 'de_DE', 'pt_BR'] });
    for (const language of ['de-AT', 'pt-br', 'fr', undefined]) await home.say('hello', { language });
    const asked = home.standIn.requests.map(({ path }) => path.split('/')[6]);
    expect(asked).toEqual(['de_DE', 'pt_BR', 'en_US', 'en_US']);
    expect((await home.say('hello', { language: 'de' })).language).toBe('de-DE');
    await home.provider.reset?.('1-4711', never);
    expect(home.standIn.sessions()).toEqual([]);
  });
});

describe('an intent that resolves', () => {
  it('is named by the operator; closing alone does not', async () => {
    home = await openLex({ resolve_intents: ['bye'] });
    expect((await home.say('bye')).ended).toEqual({ resolve: true });
    expect((await home.say('how much is it?')).ended).toBeUndefined();
  });
});

describe('silence', () => {
  it('can have words of its own', async () => {
    home = await openLex({ no_answer: 'Anything else?' });
    home.standIn.script([
      {
        status: 200,
        body: {
          sessionId: SESSION,
          sessionState: { dialogAction: { type: 'Close' }, intent: { name: 'x', state: 'Failed' } },
        },
      },
    ]);
    const result = await home.say('no');
    expect(result.replies).toEqual([{ kind: 'text', text: 'Anything else?' }]);
    expect(result.warnings).toMatchObject([{ code: 'empty-answer-failed' }]);
  });
});
