/**
 * `kill -9` at any moment loses nothing that was acknowledged, keeps the order, and says nothing twice.
 *
 * Customers talk while the gateway is killed again and again at random moments. A webhook that finds nobody listening
 * is not acknowledged; Chatwoot would hand that conversation over, which is not what is looked at here, so the account
 * keeps conversations pending. Customers read an answer before they go on, as people do.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedStandIn, startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';
import { type EchoEngine, startEchoEngine } from '../support/echo-engine.ts';
import { type GatewayProcess, gatewayProcess } from '../support/gateway-process.ts';

const KILLS = 30;
const CUSTOMERS = 60;
/** Reading time: longer than the second in which Chatwoot counts who waits since when. */
const THINK_MS = 1_100;
const LONGEST_LIFE_MS = 2_500;
const REPLY_PATIENCE_MS = 240_000;

describe('killing the gateway at random moments', () => {
  let standIn: StartedStandIn;
  let engine: EchoEngine;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    engine = await startEchoEngine();
    standIn = await startStandIn({ keepPendingOnBotFailure: true, logLimit: 1_000_000 });
    const { token, secret } = standIn.credentials();
    gateway = await gatewayProcess(
      (port) => `
http: { host: 127.0.0.1, port: ${port} }
store: { path: ./gateway.db }
bots:
  bot:
    chatwoot: { url: "${standIn.url}", token: "${token}", secrets: ["${secret}"] }
    provider: rasa
    rasa: { url: "${engine.url}", tracker: false }
`,
    );
    standIn.setOutgoingUrl(`${gateway.url}/webhooks/chatwoot/bot`);
    await gateway.start();
  });

  afterAll(async () => {
    await gateway?.remove();
    await standIn?.close();
    await engine?.close();
  });

  it(`answers everything acknowledged, in order and once, over ${KILLS} kills`, async () => {
    engine.delayMs = 20;
    let talking = true;
    const customers = Array.from({ length: CUSTOMERS }, () => talk(() => talking));
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await pause(Math.random() * LONGEST_LIFE_MS);
      await gateway.kill();
      await gateway.start();
    }
    talking = false;
    const conversations = await Promise.all(customers);
    const acknowledged = conversations.reduce((sum, { expected }) => sum + expected.length, 0);
    expect(acknowledged).toBeGreaterThan(KILLS);
    for (const { id, expected } of conversations) {
      const replies = repliesIn(id);
      // A webhook may be stored although its answer was lost with the process: it is answered too, also once.
      const numbers = replies.map((reply) => Number(/^heard message (\d+) of/.exec(reply)?.[1]));
      expect({ id, numbers }).toEqual({ id, numbers: [...new Set(numbers)].sort((x, y) => x - y) });
      expect(replies).toEqual(expect.arrayContaining([...expected]));
    }
  }, 300_000);

  /** One customer: writes, and goes on when the answer has come, or when the message was not acknowledged. */
  async function talk(goesOn: () => boolean): Promise<{ id: number; expected: readonly string[] }> {
    const { id } = standIn.createConversation();
    const expected: string[] = [];
    await pause(Math.random() * THINK_MS);
    for (let count = 1; goesOn(); count += 1) {
      const text = `message ${count} of ${id}`;
      const { id: messageId } = standIn.customerSays(id, text);
      if (await wasAcknowledged(messageId)) {
        expected.push(`heard ${text}`);
        await standIn.waitFor(() => repliesIn(id).includes(`heard ${text}`), REPLY_PATIENCE_MS);
      }
      await pause(THINK_MS);
    }
    return { id, expected };
  }

  function wasAcknowledged(messageId: number): Promise<boolean> {
    return standIn
      .waitFor(() => {
        const attempts = standIn.deliveries.filter(
          (attempt) => attempt.event === 'message_created' && attempt.messageId === messageId,
        );
        const last = attempts.at(-1);
        if (!last) return undefined;
        return { acknowledged: last.status === 200 };
      }, REPLY_PATIENCE_MS)
      .then(({ acknowledged }) => acknowledged);
  }

  function repliesIn(id: number): readonly string[] {
    return standIn
      .customerView(id)
      .filter(({ from }) => from === 'bot')
      .map(({ text }) => text);
  }
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
