/** Nobody is left waiting, whatever fails. */
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningGateway, startRunningGateway } from '../../support/running-gateway.ts';
import { type SmallBot, startSmallBot } from '../../support/small-bot.ts';

const APOLOGY = 'Sorry that you had to wait.';
const watchdog = (seconds: number) => `watchdog: { after_seconds: ${seconds}, text: "${APOLOGY}" }\n`;
/** The promise: found at most this much later. */
const FOUND_WITHIN_MS = 15_000;

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function house(more: string): Promise<SmallBot> {
  const bot = await startSmallBot(more);
  closing.push(() => bot.close());
  return bot;
}

/** An engine that takes every question and never answers. */
async function hangingEngine(): Promise<string> {
  const server: Server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

async function hangingHouse(more: string): Promise<RunningGateway> {
  const url = await hangingEngine();
  const running = await startRunningGateway(
    `
provider: rasa
rasa: { url: "${url}", tracker: false }
typing_after_ms: 50
${more}`,
    { chatwoot: 'tolerance_seconds: 86400' },
  );
  closing.push(() => running.close());
  return running;
}

function opens({ standIn }: RunningGateway, id: number): Promise<unknown> {
  return standIn.waitFor(() => standIn.conversation(id).status === 'open', FOUND_WITHIN_MS);
}

describe('the engine hangs', () => {
  it('hands the customer over with an apology, and takes typing away', async () => {
    const running = await hangingHouse(watchdog(1));
    const { standIn, said } = running;
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'hello');
    await standIn.waitFor(() => standIn.isTyping(id));
    await opens(running, id);
    expect(said(id)).toEqual([APOLOGY]);
    await standIn.waitFor(() => !standIn.isTyping(id));
    const notes = standIn.messages(id).filter((message) => message.private);
    expect(notes).toHaveLength(1);
    expect(notes[0]?.content).toContain('TURN_OVERDUE');
  });

  it('does so once for a customer who wrote several times', async () => {
    const running = await hangingHouse(watchdog(1));
    const { standIn, said } = running;
    const { id } = standIn.createConversation();
    for (const text of ['hello', 'anybody?', '???']) standIn.customerSays(id, text);
    await opens(running, id);
    await standIn.webhooksDone();
    await running.traced(id, ({ utterance, decision }) => utterance === undefined && decision === 'silent');
    expect(said(id)).toEqual([APOLOGY]);
  });

  it('does so for everybody when it hangs for all', async () => {
    const running = await hangingHouse(`${watchdog(1)}`);
    const { standIn, said } = running;
    const ids = Array.from({ length: 100 }, () => standIn.createConversation().id);
    for (const id of ids) standIn.customerSays(id, 'hello');
    for (const id of ids) await opens(running, id);
    await standIn.waitFor(() => ids.every((id) => said(id).includes(APOLOGY)));
  }, 30_000);
});

describe('a message never reaches us', () => {
  it('is found at the next sign of life when it was the first of a conversation', async () => {
    const bot = await house(watchdog(2));
    const { standIn, said } = bot;
    standIn.faults.add({ match: { event: 'message_created', nth: 1 }, action: 'lose' });
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'hello');
    // Chatwoot tells of the time since which somebody waits when it changes: it stands from the beginning.
    standIn.openWidget(id);
    await opens(bot, id);
    expect(said(id)).toEqual([APOLOGY]);
  }, 20_000);

  it('is found in the middle of a talk too', async () => {
    const bot = await house(watchdog(2));
    const { standIn, talk, said, settled } = bot;
    const id = await talk('hello', 'Hello!');
    await settled();
    standIn.faults.add({ match: { event: 'message_created', nth: 1 }, action: 'lose' });
    standIn.customerSays(id, 'what does a room cost');
    await opens(bot, id);
    expect(said(id)).toEqual(['Hello!', APOLOGY]);
    await settled();
    expect(bot.notes(id)[0]).toContain('never reached the bot');
  }, 20_000);

  it('is found although the gateway is restarted in between', async () => {
    const bot = await house(watchdog(3));
    const { standIn, talk, said, settled, restart } = bot;
    const id = await talk('hello', 'Hello!');
    await settled();
    standIn.faults.add({ match: { event: 'message_created', nth: 1 }, action: 'lose' });
    standIn.customerSays(id, 'what does a room cost');
    await standIn.webhooksDone();
    await restart();
    await opens(bot, id);
    expect(said(id)).toEqual(['Hello!', APOLOGY]);
  }, 20_000);

  it('leaves those alone who were answered', async () => {
    const bot = await house(watchdog(1));
    const { talk, settled, store } = bot;
    const id = await talk('hello', 'Hello!');
    bot.standIn.customerSays(id, 'what does a room cost');
    await bot.heard(id, 'Rooms cost 90 €.');
    await settled();
    // Longer than the time in which a message may be late.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await settled();
    expect(bot.status(id)).toBe('pending');
    const traces = await store().traces(`bot:1:${id}`, 50);
    expect(traces.map(({ trace }) => trace.event)).not.toContain('timer-due');
    expect((await store().state(`bot:1:${id}`))?.attended?.timers ?? {}).toEqual({});
  });
});

describe('the platform refuses an answer', () => {
  it('hands the customer over', async () => {
    const bot = await house(watchdog(2));
    const { standIn, settled } = bot;
    const { id } = standIn.createConversation();
    standIn.faults.add({
      match: { method: 'POST', path: /\/messages$/, nth: 1 },
      action: { status: 422, body: { error: 'Validation failed: nonsense' } },
    });
    standIn.customerSays(id, 'hello');
    await opens(bot, id);
    await settled();
    expect(bot.said(id)).toEqual([APOLOGY]);
    expect(await bot.store().dead.list(10)).toHaveLength(1);
  });

  it('does not wait for hours on a message that breaks it', async () => {
    const bot = await house(watchdog(1));
    const { standIn } = bot;
    const { id } = standIn.createConversation();
    let broken = true;
    const fault = standIn.faults.add({
      match: { method: 'POST', path: /\/messages$/ },
      action: { status: 500, body: { error: 'Internal Server Error' } },
    });
    standIn.on(() => {
      if (broken && bot.observations.some(({ kind }) => kind === 'call-ended')) {
        broken = false;
        fault.remove();
      }
    });
    standIn.customerSays(id, 'hello');
    await bot.standIn.waitFor(async () => fault.hits > 1);
    const givenUp = () => bot.observations.some((seen) => seen.kind === 'call-ended' && seen.end === 'dead');
    while (!givenUp()) await new Promise((resolve) => setTimeout(resolve, 20));
    fault.remove();
    await opens(bot, id);
  }, 30_000);
});

describe('the gateway was away', () => {
  it('answers what it had accepted, however late', async () => {
    const bot = await house(watchdog(60));
    const { standIn, advance, restart, heard } = bot;
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'hello');
    await standIn.webhooksDone();
    advance(10 * 60_000);
    await restart();
    await heard(id, 'Hello!');
  });

  it('hands over what it cannot answer at once after coming back', async () => {
    const running = await hangingHouse(watchdog(600));
    const { standIn, advance, restart, said } = running;
    const { id } = standIn.createConversation();
    standIn.customerSays(id, 'hello');
    await standIn.webhooksDone();
    advance(11 * 60_000);
    await restart();
    await opens(running, id);
    expect(said(id)).toEqual([APOLOGY]);
  }, 40_000);
});
