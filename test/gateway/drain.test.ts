/** SIGTERM: what is in hand is finished, what comes meanwhile is kept for the next start. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lane } from '../../src/core/ports/store.ts';
import { createWorker } from '../../src/core/queue/worker.ts';
import { sleep } from '../../src/gateway/sleep.ts';
import { type StartedStandIn, startStandIn } from '../../src/playground/stand-in/start-stand-in.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { customerSays } from '../support/builders.ts';
import { type GatewayProcess, gatewayProcess } from '../support/gateway-process.ts';
import { type HeldEngine, startHeldEngine } from '../support/held-engine.ts';

/** Starting a process takes a while on a busy machine. */
const PATIENCE_MS = 20_000;

describe('SIGTERM', { timeout: 100_000 }, () => {
  let engine: HeldEngine;
  let standIn: StartedStandIn;
  let gateway: GatewayProcess;

  async function start(drainMs: number): Promise<void> {
    const { token, secret } = standIn.credentials();
    gateway = await gatewayProcess(
      (port) => `
http: { host: 127.0.0.1, port: ${port} }
store: { path: ./gateway.db }
worker: { drain_ms: ${drainMs} }
chatwoot: { url: "${standIn.url}", token: "${token}", secrets: ["${secret}"] }
provider: rasa
rasa: { url: "${engine.url}", tracker: false }
`,
    );
    standIn.setOutgoingUrl(`${gateway.url}/webhooks/chatwoot/bot`);
    await gateway.start();
  }

  beforeEach(async () => {
    engine = await startHeldEngine();
    standIn = await startStandIn();
  });
  afterEach(async () => {
    await gateway?.remove();
    await standIn.close();
    await engine.stop();
  });

  /** A customer whose question is with the engine, which does not answer yet. */
  async function askAndHold(text: string): Promise<number> {
    engine.hold();
    const { id } = standIn.createConversation();
    standIn.customerSays(id, text);
    await engine.hasHeard(engine.heard.length + 1);
    return id;
  }

  function repliesIn(id: number): readonly string[] {
    return standIn
      .customerView(id)
      .filter(({ from }) => from === 'bot')
      .map(({ text }) => text);
  }

  const hears = (id: number, text: string) =>
    standIn.waitFor(() => repliesIn(id).includes(text), PATIENCE_MS);

  /** Status of the last attempt to deliver the customer's message. */
  const delivered = (messageId: number) =>
    standIn.waitFor(
      () =>
        standIn.deliveries.find((attempt) => attempt.messageId === messageId && attempt.status !== null)
          ?.status,
      PATIENCE_MS,
    );

  it('finishes the turn in flight, and delivers it', async () => {
    await start(PATIENCE_MS);
    const id = await askAndHold('before');
    gateway.signal('SIGTERM');
    await gateway.printed('draining');
    engine.release();
    expect(await gateway.ended()).toBe(0);
    expect(repliesIn(id)).toEqual(['heard before']);
  });

  it('accepts webhooks while it drains, and answers them after the next start', async () => {
    await start(PATIENCE_MS);
    const inHand = await askAndHold('before');
    gateway.signal('SIGTERM');
    await gateway.printed('draining');
    const later = standIn.createConversation().id;
    expect(await delivered(standIn.customerSays(later, 'meanwhile').id)).toBe(200);
    // In the conversation that is in hand, too: the drain ends with the turn, not with the line.
    expect(await delivered(standIn.customerSays(inHand, 'and this').id)).toBe(200);
    engine.release();
    expect(await gateway.ended()).toBe(0);
    expect(engine.heard).toEqual(['before']);
    expect(standIn.conversation(later).status).toBe('pending');

    await gateway.start();
    await hears(later, 'heard meanwhile');
    await hears(inHand, 'heard and this');
    expect(repliesIn(inHand)).toEqual(['heard before', 'heard and this']);
  });

  it('says that it is not ready while it drains, but lives', async () => {
    await start(PATIENCE_MS);
    await askAndHold('before');
    expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
    gateway.signal('SIGTERM');
    await gateway.printed('draining');
    expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
    engine.release();
    expect(await gateway.ended()).toBe(0);
    await expect(fetch(`${gateway.url}/health/live`)).rejects.toThrow();
  });

  it('gives up what does not end within drain_ms, and repeats it after the next start', async () => {
    await start(100);
    const id = await askAndHold('before');
    gateway.signal('SIGTERM');
    expect(await gateway.ended()).toBe(0);
    expect(gateway.output()).toContain('the rest is done after the next start');
    expect(repliesIn(id)).toEqual([]);
    engine.release();
    await gateway.start();
    await standIn.waitFor(
      () => repliesIn(id).length > 0 || standIn.conversation(id).status === 'open',
      PATIENCE_MS,
    );
    expect(repliesIn(id)).toHaveLength(1);
  });

  it('ends at once when it is asked again', async () => {
    await start(600_000);
    const id = await askAndHold('before');
    gateway.signal('SIGTERM');
    await gateway.printed('Once more to stop at once');
    let over = false;
    const code = gateway.ended().finally(() => {
      over = true;
    });
    while (!over) {
      gateway.signal('SIGTERM');
      await Promise.race([code, pause(50)]);
    }
    expect(await code).toBe(1);
    expect(repliesIn(id)).toEqual([]);
  });

  it('takes two signals in one moment, as npm passes Ctrl-C on, for one', async () => {
    await start(PATIENCE_MS);
    const id = await askAndHold('before');
    gateway.signal('SIGINT');
    await gateway.printed('draining');
    gateway.signal('SIGINT');
    engine.release();
    expect(await gateway.ended()).toBe(0);
    expect(repliesIn(id)).toEqual(['heard before']);
  });
});

describe('a drain that begins while conversations are being leased', () => {
  it('waits for them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-drain-'));
    const store = await openSqliteStore({ path: join(folder, 'gateway.db') });
    const event = customerSays('hello');
    await store.accept([{ id: 'hotel:1:message:1', aliases: [], key: event.conversation.key, event }]);
    const leased = Promise.withResolvers<void>();
    const drains = Promise.withResolvers<void>();
    const givenBack: string[] = [];
    const worker = createWorker({
      store: {
        ...store,
        async lease(max, leaseMs) {
          const lanes = await store.lease(max, leaseMs);
          leased.resolve();
          await drains.promise;
          return lanes;
        },
        async postpone(lane: Lane, delayMs, what) {
          const done = await store.postpone(lane, delayMs, what);
          givenBack.push(lane.key);
          return done;
        },
      },
      // Of no bot that is served: the conversation is given back at once.
      findBot: () => undefined,
      observe: () => {},
      clock: Date.now,
      random: Math.random,
      sleep,
      leaseMs: 30_000,
      parallel: 1,
    });
    worker.start();
    await leased.promise;
    const drained = worker.drain(PATIENCE_MS);
    drains.resolve();
    expect(await drained).toBe(true);
    expect(givenBack).toEqual([event.conversation.key]);
    await store.close();
    rmSync(folder, { recursive: true });
  });
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
