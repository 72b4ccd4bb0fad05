import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineName, engines } from '../../src/providers/registry.ts';
import { type HotelStandIns, startHotelStandIns } from '../support/hotel-stand-ins.ts';
import { type RunningPlayground, startPlayground } from '../support/running-playground.ts';

/** Engines that cannot name an intent without moving their own dialogue: no questions while a flow is asking. */
const cannotLookAside = new Set<EngineName>(['botpress-cloud']);

const names = Object.keys(engines) as EngineName[];

describe('the hotel sample in the playground, with each engine switched in', () => {
  let standIns: HotelStandIns;
  let playground: RunningPlayground;

  beforeAll(async () => {
    standIns = await startHotelStandIns();
    playground = await startPlayground(standIns.env, 'examples/all-engines.yaml');
  });

  afterAll(async () => {
    await playground.close();
    await standIns.stop();
  });

  it.each(names)('books a room by typing and hands over: %s', async (engine) => {
    playground.gateway.switchEngine('hotel', engine);
    const guest = enter(playground);

    await guest.says('hello', 'I can book you a room');
    await guest.says('I want to book a room', 'Which of our hotels would you like?');
    if (!cannotLookAside.has(engine)) {
      await guest.says('is breakfast included?', 'All our hotels offer breakfast');
    }
    await guest.says('Park Hotel', 'When would you like to stay?');
    await guest.says('from 2031-03-03 to 2031-03-05', 'I just need a few details');
    await guest.says('Maria Silva', 'Which e-mail address');
    await guest.says('maria@example.com', 'How many guests');
    await guest.says('2', 'anything else we should know');
    await guest.says('-', 'Shall I book it?');
    await guest.says('yes', 'Your booking number is **HB-');

    await guest.says('I want to talk to a human', 'I am getting a colleague for you');
    expect(await guest.note()).toContain('I want to talk to a human');
    await guest.becomes('open');
    expect(await guest.enginesAsked()).toEqual([engine]);
  });
});

/** A guest who opens the chat. */
function enter({ gateway, standIn }: RunningPlayground) {
  const { id } = standIn.createConversation();
  const said = () => standIn.customerView(id).filter(({ from }) => from === 'bot');
  return {
    /** Resolves when the bot has answered with these words. */
    async says(text: string, awaited: string) {
      const before = said().length;
      standIn.customerSays(id, text);
      await standIn.waitFor(() =>
        said()
          .slice(before)
          .some((message) => message.text.includes(awaited)),
      );
    },
    note: () =>
      standIn.waitFor(
        () => standIn.messages(id).findLast((message) => message.private)?.content ?? undefined,
      ),
    becomes: (status: string) => standIn.waitFor(() => standIn.conversation(id).status === status),
    async enginesAsked() {
      const traces = await gateway.store.traces(`hotel:1:${id}`, 50);
      return [...new Set(traces.flatMap(({ trace }) => trace.engine?.name ?? []))];
    },
  };
}
