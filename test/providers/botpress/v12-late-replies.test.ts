import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayError } from '../../../src/core/model/gateway-error.ts';
import type { NluResult } from '../../../src/core/model/nlu-result.ts';
import { replyAsText } from '../../../src/core/model/reply.ts';
import { guarded } from '../../contract/provider/guarded.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { openV12House, type V12House } from './v12-house.ts';

const USER = 'cw-1-4711';
const never = new AbortController().signal;

/** The same promises with and without an account. */
describe.each([
  ['public', {}],
  ['secured', { login: { email: 'gateway@example.com', password: 'v12-password-81d0' } }],
])('late replies of Botpress 12, %s', (_, over) => {
  let house: V12House;
  beforeEach(async () => {
    house = await openV12House(over);
  });
  afterEach(() => house.close());

  function ask(text: string, turnId: string, attempt = 1): Promise<NluResult> {
    return house.provider.respond(providerRequest(text, { turnId, attempt }), never);
  }

  function askBriefly(text: string, turnId: string, attempt = 1): Promise<NluResult> {
    const { provider } = guarded(house.provider, { timeoutMs: 60, retries: 0 });
    return provider.respond(providerRequest(text, { turnId, attempt }), never);
  }

  /** The message has arrived, so that its turn runs in the server. */
  async function arrival(): Promise<void> {
    while (!(await house.standIn.nextRequest()).path.includes('/converse/'));
  }

  async function serverTimesOut(text: string, turnId: string, attempt = 1): Promise<GatewayError> {
    const arrived = arrival();
    const answer = failure(ask(text, turnId, attempt));
    await arrived;
    house.standIn.timeOut(USER);
    return answer;
  }

  it('an answer that comes after the deadline is reported as late, and not shown as the next answer', async () => {
    const turns = house.standIn.hold();
    expect((await failure(askBriefly('how much is a room?', 't1'))).code).toBe('ENGINE_TIMEOUT');
    const next = ask('hello', 't2');
    const reported = house.nextLate();
    turns.release();
    expect(await reported).toEqual({
      sessionId: '1-4711',
      id: 't1',
      replies: [{ kind: 'text', text: 'Doubles from 90 EUR.' }],
    });
    expect(said(await next)).toEqual(['Hello! What can I do for you?']);
    expect(house.standIn.mostAtOnce(USER)).toBe(1);
  });

  it('a turn that is repeated joins its own exchange: the message is sent once', async () => {
    const turns = house.standIn.hold();
    await failure(askBriefly('how much is a room?', 't1'));
    const again = ask('how much is a room?', 't1', 2);
    turns.release();
    expect(said(await again)).toEqual(['Doubles from 90 EUR.']);
    expect(house.sent()).toEqual(['how much is a room?']);
    expect(house.late).toEqual([]);
  });

  it('a turn that is repeated takes the answer that came meanwhile', async () => {
    const turns = house.standIn.hold();
    await failure(askBriefly('how much is a room?', 't1'));
    turns.release();
    expect(said(await ask('how much is a room?', 't1', 2))).toEqual(['Doubles from 90 EUR.']);
    expect(said(await ask('how much is a room?', 't1', 3))).toEqual(['Doubles from 90 EUR.']);
    expect(house.sent()).toEqual(['how much is a room?']);
  });

  it('replies that the server kept back after its own timeout are not shown with the next answer', async () => {
    const turns = house.standIn.hold();
    expect((await serverTimesOut('how much is a room?', 't1')).code).toBe('ENGINE_TIMEOUT');
    const next = ask('hello', 't2');
    turns.release();
    const answer = await next;
    expect(said(answer)).toEqual(['Hello! What can I do for you?']);
    expect(answer.warnings.map(({ code }) => code)).toEqual(['late-replies-dropped']);
    expect(said(await ask('bye', 't3'))).toEqual(['Goodbye, see you soon.']);
  });

  it('a repeated turn fetches what the server kept back as its own answer', async () => {
    const turns = house.standIn.hold();
    await serverTimesOut('how much is a room?', 't1');
    const again = ask('how much is a room?', 't1', 2);
    turns.release();
    const answer = await again;
    expect(said(answer)).toEqual(['Doubles from 90 EUR.']);
    expect(answer.warnings.map(({ code }) => code)).toEqual(['answer-recovered']);
    expect(house.sent().filter((text) => text !== 'BP_VERSION')).toEqual(['how much is a room?']);
  });

  it('a message whose answer is lost is not sent twice', async () => {
    await ask('hello', 't0');
    house.standIn.fault({ kind: 'lost-answer' });
    expect((await failure(ask('how much is a room?', 't1'))).code).toBe('ENGINE_UNREACHABLE');
    house.standIn.fault(undefined);
    expect((await failure(ask('how much is a room?', 't1', 2))).code).toBe('ENGINE_IN_DOUBT');
    expect(house.standIn.bot.heard(USER)).toEqual(['hello', 'how much is a room?']);
    expect(said(await ask('hello', 't2'))).toEqual(['Hello! What can I do for you?']);
  });

  it('a message that certainly did not arrive is sent again', async () => {
    await house.standIn.stop();
    expect((await failure(ask('hello', 't1'))).neverSent).toBe(true);
    await house.standIn.start();
    expect(said(await ask('hello', 't1', 2))).toEqual(['Hello! What can I do for you?']);
    expect(house.sent()).toEqual(['hello']);
  });

  it('after a restart of the gateway a repeated turn is in doubt, and looks first', async () => {
    expect((await failure(ask('hello', 't1', 2))).code).toBe('ENGINE_IN_DOUBT');
    expect(house.sent()).toEqual(['BP_VERSION']);
  });

  it('a server that cannot tell what it kept back gets another user, and the dialogue begins anew', async () => {
    const turns = house.standIn.hold();
    await serverTimesOut('how much is a room?', 't1');
    turns.release();
    // An agent that answers BP_VERSION in its own words.
    const kept = { status: 200, body: { responses: [{ type: 'text', text: 'Which version?' }] } };
    const path = `/api/v1/bots/hotel-bot/converse/${USER}${'login' in over ? '/secured' : ''}`;
    house.standIn.replay(
      Array.from({ length: 4 }, () => ({ request: { method: 'POST', path }, response: kept })),
    );
    const answer = await ask('hello', 't2');
    expect(said(answer)).toEqual(['Hello! What can I do for you?']);
    expect(answer.warnings.map(({ code }) => code)).toEqual(['session-renewed']);
    expect(house.standIn.bot.heard(`${USER}-r1`)).toEqual(['hello']);
    const request = providerRequest('bye', {
      turnId: 't3',
      ...(answer.session && { session: answer.session }),
    });
    await house.provider.respond(request, never);
    expect(house.standIn.bot.heard(`${USER}-r1`)).toEqual(['hello', 'bye']);
  });

  it('waits for the exchange before it, however the caller before it left', async () => {
    const turns = house.standIn.hold();
    const leaving = new AbortController();
    const first = failure(house.provider.respond(providerRequest('hello', { turnId: 't1' }), leaving.signal));
    await arrival();
    leaving.abort();
    expect((await first).code).toBe('ENGINE_ABORTED');
    const next = ask('bye', 't2');
    turns.release();
    expect(said(await next)).toEqual(['Goodbye, see you soon.']);
    expect(house.standIn.mostAtOnce(USER)).toBe(1);
  });
});

it('sends a message of unknown fate again when it is told to', async () => {
  const house = await openV12House({ send_again: true });
  const result = await house.provider.respond(providerRequest('hello', { attempt: 2 }), never);
  expect(said(result)).toEqual(['Hello! What can I do for you?']);
  expect(house.sent()).toEqual(['BP_VERSION', 'hello']);
  await house.close();
});

function said({ replies }: NluResult): readonly string[] {
  return replies.map((reply) => replyAsText(reply).split('\n')[0] ?? '');
}

async function failure(answer: Promise<unknown>): Promise<GatewayError> {
  return answer.then(
    () => Promise.reject(new Error('An error was expected.')),
    (error: GatewayError) => error,
  );
}
