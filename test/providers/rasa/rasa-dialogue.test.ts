import { afterEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/core/model/gateway-error.ts';
import type { Json } from '../../../src/core/model/json.ts';
import type { UtteranceContent } from '../../../src/core/model/utterance.ts';
import type { Provider, ProviderRequest } from '../../../src/core/ports/provider.ts';
import { createRasaProvider } from '../../../src/providers/rasa/rasa-provider.ts';
import { rasaSettingsSchema } from '../../../src/providers/rasa/rasa-settings.ts';
import { conversation, NOW } from '../../support/builders.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { type RasaStandIn, type RasaStandInOptions, startRasaStandIn } from '../../support/rasa-stand-in.ts';

const never = new AbortController().signal;
const SENDER = 'cw-1-4711';
const WEBHOOK = '/webhooks/rest/webhook';
const TRACKER = `/conversations/${SENDER}/tracker`;

let closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.map((close) => close()));
  closers = [];
});

async function rasa(
  settings: Record<string, unknown> = {},
  options: RasaStandInOptions = {},
): Promise<{ provider: Provider; standIn: RasaStandIn; say: ReturnType<typeof speaker> }> {
  const standIn = await startRasaStandIn(options);
  const provider = await createRasaProvider(rasaSettingsSchema.parse({ url: standIn.url, ...settings }), {
    clock: () => NOW,
    baseFolder: '.',
  });
  closers.push(
    async () => provider.close?.(),
    () => standIn.stop(),
  );
  return { provider, standIn, say: speaker(provider) };
}

/** One session: each turn gets the next id and hands the session on. */
function speaker(provider: Provider) {
  let session: Json | undefined;
  let turn = 0;
  return async (content: string | UtteranceContent, over: Partial<ProviderRequest> = {}) => {
    turn += 1;
    const request = providerRequest(content, {
      turnId: `turn-${turn}`,
      ...(session ? { session } : {}),
      ...over,
    });
    const result = await provider.respond(request, never);
    session = result.session;
    return result;
  };
}

async function codeOf(answer: Promise<unknown>): Promise<string> {
  const error = await answer.catch((thrown: unknown) => thrown);
  return error instanceof GatewayError ? error.code : 'answered';
}

const codes = (result: { warnings: readonly { code: string }[] }) => result.warnings.map(({ code }) => code);
const webhook = (body: unknown) => ({
  request: { method: 'POST', path: WEBHOOK },
  response: { status: 200, body },
});
const tracker = (status: number, body: unknown) => ({
  request: { method: 'GET', path: TRACKER },
  response: { status, body },
});

describe('a booking with Rasa', () => {
  it('goes through its form by typing and choosing', async () => {
    const { say } = await rasa();
    const asked = await say('I want to book a hotel');
    expect(asked).toMatchObject({
      intent: { name: 'book_hotel', score: 0.93 },
      expectsAnswer: true,
      warnings: [],
    });
    const value = '/inform{"hotel":"Park Hotel"}';
    const chosen = await say({ kind: 'choice', value, title: 'Park Hotel' });
    expect(chosen).toMatchObject({ intent: { name: 'inform', score: 1 }, slots: { hotel: 'Park Hotel' } });
    await say('12 May');
    await say('my name is Sam Lee');
    const done = await say('sam@example.com');
    expect(done.replies).toEqual([
      { kind: 'text', text: 'Booked: Park Hotel, 12 May, for Sam Lee (sam@example.com).' },
    ]);
    expect(done.expectsAnswer).toBeUndefined();
  });

  it('gives positions in the customer’s own words, emoji or not', async () => {
    const { say } = await rasa();
    const text = '  🏨🏨 book Park Hotel';
    const { entities } = await say(text);
    const [hotel] = entities;
    expect(text.slice(hotel?.start, hotel?.end)).toBe('Park Hotel');
  });

  it('is handed over when Rasa says so', async () => {
    const { say } = await rasa();
    const result = await say('I want to talk to a person');
    expect(result.handoff).toEqual({ note: 'reason: user_request' });
    expect(result.replies).toEqual([{ kind: 'text', text: 'I am passing you to a colleague.' }]);
  });

  it('understands in the middle of it without moving it', async () => {
    const { say, standIn } = await rasa();
    await say('I want to book a hotel');
    const aside = await say('how much is it?', { purpose: 'understand' });
    expect(aside).toMatchObject({ intent: { name: 'ask_price' }, replies: [] });
    expect(standIn.bot.heard(SENDER)).toEqual(['I want to book a hotel']);
  });
});

