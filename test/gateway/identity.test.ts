/** Stories: answers that need a proof. The code is e-mailed by a real service, and stays out of everything we keep. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StartedHotelApi, startHotelApi } from '../../src/playground/hotel-api/start-hotel-api.ts';
import { type Customer, type GatewayHouse, startGatewayHouse } from '../support/gateway-house.ts';

const MINUTE_MS = 60_000;
const asksForAddress = 'Which e-mail address';
const asksForCode = 'Please type it in here';
const wrong = 'That is not the code';
const nothingBooked = 'I find no booking for sam@example.com';

function sampleFlow(name: string, api: string): string {
  const text = readFileSync(new URL(`../../config/flows/${name}.yaml`, import.meta.url), 'utf8');
  return text.replace(/http:\/\/localhost:\$\{PORT:-8300\}\/hotel-api/, api);
}

describe('a visitor who asks for bookings', () => {
  let api: StartedHotelApi;
  let house: GatewayHouse;

  beforeEach(async () => {
    api = await startHotelApi();
  });
  afterEach(async () => {
    await house.close();
    await api.close();
  });

  async function begin(identity: string, contact: { verified?: boolean } = {}): Promise<Customer> {
    const bot = `
identity: ${identity}
allowed_hosts: ["${new URL(api.url).host}"]
flows: [confirm-email.yaml, my-bookings.yaml]
handoff: { intents: [human], farewell: A colleague takes over. }
intents:
  my_bookings: { flow: my-bookings }
  ask_price: { text: From 90 €. }
`;
    const names = ['confirm-email', 'my-bookings'];
    const files = Object.fromEntries(names.map((name) => [`${name}.yaml`, sampleFlow(name, api.url)]));
    house = await startGatewayHouse(bot, { files });
    return house.customer({ contact });
  }

  async function sentCode(): Promise<string> {
    const outbox = await fetch(`${api.url}/outbox`).then((answer) => answer.text());
    return /code is (\d{6})/.exec(outbox)?.[1] ?? '';
  }

  /** Up to the question for the code. */
  async function askForBookings(customer: Customer): Promise<string> {
    customer.says('my_bookings=0.9');
    await customer.reads(asksForAddress);
    customer.says('sam@example.com');
    await customer.reads(asksForCode);
    return sentCode();
  }

  function otherThan(code: string): string {
    return code === '111111' ? '222222' : '111111';
  }

  const withCodes = '{ intents: { my_bookings: otp }, code_flow: confirm-email }';

  it('shows them once the code is right, and remembers that for a while', async () => {
    const customer = await begin(withCodes);
    const code = await askForBookings(customer);
    customer.says(otherThan(code));
    await customer.reads(wrong);
    customer.says(`it is ${code}.`);
    await customer.reads(nothingBooked);
    expect(customer.saw().at(-2)).toContain('Thank you');

    customer.says('my_bookings=0.95');
    await customer.traced(({ utterance }) => utterance === 'my_bookings=0.95');
    expect(customer.saw().filter((said) => said.includes(asksForAddress))).toHaveLength(1);
    await house.travelTo(house.standIn.now() + 31 * MINUTE_MS);
    customer.says('my_bookings=0.97');
    await house.standIn.waitFor(
      () => customer.saw().filter((said) => said.includes(asksForAddress)).length === 2,
    );
  });

  it('shows what there is', async () => {
    const customer = await begin(withCodes);
    const arrival = `${new Date().getUTCFullYear() + 1}-05-11`;
    await fetch(`${api.url}/bookings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        hotel_id: 'grand-plaza',
        arrival,
        departure: arrival.replace('-11', '-13'),
        guests: 2,
        name: 'Sam',
        email: 'sam@example.com',
      }),
    });
    customer.says(await askForBookings(customer));
    await customer.reads('These are your bookings');
    expect(customer.saw().at(-1)).toMatch(
      /\*\*HB-\d+\*\*: Grand Plaza, \d{4}-05-11 to \d{4}-05-13, 2 guests, 280 EUR/,
    );
  });

  it('leaves the code in no trace, note, log or state, and does not show it to the engine', async () => {
    const customer = await begin(withCodes);
    const code = await askForBookings(customer);
    const mistyped = otherThan(code);
    customer.says(mistyped);
    await customer.reads(wrong);
    for (const said of ['is it 98765?', '98766', '98767']) customer.says(said);
    await customer.becomes('open');
    const key = `bot:1:${customer.id}`;
    const kept = [
      await house.store().traces(key, 99),
      await house.store().state(key),
      customer.notes(),
      house.observations,
      house.engine.asked,
    ];
    const text = JSON.stringify(kept);
    expect(text).not.toContain(mistyped);
    expect(text).not.toContain('9876');
    expect(text).toContain('•••');
    expect(customer.notes().join()).toContain('Customer: "•••"');
  });

  it('takes three wrong codes, and then none, not even the right one', async () => {
    const customer = await begin(withCodes);
    const code = await askForBookings(customer);
    for (const [index, said] of [wrong, wrong, 'too often'].entries()) {
      customer.says(otherThan(code));
      await house.standIn.waitFor(
        () => customer.saw().filter((text) => text.includes(said)).length === (index === 2 ? 1 : index + 1),
      );
    }
    customer.says('but it was 555555!');
    await customer.reads('Sorry, I did not understand');
    customer.says('my_bookings=0.9');
    await house.standIn.waitFor(
      () => customer.saw().filter((text) => text.includes('too often')).length === 2,
    );
    expect(JSON.stringify(await house.store().traces(`bot:1:${customer.id}`, 99))).not.toContain('555555');
    await house.travelTo(house.standIn.now() + 16 * MINUTE_MS);
    customer.says('my_bookings=0.91');
    await house.standIn.waitFor(
      () => customer.saw().filter((said) => said.includes(asksForAddress)).length === 2,
    );
  });

  it('goes to people at once, where that is configured', async () => {
    const customer = await begin(
      '{ flows: { my-bookings: otp }, code_flow: confirm-email, otherwise: handoff }',
    );
    customer.says('my_bookings=0.9');
    await customer.becomes('open');
    expect(await customer.note()).toContain('has not proved who they are');
    expect(customer.saw()).toEqual(['A colleague takes over.']);
  });

  it('forgets the proof when the conversation was resolved', async () => {
    const customer = await begin(withCodes);
    customer.says(await askForBookings(customer));
    await customer.reads(nothingBooked);
    await house.travelTo(house.standIn.now() + MINUTE_MS);
    house.standIn.resolve(customer.id);
    await customer.traced(({ event }) => event === 'conversation-changed');
    customer.says('my_bookings=0.9');
    await house.standIn.waitFor(
      () => customer.saw().filter((said) => said.includes(asksForAddress)).length === 2,
    );
  });

  it('is let in by the word of the site', async () => {
    const customer = await begin('{ intents: { ask_price: verified } }', { verified: true });
    customer.says('ask_price=0.9');
    await customer.reads('From 90 €.');
  });

  it('is asked to log in where only the site could tell', async () => {
    const customer = await begin('{ intents: { ask_price: verified } }');
    customer.says('ask_price=0.9');
    await customer.reads('Please log in on our website');
    expect(customer.saw()).toHaveLength(1);
  });

  it('goes to people when the service for codes is out of order', async () => {
    const customer = await begin(withCodes);
    const code = await askForBookings(customer);
    api.fail({ path: '/codes/verify', status: 503, times: 9 });
    customer.says(code);
    await customer.becomes('open');
    expect(await customer.note()).not.toContain(code);
  });
});
