import { afterEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/core/model/gateway-error.ts';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import type { UtteranceContent } from '../../../src/core/model/utterance.ts';
import type { CloudStandInOptions } from '../../support/botpress-cloud-stand-in.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { type CloudHouse, openCloudHouse } from './cloud-house.ts';

const CONVERSATION = 'cw_1-4711';
const never = new AbortController().signal;

describe('Botpress Cloud, listening to streams', () => {
  let house: CloudHouse;
  afterEach(() => house.close());

  async function open(over: Record<string, unknown> = {}, options: Partial<CloudStandInOptions> = {}) {
    house = await openCloudHouse(over, options);
  }

  let turns = 0;
  function ask(
    content: string | UtteranceContent,
    session?: NluResult['session'],
    over = {},
  ): Promise<NluResult> {
    turns += 1;
    const about = { turnId: `t${turns}`, ...(session === undefined ? {} : { session }), ...over };
    return house.provider.respond(providerRequest(content, about), never);
  }

  /** What the bot says, without being asked. */
  function botSays(text: string, silently = false) {
    return house.standIn.say({ conversationId: CONVERSATION, payload: { type: 'text', text } }, silently);
  }

  async function posted(): Promise<void> {
    while (!(await house.standIn.nextRequest()).path.endsWith('/messages'));
  }

  it('ends a turn with the event of the bot’s author, without waiting for silence', async () => {
    await open({ quiet_ms: 20_000, longest_turn_ms: 25_000 });
    expect((await ask('hello')).replies).toMatchObject([
      { kind: 'choices', text: 'Hello! What can I do for you?' },
    ]);
  });

  it('ends a turn after silence where the bot says nothing of the kind', async () => {
    await open({}, { endsTurns: false });
    const { replies, handoff } = await ask('I want to talk to a human');
    expect(replies).toEqual([{ kind: 'text', text: 'I am passing you to a colleague.' }]);
    expect(handoff).toEqual({ note: 'reason: user_request' });
  });

  it('makes one answer of all that comes within the quiet window', async () => {
    await open();
    house.standIn.mute();
    const answer = ask('hello');
    await posted();
    for (const text of ['One.', 'Two.', 'Three.']) botSays(text);
    expect((await answer).replies).toEqual(
      ['One.', 'Two.', 'Three.'].map((text) => ({ kind: 'text', text })),
    );
  });

  it('ends a turn after the longest time with what was said; the rest is late', async () => {
    await open({ quiet_ms: 5_000, longest_turn_ms: 200 }, { endsTurns: false });
    const { replies } = await ask('hello');
    expect(replies).toHaveLength(1);
    const more = botSays('One thing more.');
    expect(await house.nextLate()).toEqual({
      sessionId: '1-4711',
      id: more.id,
      replies: [{ kind: 'text', text: 'One thing more.' }],
    });
  });

  it('takes silence for an outage, and an end without a word for an answer', async () => {
    await open();
    house.standIn.mute();
    expect((await failure(ask('hello'))).code).toBe('ENGINE_TIMEOUT');
    const answer = ask('hello');
    await posted();
    house.standIn.emit(CONVERSATION, { kind: 'turn-end' });
    expect((await answer).warnings.map(({ code }) => code)).toEqual(['empty-answer']);
  });

  it('asks for user and conversation once, under ids of its own that tell nothing', async () => {
    await open();
    const { session } = await ask('hello');
    await ask('bye', session);
    const made = house.standIn.requests.filter(({ path }) => path.endsWith('/get-or-create'));
    expect(made.map(({ body }) => body)).toEqual([{}, { id: CONVERSATION }]);
    expect(JSON.stringify(session)).toMatch(/"user":"cw_[\w-]{32}"/);
    expect(house.standIn.listeners()).toBe(1);
  });

  it('keeps the user of a conversation when its contact is merged into another', async () => {
    await open();
    const { session } = await ask('my name is Maria');
    const request = providerRequest('what is my name?', { turnId: 'merged', ...(session && { session }) });
    const contact = { ...request.conversation.contact, id: 'another' };
    const merged = { ...request, conversation: { ...request.conversation, contact } };
    expect((await house.provider.respond(merged, never)).replies).toEqual([
      { kind: 'text', text: 'You are Maria.' },
    ]);
  });

  it('opens the stream again when it breaks, and reads what came in between, each once', async () => {
    await open({ linger_ms: 60_000 });
    await ask('hello');
    botSays('Still there?');
    expect((await house.nextLate()).replies).toEqual([{ kind: 'text', text: 'Still there?' }]);
    house.standIn.dropStreams();
    const missed = botSays('Anybody?', true);
    expect((await house.nextLate()).id).toBe(missed.id);
    const heard = botSays('Goodbye.');
    expect((await house.nextLate()).id).toBe(heard.id);
    expect(house.late).toHaveLength(3);
  });

  it('reads what was said while nobody listened before it asks again, and keeps it apart', async () => {
    await open({ linger_ms: 0 });
    const { session } = await ask('hello');
    while (house.standIn.listeners() > 0) await new Promise((resolve) => setImmediate(resolve));
    const reminder = botSays('Your room is waiting.');
    const { replies } = await ask('bye', session);
    expect(replies).toEqual([{ kind: 'text', text: 'Goodbye, see you soon.' }]);
    expect(house.late.map(({ id }) => id)).toEqual([reminder.id]);
  });

  it('a break in the middle of a turn loses nothing', async () => {
    await open({ longest_turn_ms: 5_000 });
    house.standIn.mute();
    const answer = ask('hello');
    await posted();
    house.standIn.dropStreams();
    botSays('Here I am.', true);
    expect((await answer).replies).toEqual([{ kind: 'text', text: 'Here I am.' }]);
    expect(house.late).toEqual([]);
  });

  it('a turn that is repeated finds its message, and does not send it again', async () => {
    await open({}, { endsTurns: false });
    house.standIn.loseSignals(true);
    expect((await failure(ask('hello', undefined, { turnId: 'same' }))).code).toBe('ENGINE_TIMEOUT');
    const { replies } = await ask('hello', undefined, { turnId: 'same', attempt: 2 });
    expect(replies).toMatchObject([{ kind: 'choices', text: 'Hello! What can I do for you?' }]);
    expect(house.posted()).toHaveLength(1);
  });

  it('a turn that is repeated sends when its message never arrived', async () => {
    await open();
    expect((await ask('hello', undefined, { attempt: 2 })).replies).toHaveLength(1);
    expect(house.posted()).toHaveLength(1);
  });

  it('an answer that was told as late is not shown again by the repeated turn', async () => {
    await open();
    house.standIn.mute();
    await failure(ask('hello', undefined, { turnId: 'same' }));
    const answer = botSays('Sorry for the delay.');
    expect((await house.nextLate()).id).toBe(answer.id);
    const again = await ask('hello', undefined, { turnId: 'same', attempt: 2 });
    expect(again).toMatchObject({ replies: [], repliesFollow: true });
    const more = botSays('One thing more.', true);
    const third = await ask('hello', undefined, { turnId: 'same', attempt: 3 });
    expect(third.replies).toEqual([{ kind: 'text', text: 'One thing more.' }]);
    expect(house.late.map(({ id }) => id)).not.toContain(more.id);
  });

  it('a conversation that was deleted at the service is made again', async () => {
    await open();
    await ask('hello');
    house.standIn.forget(CONVERSATION);
    expect((await ask('bye')).replies).toEqual([{ kind: 'text', text: 'Goodbye, see you soon.' }]);
  });

  it('keeps no more streams open than it may', async () => {
    await open({ most_streams: 3, linger_ms: 60_000 });
    for (let index = 0; index < 6; index += 1) await ask('hello', undefined, { sessionId: `s${index}` });
    expect(house.standIn.listeners()).toBeLessThanOrEqual(4);
    expect((await ask('hello', undefined, { sessionId: 's0' })).replies).toHaveLength(1);
  });

  it('reads a long list page by page', async () => {
    await open({ linger_ms: 60_000 }, { pageSize: 2 });
    await ask('hello');
    house.standIn.dropStreams();
    const missed = ['1', '2', '3', '4', '5'].map((text) => botSays(text, true).id);
    for (const id of missed) expect((await house.nextLate()).id).toBe(id);
  });

  it('takes intent and confidence from what the author tells beside a message', async () => {
    await open({}, { tellsIntents: true });
    expect((await ask('book the Park Hotel')).intent).toEqual({ name: 'book_hotel', score: 0.93 });
  });

  it('sends and understands nothing while a flow of the gateway asks', async () => {
    await open();
    const request = providerRequest('book the Park Hotel', { purpose: 'understand' });
    expect(await house.provider.respond(request, never)).toMatchObject({ replies: [], entities: [] });
    expect(house.standIn.requests).toEqual([]);
  });

  it.each<[UtteranceContent, unknown]>([
    [
      { kind: 'choice', value: 'sea_view', title: 'Sea View Inn' },
      { type: 'text', text: 'sea_view' },
    ],
    [
      { kind: 'form', values: { email: 'sam@example.com' } },
      { type: 'text', text: 'sam@example.com' },
    ],
    [
      { kind: 'attachment', items: [{ kind: 'image', url: 'https://files.example.com/in.jpg' }] },
      { type: 'image', imageUrl: 'https://files.example.com/in.jpg' },
    ],
    [
      {
        kind: 'attachment',
        caption: 'We are here',
        items: [{ kind: 'location', latitude: 41.38, longitude: 2.17, title: 'Beach' }],
      },
      {
        type: 'bloc',
        items: [
          { type: 'text', text: 'We are here' },
          { type: 'location', latitude: 41.38, longitude: 2.17, title: 'Beach' },
        ],
      },
    ],
  ])('says %j in the words of the Chat API', async (content, payload) => {
    await open();
    await ask(content);
    expect(house.posted()).toMatchObject([{ conversationId: CONVERSATION, payload }]);
  });
});

async function failure(answer: Promise<unknown>): Promise<GatewayError> {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GatewayError) return error;
  throw new Error('A coded error was expected.', { cause: error });
}
