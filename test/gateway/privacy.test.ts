/** Stories: what an engine gets to see, and what is written back to the conversation. */
import { afterEach, describe, expect, it } from 'vitest';
import { type GatewayHouse, startGatewayHouse } from '../support/gateway-house.ts';

describe('personal data', () => {
  let house: GatewayHouse;
  afterEach(() => house.close());

  it('is a placeholder for the engine and in traces, and itself in flows and answers', async () => {
    house = await startGatewayHouse(
      `
privacy: { mask: [email, phone, card] }
flows: [call-back.yaml]
intents: { contact_me: { flow: call-back } }
`,
      {
        files: {
          'call-back.yaml': `
name: call-back
slots: { email: { type: email } }
steps:
  ask: { ask: { slots: [email], text: Where to? } }
  done: { end: { text: "I write to {{slots.email}}." } }
`,
        },
      },
    );
    const customer = house.customer();
    customer.says('contact_me=0.9 at sam@example.com or +49 30 901820, not 4111 1111 1111 1111');
    await customer.reads('I write to sam@example.com.');
    expect(house.engine.asked).toEqual(['contact_me=0.9 at <email-1> or <phone-1>, not <card-1>']);
    const traces = JSON.stringify(
      (await house.store().traces(`bot:1:${customer.id}`, 9)).map(({ trace }) => trace),
    );
    for (const secret of ['sam@example.com', '901820', '4111']) {
      expect(traces).not.toContain(secret);
      expect(JSON.stringify(house.observations)).not.toContain(secret);
    }
  });
});

describe('write-back', () => {
  let house: GatewayHouse;
  afterEach(() => house.close());

  const bot = `
write_back:
  attributes: { topic: "{{intent}}", hotel: slots.hotel, room: "Room of {{slots.hotel}}" }
  labels: { booked: slots.hotel, "topic-{{intent}}": intent }
flows: [book.yaml]
intents:
  book: { flow: book }
  greet: { text: Hello. }
`;
  const files = {
    'book.yaml': `
name: book
slots: { hotel: { type: text, entity: hotel } }
steps:
  ask: { ask: { slots: [hotel], text: Which hotel? } }
  done: { end: { text: Booked. } }
`,
  };

  it('leaves what was collected on the conversation, once, and lets an agent have the last word', async () => {
    house = await startGatewayHouse(bot, { files });
    const customer = house.customer();
    customer.says('greet=0.9');
    await customer.reads('Hello.');
    customer.says('book=0.9 hotel:Plaza');
    await customer.reads('Booked.');
    const shown = await house.standIn.waitFor(() => {
      const { custom_attributes: attributes } = customer.shown();
      return attributes['room'] === undefined ? undefined : attributes;
    });
    expect(shown).toEqual({ topic: 'book', hotel: 'Plaza', room: 'Room of Plaza' });
    await house.standIn.waitFor(() => customer.shown().labels.length === 3);
    expect([...customer.shown().labels].sort()).toEqual(['booked', 'topic-book', 'topic-greet']);

    const before = customer.calls().length;
    customer.says('book=0.9 hotel:Plaza');
    await house.standIn.waitFor(() => customer.saw().filter((said) => said === 'Booked.').length === 2);
    await customer.traced(({ steps }) => !steps.some(({ step }) => step === 'written-back'));
    expect(customer.calls().slice(before)).toEqual(['messages']);
  });

  it('writes nothing for what was not understood', async () => {
    house = await startGatewayHouse(bot, { files });
    const customer = house.customer();
    customer.says('greet=0.2');
    await customer.traced(({ utterance }) => utterance === 'greet=0.2');
    expect(customer.calls().filter((call) => call !== 'messages')).toEqual([]);
  });
});
