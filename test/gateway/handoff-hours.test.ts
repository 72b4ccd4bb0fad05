/** Stories: people are wanted, and it is night. */
import { afterEach, describe, expect, it } from 'vitest';
import { comingMonday, type GatewayHouse, startGatewayHouse } from '../support/gateway-house.ts';

const contactFlow = `
name: contact-details
slots:
  email: { type: email, ask: "Your e-mail address?" }
  when: { type: text, ask: "When may we call?" }
steps:
  email: { ask: { slots: [email], text: "How can we reach you?" } }
  when: { ask: { slots: [when], text: "When may we call?" } }
  done: { end: { text: "Thank you, we will be in touch." } }
`;

const bookFlow = `
name: booking
slots:
  room: { type: text, ask: "Which room?" }
steps:
  room: { ask: { slots: [room], text: "Which room?" } }
  done: { end: { text: Booked. } }
`;

function bot(whenClosed: 'stay' | 'collect' | 'open', more = ''): string {
  return `
handoff:
  farewell: A colleague takes over.
  intents: [human]
  hours:
    time_zone: UTC
    week: { mon-fri: "09:00-17:30" }
    closed_text: "We are back {{hours.next_opening}}."
    when_closed: ${whenClosed}
    ${whenClosed === 'collect' ? 'collect_flow: contact-details' : ''}
${more}
intents:
  complain: { handoff: { text: One moment please! } }
  greet: { text: Hello. }
  book: { flow: booking }
flows: [contact.yaml, booking.yaml]
`;
}

const files = { 'contact.yaml': contactFlow, 'booking.yaml': bookFlow };
const CLOSED = 'We are back tomorrow 9:00 AM.';
const plain = (texts: readonly string[]) => texts.map((text) => text.replaceAll('\u202f', ' '));

describe('outside the opening hours', () => {
  let house: GatewayHouse;
  afterEach(() => house.close());

  async function begin(yaml: string, time = '20:00') {
    house = await startGatewayHouse(yaml, { files });
    await house.travelTo(comingMonday(time));
    return house.customer();
  }

  it('all is as ever while people are there', async () => {
    const customer = await begin(bot('stay'), '10:00');
    customer.says('complain=0.9');
    await customer.becomes('open');
    expect(customer.saw()).toEqual(['One moment please!']);
  });

  it('open: handed over all the same, with the truth as farewell', async () => {
    const customer = await begin(bot('open'));
    customer.says('complain=0.9');
    await customer.becomes('open');
    expect(plain(customer.saw())).toEqual([CLOSED]);
    expect(await customer.note()).toContain('- Promised: "We are back tomorrow');
  });

  it('another target at night', async () => {
    const rules =
      '  rules: [{ when: { hours: closed }, priority: low, labels: [night], farewell: The night desk reads this. }]';
    const customer = await begin(bot('open', rules));
    customer.says('human=0.9');
    await customer.becomes('open');
    expect(customer.saw()).toEqual(['The night desk reads this.']);
    expect(customer.shown()).toMatchObject({ priority: 'low', labels: ['night'] });
  });

  it('in the language of the bot, where the channel tells none', async () => {
    const inboxes = [{ name: 'WhatsApp', channel: 'whatsapp' }] as const;
    house = await startGatewayHouse(`language: de\n${bot('open')}`, { files, inboxes });
    await house.travelTo(comingMonday('20:00'));
    const customer = house.customer({ contact: { phoneNumber: '+491701234567' } });
    customer.says('human=0.9');
    await customer.becomes('open');
    await customer.reads('We are back morgen, 09:00.');
  });

  it('stay: the bot keeps the conversation, and goes on', async () => {
    const customer = await begin(bot('stay'));
    customer.says('human=0.9');
    await house.standIn.waitFor(() => customer.saw().length === 1);
    expect(plain(customer.saw())).toEqual([CLOSED]);
    customer.says('greet=0.9');
    await customer.reads('Hello.');
    expect(customer.shown().status).toBe('pending');
    expect(customer.notes()).toEqual([]);
    expect(
      await customer.traced(({ steps }) => steps.some(({ step }) => step === 'outside-hours')),
    ).toMatchObject({
      decision: 'answered',
      reason: expect.stringContaining('the bot stays'),
    });
  });

  it('stay: misses begin anew, so that the bot does not repeat itself at once', async () => {
    const customer = await begin(bot('stay'));
    for (const count of [1, 2, 3]) {
      customer.says('greet=0.1');
      await house.standIn.waitFor(() => customer.saw().length === count);
    }
    expect(plain(customer.saw())[1]).toBe(CLOSED);
    expect(customer.saw()[2]).toBe(customer.saw()[0]);
  });

  it('collect: asks how to be reached, then hands over with it', async () => {
    const customer = await begin(bot('collect'));
    customer.says('complain=0.9');
    await customer.reads('How can we reach you?');
    expect(plain(customer.saw())).toEqual([CLOSED, 'How can we reach you?']);
    expect(customer.shown().status).toBe('pending');
    customer.says('ada@example.com');
    await customer.reads('When may we call?');
    customer.says('after six');
    await customer.becomes('open');
    expect(customer.saw().at(-1)).toBe('Thank you, we will be in touch.');
    const note = await customer.note();
    expect(note).toContain('This topic is configured to go to people.');
    expect(note).toContain('- Collected: email = ada@example.com, when = after six');
    expect(customer.notes()).toHaveLength(1);
  });

  it('collect: who asks again is not asked again', async () => {
    const customer = await begin(bot('collect'));
    customer.says('human=0.9');
    await customer.reads('How can we reach you?');
    customer.says('human=0.9');
    await customer.becomes('open');
    expect(customer.saw()).toHaveLength(2);
    expect(await customer.note()).toContain('The customer asked for a person.');
  });

  it('collect: who cancels is handed over without', async () => {
    const customer = await begin(bot('collect'));
    customer.says('human=0.9');
    await customer.reads('How can we reach you?');
    customer.says('cancel');
    await customer.becomes('open');
    expect(customer.notes()).toHaveLength(1);
  });

  it('collect: who begins something else stays with the bot', async () => {
    const customer = await begin(bot('collect'));
    customer.says('human=0.9');
    await customer.reads('How can we reach you?');
    customer.says('book=0.9');
    await customer.reads('Which room?');
    customer.says('the blue one');
    await customer.reads('Booked.');
    const last = await customer.traced(({ utterance }) => utterance === 'the blue one');
    expect(last.decision).toBe('answered');
    expect(customer.shown().status).toBe('pending');
  });

  it('collect: when it has opened since, people are promised', async () => {
    const customer = await begin(bot('collect'));
    customer.says('human=0.9');
    await customer.reads('How can we reach you?');
    await house.travelTo(comingMonday('10:00') + 24 * 3_600_000);
    customer.says('human=0.9');
    await customer.becomes('open');
    expect(customer.saw().at(-1)).toBe('A colleague takes over.');
  });

  it('a restart in the middle forgets nothing', async () => {
    const customer = await begin(bot('collect'));
    customer.says('complain=0.9');
    await customer.reads('How can we reach you?');
    await house.restart();
    customer.says('ada@example.com');
    await customer.reads('When may we call?');
    await house.restart();
    customer.says('after six');
    await customer.becomes('open');
    expect(await customer.note()).toContain('email = ada@example.com');
  });
});
