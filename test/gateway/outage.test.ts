/** Chatwoot or the engine fails: nobody is told anything twice, nobody is left waiting, nothing blocks the rest. */
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultAction, FaultMatch } from '../../src/playground/stand-in/faults.ts';
import { type EchoHouse, startEchoHouse } from '../support/echo-house.ts';
import { type GatewayInProcess, startGatewayInProcess } from '../support/gateway-in-process.ts';

const FAREWELL = 'A colleague takes over.';
const bot = `handoff: { farewell: "${FAREWELL}" }`;
const toMessages: FaultMatch = { method: 'POST', path: /\/messages$/ };

let house: EchoHouse;
afterEach(() => house.close());

const isPostponed = ({ kind }: { kind: string }) => kind === 'call-postponed';

/** Resolves when the turn about this message is over, and nothing was said in it. */
async function wasSilentTo(conversation: number, message: { readonly id: number }): Promise<void> {
  const id = `bot:1:message:${message.id}`;
  const trace = await house.running.traced(conversation, (seen) => seen.id === id);
  expect(trace.decision).toBe('silent');
}

describe('Chatwoot fails for a while', { timeout: 60_000 }, () => {
  const failures: readonly (readonly [string, FaultAction])[] = [
    ['500', { status: 500 }],
    [
      '502 of a proxy',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' },
    ],
    ['429', { status: 429 }],
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '1' } }],
    ['connections that break before the work', 'drop-before'],
    ['connections that break after the work', 'drop-after'],
  ];

  it.each(failures)('%s: every message once, in order', async (_, action) => {
    house = await startEchoHouse({ bot, deliveryConcurrency: 1 });
    const { standIn } = house;
    const fault = standIn.faults.add({ match: { ...toMessages, times: 3 }, action });
    const ids = [standIn.createConversation().id, standIn.createConversation().id];
    for (const text of ['one', 'two', 'three']) for (const id of ids) standIn.customerSays(id, text);
    for (const id of ids) await house.hears(id, 'heard three');
    await standIn.webhooksDone();
    expect(fault.hits).toBe(3);
    for (const id of ids) expect(house.repliesIn(id)).toEqual(['heard one', 'heard two', 'heard three']);
    expect(house.engine.heard).toHaveLength(6);
    expect(await house.running.store().dead.list(10)).toEqual([]);
  });

  it('with everything: what was said meanwhile is answered when it is back', async () => {
    house = await startEchoHouse({ bot, deliveryConcurrency: 1 });
    const { standIn } = house;
    const fault = standIn.faults.add({ match: { path: '/api/v1/' }, action: 'drop-before' });
    const { id } = standIn.createConversation();
    for (const text of ['one', 'two', 'three']) standIn.customerSays(id, text);
    await house.observed(isPostponed, 3);
    expect(house.engine.heard).toEqual(['one']);
    fault.remove();
    await house.hears(id, 'heard three');
    expect(house.repliesIn(id)).toEqual(['heard one', 'heard two', 'heard three']);
    expect(standIn.conversation(id).status).toBe('pending');
  });

  it('waits at least as long as Retry-After says', async () => {
    house = await startEchoHouse({ bot });
    const action = { status: 429, headers: { 'retry-after': '2' } };
    house.standIn.faults.add({ match: { ...toMessages, times: 1 }, action });
    const { id } = house.standIn.createConversation();
    house.standIn.customerSays(id, 'hello');
    await house.observed((seen) => seen.kind === 'call-postponed' && seen.delayMs >= 2_000);
    await house.hears(id, 'heard hello');
  });
});

