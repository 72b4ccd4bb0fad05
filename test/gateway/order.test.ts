/** One conversation at a time and in order; many conversations at once. */
import { afterEach, describe, expect, it } from 'vitest';
import { type EchoHouse, startEchoHouse } from '../support/echo-house.ts';

const CUSTOMERS = 12;
const MESSAGES = 8;
const PATIENCE_MS = 20_000;

let house: EchoHouse;
afterEach(() => house.close());

const said = (id: number) => Array.from({ length: MESSAGES }, (_, index) => `message ${index + 1} of ${id}`);

/** Customers who write without waiting for answers. Resolves when each message was answered. */
async function everybodyTalks(): Promise<readonly number[]> {
  const ids = Array.from({ length: CUSTOMERS }, () => house.standIn.createConversation().id);
  for (let index = 0; index < MESSAGES; index += 1) {
    for (const id of ids) house.standIn.customerSays(id, said(id)[index] ?? '');
  }
  for (const id of ids) {
    await house.standIn.waitFor(() => house.repliesIn(id).length >= MESSAGES, PATIENCE_MS);
  }
  await house.standIn.webhooksDone();
  return ids;
}

describe('within a conversation', { timeout: 60_000 }, () => {
  it('answers in the order in which the webhooks came, one at a time', async () => {
    house = await startEchoHouse({ deliveryConcurrency: 1, thinkMs: 3 });
    for (const id of await everybodyTalks()) {
      expect(house.repliesIn(id)).toEqual(said(id).map((text) => `heard ${text}`));
    }
    expect(house.engine.mostAtOnceInOne()).toBe(1);
    expect(house.engine.mostAtOnce()).toBeGreaterThan(1);
  });

  it('answers each once, in the order of the engine, when webhooks come in parallel, shuffled and twice', async () => {
    house = await startEchoHouse({ shuffle: true, duplicateProbability: 0.5, thinkMs: 3 });
    for (const id of await everybodyTalks()) {
      const heard = house.engine.heard.filter((text) => text.endsWith(` of ${id}`));
      expect(house.repliesIn(id)).toEqual(heard.map((text) => `heard ${text}`));
      expect([...heard].sort()).toEqual(said(id));
    }
    expect(house.engine.mostAtOnceInOne()).toBe(1);
    const outcomes = house.running.observations.flatMap((seen) =>
      seen.kind === 'webhook-answered' ? [seen.outcome] : [],
    );
    expect(outcomes).toContain('duplicate');
    expect(new Set(outcomes)).toEqual(new Set(['accepted', 'duplicate', 'ignored']));
  });

  it('takes neither a webhook that comes twice nor a read receipt for something said', async () => {
    house = await startEchoHouse({ duplicateProbability: 1 });
    const { id } = house.standIn.createConversation();
    house.standIn.customerSays(id, 'hello');
    await house.hears(id, 'heard hello');
    house.standIn.readReceipts(id);
    house.standIn.readReceipts(id);
    house.standIn.customerSays(id, 'bye');
    await house.hears(id, 'heard bye');
    await house.standIn.webhooksDone();
    expect(house.engine.heard).toEqual(['hello', 'bye']);
  });
});

describe('across conversations', { timeout: 60_000 }, () => {
  it('has as many in hand as configured (64), and takes the others when one is done', async () => {
    house = await startEchoHouse();
    const { engine, standIn } = house;
    engine.hold();
    const ids = Array.from({ length: 80 }, () => standIn.createConversation().id);
    for (const id of ids) standIn.customerSays(id, `hello from ${id}`);
    await engine.hasHeard(64);
    await standIn.webhooksDone();
    engine.release();
    for (const id of ids) await house.hears(id, `heard hello from ${id}`);
    expect(engine.mostAtOnce()).toBe(64);
    for (const id of ids) expect(house.repliesIn(id)).toHaveLength(1);
  });
});