describe('what is sent', () => {
  it('names sender, turn, conversation and the listed attributes, with all credentials', async () => {
    const { provider, standIn } = await rasa(
      { token: 'tok/en', jwt_secret: 'jwt', input_channel: 'chatwoot', tracker: false },
      { token: 'tok/en', jwtSecret: 'jwt' },
    );
    const request = providerRequest('hello', {
      language: 'de',
      context: { contact: { plan: 'gold' } },
      conversation: conversation({ channel: 'whatsapp' }),
    });
    await provider.respond(request, never);
    const [sent] = standIn.requests;
    expect(sent?.body).toEqual({
      sender: SENDER,
      message: 'hello',
      input_channel: 'chatwoot',
      metadata: {
        message_id: '90001',
        conversation_id: '312',
        account_id: '1',
        channel: 'whatsapp',
        language: 'de',
        time_zone: 'Europe/Berlin',
        context: { contact: { plan: 'gold' } },
      },
    });
    expect(sent?.query.get('token')).toBe('tok/en');
    expect(sent?.headers.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it.each([
    ['the token', { token: 't' }, { token: 't' }],
    ['a JWT of role admin', { jwt_secret: 's' }, { jwtSecret: 's' }],
  ])('opens the API with %s', async (_, settings, options) => {
    const { say } = await rasa(settings, options);
    expect((await say('hello')).intent).toEqual({ name: 'greet', score: 0.93 });
  });

  it('keeps the customer’s hands off Rasa’s commands', async () => {
    const { say, standIn } = await rasa();
    await say('I want to book a hotel');
    const result = await say(' \u200b//restart');
    expect(codes(result)).toContain('command-neutralised');
    expect(result.expectsAnswer).toBe(true);
    expect(standIn.bot.heard(SENDER)).toEqual(['I want to book a hotel', 'restart']);
  });

  it('sends a payload as it is only when it was offered, by Rasa or by our own configuration', async () => {
    const { say, standIn } = await rasa({ payloads: ['/bye'] });
    await say('hello');
    const choose = (value: string) => say({ kind: 'choice', value, title: value });
    await choose('/book_hotel');
    await choose('/restart');
    await choose('/bye');
    await choose('plain value');
    expect(standIn.bot.heard(SENDER)).toEqual(['hello', '/book_hotel', 'restart', '/bye', 'plain value']);
  });

  it.each<[string, Record<string, unknown>, UtteranceContent, string[]]>([
    ['nothing when the chat opens', {}, { kind: 'opened' }, []],
    [
      'the configured message when the chat opens',
      { opened_message: '/greet' },
      { kind: 'opened' },
      ['/greet'],
    ],
    ['the caption of a file', {}, { kind: 'attachment', items: [], caption: 'see this' }, ['see this']],
    ['nothing for a file alone', {}, { kind: 'attachment', items: [{ kind: 'image' }] }, []],
    ['the value of an e-mail box', {}, { kind: 'form', values: { email: 'a@b.example' } }, ['a@b.example']],
    [
      'a form as one line',
      {},
      { kind: 'form', values: { name: 'Sam', guests: '2' } },
      ['name: Sam, guests: 2'],
    ],
    ['an event as an intent', {}, { kind: 'event', name: 'greet', values: { n: 1 } }, ['/greet{"n":1}']],
    ['no event with a strange name', {}, { kind: 'event', name: 'a{"b":1}', values: {} }, []],
    ['no text that is only slashes', {}, { kind: 'text', text: ' // ' }, []],
  ])('is %s', async (_, settings, content, heard) => {
    const { say, standIn } = await rasa(settings);
    await say(content);
    expect(standIn.bot.heard(SENDER)).toEqual(heard);
  });
});

describe('an empty list', () => {
  const silent = { latest_message: { text: 'hello', metadata: { message_id: '90001' } }, paused: false };
  const event = (name: string, fields: object) => ({ event: name, ...fields });
  const user = event('user', { text: 'hello' });
  const listen = event('action', { name: 'action_listen' });

  it.each<[string, Record<string, unknown>, string]>([
    ['paused', { ...silent, paused: true }, 'empty-answer-paused'],
    [
      'a fallback without a response',
      { ...silent, events: [user, event('action', { name: 'action_default_fallback' }), listen] },
      'empty-answer-fallback',
    ],
    [
      'no action',
      { ...silent, events: [event('action', { name: 'old' }), user, listen] },
      'empty-answer-no-action',
    ],
    [
      'chosen silence',
      { ...silent, events: [user, event('action', { name: 'action_log' }), listen] },
      'empty-answer-silent',
    ],
    ['a tracker that has just been reset', { latest_message: { text: null, metadata: {} } }, 'empty-answer'],
  ])('is explained: %s', async (_, body, code) => {
    const { provider, standIn } = await rasa();
    standIn.replay([webhook([]), tracker(200, body)]);
    const result = await provider.respond(providerRequest('hello'), never);
    expect(codes(result)).toEqual([code]);
    expect(result.replies).toEqual([]);
  });

  it('is a fallback when Rasa fell back', async () => {
    const { provider, standIn } = await rasa();
    const latest = { ...silent.latest_message, intent: { name: 'nlu_fallback', confidence: 0.6 } };
    standIn.replay([webhook([]), tracker(200, { ...silent, latest_message: latest })]);
    const result = await provider.respond(providerRequest('hello'), never);
    expect(result).toMatchObject({ fallback: true });
    expect(result.intent).toBeUndefined();
  });

  it.each<[string, number, unknown, string]>([
    [
      'the message was dropped',
      200,
      { latest_message: { text: 'earlier', metadata: { message_id: 'x' } } },
      'ENGINE_FAILED',
    ],
    ['no model is loaded', 409, {}, 'ENGINE_NOT_READY'],
    ['the API fails as well', 500, {}, 'ENGINE_FAILED'],
  ])('is an outage when %s', async (_, status, body, code) => {
    const { provider, standIn } = await rasa();
    standIn.replay([webhook([]), tracker(status, body)]);
    expect(await codeOf(provider.respond(providerRequest('hello'), never))).toBe(code);
  });

  it('stays unexplained without an API, and is no outage', async () => {
    const { provider, standIn } = await rasa();
    standIn.replay([webhook([]), tracker(404, {})]);
    const result = await provider.respond(providerRequest('hello'), never);
    expect(codes(result)).toEqual(['tracker-unavailable', 'empty-answer']);
  });
});

describe('the tracker', () => {
  it('of another turn names no intent', async () => {
    const { provider, standIn } = await rasa();
    const latest_message = {
      text: 'hello',
      metadata: { message_id: 'another' },
      intent: { name: 'bye', confidence: 1 },
    };
    standIn.replay([webhook([{ text: 'Hi' }]), tracker(200, { latest_message })]);
    const result = await provider.respond(providerRequest('hello'), never);
    expect(result.intent).toBeUndefined();
    expect(codes(result)).toEqual(['tracker-of-another-turn']);
  });

  it('does not spoil an answer when it fails', async () => {
    const { provider, standIn } = await rasa();
    standIn.replay([webhook([{ text: 'Hi' }]), tracker(500, {})]);
    const result = await provider.respond(providerRequest('hello'), never);
    expect(result.replies).toEqual([{ kind: 'text', text: 'Hi' }]);
    expect(codes(result)).toEqual(['tracker-unavailable']);
  });

  it('of a long session is read without its events', async () => {
    const { provider, standIn } = await rasa({ max_answer_bytes: 50_000 });
    standIn.replay([tracker(200, { events: 'x'.repeat(100_000) })]);
    expect((await provider.respond(providerRequest('hello'), never)).intent?.name).toBe('greet');
    const reads = standIn.requests.filter(({ path }) => path === TRACKER);
    expect(reads.map(({ query }) => query.get('include_events'))).toEqual(['AFTER_RESTART', 'NONE']);
  });

  it('is left alone when configured so', async () => {
    const { say, standIn } = await rasa({ http_api: false }, { httpApi: false });
    expect((await say('hello')).warnings).toEqual([]);
    expect(standIn.requests.map(({ path }) => path)).toEqual([WEBHOOK]);
  });

  it('is woken when the gateway speaks again for a bot that had paused to hand over', async () => {
    const { say, standIn } = await rasa();
    standIn.bot.append(SENDER, { event: 'pause' });
    expect(await say('hello')).toMatchObject({
      handoff: { note: 'Rasa paused the conversation' },
      replies: [],
    });
    expect((await say('hello again')).replies).toHaveLength(1);
  });
});

describe('a repeated turn', () => {
  it('takes the lost answer from the tracker instead of saying it twice', async () => {
    const { say, standIn } = await rasa();
    await say('I want to book a hotel');
    standIn.fault({ kind: 'lost-answer' });
    expect(await codeOf(say('Park Hotel'))).toBe('ENGINE_UNREACHABLE');
    standIn.fault(undefined);
    const result = await say('Park Hotel', { turnId: 'turn-2', attempt: 2 });
    expect(result.replies).toEqual([{ kind: 'text', text: 'For which date?' }]);
    expect(result).toMatchObject({ intent: { name: 'inform' }, slots: { hotel: 'Park Hotel' } });
    expect(codes(result)).toEqual(['answer-recovered']);
    expect(standIn.bot.heard(SENDER)).toEqual(['I want to book a hotel', 'Park Hotel']);
  });

  it('gets buttons and payloads back, too', async () => {
    const { say, standIn } = await rasa();
    standIn.fault({ kind: 'lost-answer' });
    await codeOf(say('hello'));
    standIn.fault(undefined);
    const result = await say('hello', { turnId: 'turn-1', attempt: 2 });
    expect(result.replies).toEqual([
      {
        kind: 'choices',
        text: 'Hello! What can I do for you?',
        options: [
          { title: 'Book a hotel', value: '/book_hotel' },
          { title: 'Talk to a person', value: '/talk_to_human' },
        ],
      },
    ]);
  });

  it('is sent when it had not arrived, also when the same words were said before', async () => {
    const { say, standIn } = await rasa();
    await say('hello');
    const result = await say('hello', { attempt: 2 });
    expect(result.replies).toHaveLength(1);
    expect(standIn.bot.heard(SENDER)).toEqual(['hello', 'hello']);
  });

  it('is sent when only its words are in the tracker: they may have been said before', async () => {
    const { provider, standIn } = await rasa();
    standIn.replay([tracker(200, { latest_message: { text: 'hello', metadata: {} }, events: [] })]);
    await provider.respond(providerRequest('hello', { attempt: 2 }), never);
    expect(standIn.bot.heard(SENDER)).toEqual(['hello']);
  });

  it('waits while nobody can tell whether it arrived', async () => {
    const { provider, standIn } = await rasa();
    standIn.replay([tracker(500, {})]);
    const request = providerRequest('hello', { attempt: 2 });
    expect(await codeOf(provider.respond(request, never))).toBe('ENGINE_FAILED');
    expect(standIn.bot.heard(SENDER)).toEqual([]);
  });
});

describe('reset', () => {
  it.each([
    ['by the tracker', {}],
    ['by the command, without an API', { http_api: false }],
  ])('forgets the dialogue %s', async (_, settings) => {
    const { say, provider, standIn } = await rasa(settings);
    await say('I want to book a hotel');
    await provider.reset?.('1-4711', never);
    expect(standIn.bot.tracker(SENDER, false)).toMatchObject({
      active_loop: {},
      slots: { requested_slot: null },
    });
  });
});

describe('check', () => {
  it.each<[string, Record<string, unknown>, RasaStandInOptions, string, RegExp]>([
    ['a wrong token', { token: 'x' }, { token: 'y' }, 'error', /--auth-token/],
    ['a wrong JWT secret', { jwt_secret: 'x' }, { jwtSecret: 'y' }, 'error', /--jwt-secret/],
    ['a closed API', {}, { httpApi: false }, 'warning', /--enable-api/],
    ['a closed API that is all there is', { mode: 'nlu' }, { httpApi: false }, 'error', /--enable-api/],
    ['no model', {}, { model: false }, 'error', /rasa train/],
    ['an unknown channel', { channel: 'webchat' }, {}, 'error', /credentials\.yml/],
  ])('tells the way out of %s', async (_, settings, options, level, hint) => {
    const { provider } = await rasa(settings, options);
    const findings = await provider.check(never);
    expect(findings).toContainEqual(expect.objectContaining({ level, hint: expect.stringMatching(hint) }));
  });

  it('tells when something else answers', async () => {
    const { provider, standIn } = await rasa();
    standIn.fault({ kind: 'html' });
    const findings = await provider.check(never);
    expect(findings).toEqual([expect.objectContaining({ hint: expect.stringContaining('not Rasa') })]);
  });
});