describe('Chatwoot refuses', { timeout: 60_000 }, () => {
  it.each([
    [401, 'CHATWOOT_UNAUTHORIZED'],
    [403, 'CHATWOOT_UNAUTHORIZED'],
    [404, 'CHATWOOT_NOT_FOUND'],
  ])(
    '%i: the message becomes a dead letter that says why, people are called, nothing is blocked',
    async (status, code) => {
      house = await startEchoHouse({ bot });
      const { standIn, running } = house;
      const body = { error: 'You are not authorized to access this account' };
      standIn.faults.add({ match: { ...toMessages, times: 1 }, action: { status, body } });
      const ids = [standIn.createConversation().id, standIn.createConversation().id];
      const [refused = 0, other = 0] = ids;
      standIn.customerSays(refused, 'one');
      await house.observed((seen) => seen.kind === 'call-ended' && seen.end === 'dead');
      standIn.customerSays(other, 'two');
      await house.hears(other, 'heard two');
      // Silence would be worse than a person: the conversation goes on with one.
      await standIn.waitFor(() => standIn.conversation(refused).status === 'open');
      const dead = await running.store().dead.list(10);
      const letter = { kind: 'call', key: `bot:1:${refused}`, error: expect.stringContaining(code) };
      expect(dead).toMatchObject([letter]);
    },
  );

  it('can be made good by sending the dead letter again', async () => {
    house = await startEchoHouse({ bot });
    const { standIn, running } = house;
    standIn.faults.add({ match: { ...toMessages, times: 1 }, action: { status: 401 } });
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'one');
    await house.observed((seen) => seen.kind === 'call-ended' && seen.end === 'dead');
    const [letter] = await running.store().dead.list(10);
    expect(await running.store().dead.redrive(letter?.id ?? '')).toBe(true);
    await house.hears(id, 'heard one');
    expect(await running.store().dead.list(10)).toEqual([]);
  });

  it('rich content with 422: the customer gets the plain form, the trace the error', async () => {
    house = await startEchoHouse();
    const { standIn } = house;
    const other = await startChoices(standIn);
    const body = { error: 'Validation failed: Content attributes invalid keys' };
    standIn.faults.add({ match: { ...toMessages, times: 1 }, action: { status: 422, body } });
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'hello');
    await standIn.waitFor(() => house.repliesIn(id).length > 0);
    expect(house.repliesIn(id)).toEqual([expect.stringMatching(/^What now\?\n+1[.)] Book\n2[.)] Ask$/)]);
    const { stats, traces } = other.gateway.store;
    while ((await stats()).waitingCalls > 0) await standIn.webhooksDone();
    expect(JSON.stringify(await traces(`bot:1:${id}`, 1))).toContain('Content attributes invalid keys');
    // What was offered still counts, although no buttons were shown.
    standIn.customerSays(id, '2');
    await standIn.waitFor(() => house.repliesIn(id).includes('You asked.'));
    await other.close();
  });
});

/** A second gateway with a bot that offers choices, in front of the same Chatwoot. */
async function startChoices(standIn: EchoHouse['standIn']): Promise<GatewayInProcess> {
  const { token, secret } = standIn.credentials();
  const running = await startGatewayInProcess(
    `
http: { host: 127.0.0.1, port: 0 }
store: { path: ./gateway.db }
chatwoot: { url: "${standIn.url}", token: "${token}", secrets: ["${secret}"] }
provider: embedded
embedded: { nlu: ./nlu.yml }
intents:
  greet: { choices: { text: What now?, options: [{ title: Book, value: book it }, { title: Ask, value: ask it }] } }
  ask: { text: You asked. }
`,
    { 'nlu.yml': nluFile },
  );
  standIn.setOutgoingUrl(`${running.url}/webhooks/chatwoot/bot`);
  return running;
}

const nluFile = `version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      - hi there
      - good morning
  - intent: ask
    examples: |
      - ask it
      - I want to ask something
      - a question please
`;

