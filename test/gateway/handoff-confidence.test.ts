/** Stories: what the bot does when it is not sure, does not understand, or cannot ask its engine. */
import { afterEach, describe, expect, it } from 'vitest';
import { type GatewayHouse, type HouseOptions, startGatewayHouse } from '../support/gateway-house.ts';

const bot = `
confidence:
  intents: { pay: { answer: 0.9 } }
  engines: { rasa: { fallback_intents: [out_of_scope] } }
handoff: { farewell: A colleague takes over., intents: [human] }
titles: { book: Book a room, price: Prices, pay: Pay a bill }
texts: { fallback: "Sorry, what?" }
intents:
  book:
    - { when: { hotel: Park }, text: The Park it is. }
    - { text: "Which hotel?" }
  price: { text: From 90 euros. }
  pay: { text: By card. }
`;

describe('confidence', () => {
  let house: GatewayHouse;
  afterEach(() => house.close());

  async function begin(yaml = bot, options: HouseOptions = {}) {
    house = await startGatewayHouse(yaml, options);
    return house.customer();
  }

  it('a near tie is one question, and the answer knows what was said before', async () => {
    const customer = await begin();
    customer.says('book=0.72 price=0.68 hotel:Park');
    await customer.reads('Did you mean');
    expect(customer.options()).toEqual(['Book a room', 'Prices', 'Something else']);
    customer.taps('Book a room');
    await customer.reads('The Park it is.');
    expect(house.engine.asked).toHaveLength(1);
    expect(customer.shown().status).toBe('pending');
  });

  it('a clear lead is answered', async () => {
    const customer = await begin();
    customer.says('book=0.8 price=0.6');
    await customer.reads('Which hotel?');
  });

  it('an intent may ask for more than the others', async () => {
    const customer = await begin();
    customer.says('pay=0.85');
    await customer.reads('Did you mean');
    expect(customer.options()).toEqual(['Pay a bill', 'Something else']);
    customer.says('1');
    await customer.reads('By card.');
  });

  it('two misses in a row call people', async () => {
    const customer = await begin();
    customer.says('book=0.1');
    await customer.reads('Sorry, what?');
    customer.says('price=0.2');
    await customer.reads('A colleague takes over.');
    await customer.becomes('open');
    expect(await customer.note()).toContain('Intent: price (0.20); answered from 0.6, asked back from 0.35');
    expect(await customer.traced(({ handoff }) => handoff !== undefined)).toMatchObject({
      handoff: 'low-confidence',
    });
  });

  it('being understood ends the row', async () => {
    const customer = await begin();
    customer.says('book=0.1');
    await customer.reads('Sorry, what?');
    customer.says('price=0.9');
    await customer.reads('From 90 euros.');
    customer.says('book=0.1');
    await house.standIn.waitFor(() => customer.saw().length === 3);
    expect(customer.shown().status).toBe('pending');
  });

  it('time ends the row', async () => {
    const customer = await begin();
    customer.says('book=0.1');
    await customer.reads('Sorry, what?');
    await house.travelTo(house.standIn.now() + 61 * 60_000);
    customer.says('book=0.1');
    await house.standIn.waitFor(() => customer.saw().length === 2);
    expect(customer.saw()).toEqual(['Sorry, what?', 'Sorry, what?']);
  });

  it('something else, and then a miss: ambiguous', async () => {
    const customer = await begin();
    customer.says('book=0.5 price=0.45');
    await customer.reads('Did you mean');
    customer.taps('Something else');
    await customer.reads('Sorry, what?');
    expect(house.engine.asked).toHaveLength(1);
    customer.says('book=0.1');
    await customer.becomes('open');
    expect(await customer.note()).toContain('The customer may have meant several things.');
  });

  it('a question that is not answered, and misses after it: ambiguous', async () => {
    const customer = await begin();
    customer.says('book=0.5 price=0.45');
    await customer.reads('Did you mean');
    customer.says('book=0.1');
    await customer.reads('Sorry, what?');
    customer.says('book=0.1');
    await customer.becomes('open');
    expect(await customer.traced(({ handoff }) => handoff !== undefined)).toMatchObject({
      handoff: 'ambiguous',
    });
  });

  it('three questions in a row are one too many', async () => {
    const customer = await begin();
    for (const [count, text] of ['book=0.5 price=0.45', 'pay=0.5', 'book=0.4'].entries()) {
      customer.says(text);
      await house.standIn.waitFor(() => customer.saw().length === count + 1);
    }
    expect(customer.saw().at(-1)).toBe('A colleague takes over.');
    await customer.becomes('open');
  });

  it('an engine that gives up is asked for its ideas', async () => {
    const customer = await begin();
    customer.says('out_of_scope=0.7 book=0.4 price=0.3');
    await customer.reads('Did you mean');
    expect(customer.options()).toEqual(['Book a room', 'Prices', 'Something else']);
  });

  it('a wish for a person is heard from the lower threshold on', async () => {
    const customer = await begin();
    customer.says('human=0.4 book=0.35');
    await customer.reads('A colleague takes over.');
    await customer.becomes('open');
  });

  it('an engine that fails is not a customer who is not understood', async () => {
    const customer = await begin(
      `${bot}\n`
        .replace('handoff: {', 'handoff: { on_engine_error: apologize,')
        .replace('confidence:', 'confidence:\n  engine_errors: 2'),
    );
    house.engine.fail({ kind: 'status', status: 401 });
    customer.says('book=0.9');
    await customer.reads('Sorry, something is not working on our side.');
    house.engine.fail(undefined);
    customer.says('price=0.9');
    await customer.reads('From 90 euros.');
    house.engine.fail({ kind: 'status', status: 401 });
    customer.says('book=0.9');
    await house.standIn.waitFor(() => customer.saw().length === 3);
    customer.says('book=0.9');
    await customer.reads('A colleague takes over.');
    await customer.becomes('open');
    expect(await customer.note()).toContain('2 times in a row');
  });

  it('an engine that is down calls people at once, unless told otherwise', async () => {
    const customer = await begin();
    house.engine.fail({ kind: 'status', status: 401 });
    customer.says('book=0.9');
    await customer.becomes('open');
    expect(await customer.note()).toMatch(/Engine: rasa, \d+ ms, ENGINE_UNAUTHORIZED/);
  });
});