describe('the engine fails', { timeout: 60_000 }, () => {
  const isFailure = ({ kind }: { kind: string }) => kind === 'turn-failed';

  it('for a moment: the turn is tried again, and the customer notices nothing', async () => {
    house = await startEchoHouse({ bot, rasa: 'retries: 0' });
    await house.engine.stop();
    const { id } = house.standIn.createConversation();
    house.standIn.customerSays(id, 'hello');
    await house.observed(isFailure);
    await house.engine.start();
    await house.hears(id, 'heard hello');
    expect(house.repliesIn(id)).toEqual(['heard hello']);
    expect(house.standIn.conversation(id).status).toBe('pending');
  });

  it('for good: a person gets the conversation, with a farewell and a note', async () => {
    house = await startEchoHouse({ bot, rasa: 'retries: 0' });
    await house.engine.stop();
    const { id } = house.standIn.createConversation();
    house.standIn.customerSays(id, 'is anybody there?');
    await house.standIn.waitFor(() => house.standIn.conversation(id).status === 'open', 20_000);
    expect(house.repliesIn(id)).toEqual([FAREWELL]);
    const note = house.standIn.messages(id).find((message) => message.private)?.content;
    expect(note).toContain('is anybody there?');
    expect(note).toMatch(/ENGINE_UNREACHABLE|engine/i);
    await house.engine.start();
    await wasSilentTo(id, house.standIn.customerSays(id, 'hello?'));
    expect(house.repliesIn(id)).toEqual([FAREWELL]);
  });

  it('for good, with the settings that nobody changed: nobody waits longer than the watchdog allows', async () => {
    house = await startEchoHouse({ bot });
    await house.engine.stop();
    const ids = Array.from({ length: 6 }, () => house.standIn.createConversation().id);
    for (const id of ids) house.standIn.customerSays(id, 'hello');
    for (const id of ids) {
      await house.standIn.waitFor(() => house.standIn.conversation(id).status === 'open', 40_000);
      expect(house.repliesIn(id)).toEqual([FAREWELL]);
    }
  });

  it('by being slow: typing is shown, and taken away', async () => {
    house = await startEchoHouse({ bot: `${bot}\ntyping_after_ms: 50` });
    const { standIn, engine } = house;
    engine.hold();
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'hello');
    await standIn.waitFor(() => standIn.isTyping(id));
    engine.release();
    await house.hears(id, 'heard hello');
    await standIn.waitFor(() => !standIn.isTyping(id));
    expect(typingIn(id)).toEqual(['on', 'off']);
  });

  it('not: an answer that comes quickly needs no typing', async () => {
    house = await startEchoHouse({ bot: `${bot}\ntyping_after_ms: 5000` });
    const { id } = house.standIn.createConversation();
    house.standIn.customerSays(id, 'hello');
    await house.hears(id, 'heard hello');
    expect(typingIn(id)).toEqual([]);
  });

  function typingIn(id: number): readonly unknown[] {
    return house.standIn.requests
      .filter(({ path, conversationId }) => conversationId === id && path.includes('toggle_typing_status'))
      .map(({ body }) => Object.entries(Object(body)).find(([name]) => name === 'typing_status')?.[1]);
  }
});

describe('a person takes over before the bot could answer', { timeout: 60_000 }, () => {
  it('and the message comes late: it is not answered', async () => {
    house = await startEchoHouse({ bot });
    const { standIn } = house;
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'hello');
    await house.hears(id, 'heard hello');
    const lost = standIn.faults.add({
      match: { event: 'message_created', times: 1 },
      action: { delayMs: 200 },
    });
    const late = standIn.customerSays(id, 'late');
    // Chatwoot tells the time of a message in milliseconds: nobody takes over within the same one.
    const saidAt = Date.now();
    while (Date.now() <= saidAt + 1) await new Promise((resolve) => setImmediate(resolve));
    standIn.agentTakesOver(id);
    await wasSilentTo(id, late);
    expect(lost.hits).toBe(1);
    expect(house.engine.heard).toEqual(['hello']);
    expect(house.repliesIn(id)).toEqual(['heard hello']);
  });

  it('while the gateway was away: what waited is not answered', async () => {
    house = await startEchoHouse({ bot });
    const { standIn, running, engine } = house;
    engine.hold();
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'one');
    await engine.hasHeard(1);
    const drained = running.gateway().drain();
    const two = standIn.customerSays(id, 'two');
    await standIn.webhooksDone();
    engine.release();
    await drained;
    standIn.agentTakesOver(id);
    running.advance(31_000);
    await running.restart();
    await wasSilentTo(id, two);
    expect(engine.heard).toEqual(['one']);
    expect(house.repliesIn(id)).toEqual(['heard one']);
  });
});
