/** Stories: the handoff as one act, in its order, whatever is refused on the way. */
import { afterEach, describe, expect, it } from 'vitest';
import { versionProfiles } from '../../src/playground/stand-in/version-profiles.ts';
import { type GatewayHouse, type HouseOptions, startGatewayHouse } from '../support/gateway-house.ts';

const bot = `
handoff:
  farewell: A colleague takes over, {{contact.name}}.
  intents: [human]
  priority: high
  labels: [bot-handoff]
  attributes: { handoff_reason: "{{handoff.reason}}" }
  rules:
    - { when: { intent: complain }, team: billing, priority: urgent, labels: [angry], farewell: We are sorry. }
    - { when: { contact.plan: pro }, agent: dana@example.com }
    - { when: { channel: whatsapp, language: de }, team: support, farewell: Einen Moment bitte. }
intents:
  book: { flow: booking }
  greet: { text: Hello. }
  complain: { handoff: true }
  pay: { flow: paying }
flows: [booking.yaml, paying.yaml]
`;

const flow = `
name: booking
slots:
  guests: { type: guests, ask: "How many guests?" }
  room: { type: text, ask: "Which room?" }
steps:
  guests: { ask: { slots: [guests], text: How many guests? } }
  room: { ask: { slots: [room], text: Which room? } }
  done: { end: { text: Booked. } }
`;

const failing = `
name: paying
steps:
  give-up: { handoff: { text: A colleague sends you a bill., reason: Paying is not built. } }
`;

const files = { 'booking.yaml': flow, 'paying.yaml': failing };

describe('the handoff', () => {
  let house: GatewayHouse;
  afterEach(() => house.close());

  async function begin(options: HouseOptions = {}) {
    house = await startGatewayHouse(bot, { files, ...options });
    return house.customer({ contact: { name: 'Ada' } });
  }

  it.each(Object.keys(versionProfiles).filter(isVersion))(
    'goes in its order, with Chatwoot %s',
    async (version) => {
      const customer = await begin({ version });
      customer.says('greet=0.9');
      await customer.reads('Hello.');
      customer.says('complain=0.9');
      await customer.becomes('open');
      expect(customer.saw()).toEqual(['Hello.', 'We are sorry.']);
      const calls = customer.calls().slice(1);
      expect(calls).toEqual([
        'messages',
        'messages',
        'custom_attributes',
        'labels',
        'toggle_priority',
        // The name of a team cannot be looked up here: agents are told in a note.
        'messages',
        'toggle_status',
      ]);
      expect(customer.notes().at(-1)).toBe('This conversation is meant for team “billing”.');
      expect(customer.shown()).toMatchObject({
        priority: 'urgent',
        custom_attributes: { handoff_reason: 'rule' },
        labels:
          house.standIn.state().version === version && hasLabels(version) ? ['bot-handoff', 'angry'] : [],
      });
    },
  );

  it('says in the note what a person needs to know', async () => {
    const customer = await begin();
    customer.says('greet=0.9');
    await customer.reads('Hello.');
    customer.says('book=0.9');
    await customer.reads('How many guests?');
    customer.says('3');
    await customer.reads('Which room?');
    customer.says('human=0.7');
    await customer.becomes('open');
    const note = await customer.note();
    for (const line of [
      '**Handed over by the bot: The customer asked for a person.**',
      '- Why: intent human (0.70) asks for a person',
      '- Customer: "human=0.7"',
      '- Intent: human (0.70); answered from 0.6, asked back from 0.35',
      '- Dialogue: booking, at "room"',
      '- Collected: guests = 3',
      '- Promised: "A colleague takes over, Ada."',
      '  - Customer: "3"',
      '  - Bot: "Which room?"',
    ]) {
      expect(note.split('\n')).toContain(line);
    }
    expect(note).toMatch(/- Engine: rasa, \d+ ms/);
    expect(note.match(/ {2}- Customer:/g)).toHaveLength(3);
  });

  it('is one sentence, also when a flow has said goodbye itself', async () => {
    const customer = await begin();
    customer.says('pay=0.9');
    await customer.becomes('open');
    expect(customer.saw()).toEqual(['A colleague sends you a bill.']);
    expect(await customer.note()).toContain('Paying is not built.');
  });

  it('keeps attributes and labels that others set', async () => {
    const customer = await begin();
    customer.says('greet=0.9');
    await customer.reads('Hello.');
    await post(customer.id, 'custom_attributes', { custom_attributes: { order: 'A1' } });
    await post(customer.id, 'labels', { labels: ['vip'] });
    customer.says('human=0.9');
    await customer.becomes('open');
    expect(customer.shown()).toMatchObject({
      custom_attributes: { order: 'A1', handoff_reason: 'asked' },
      labels: ['vip', 'bot-handoff'],
    });
  });

  it('finds team and agent by name with the token of a user', async () => {
    house = await startGatewayHouse(bot, { files, chatwoot: 'admin_token: agent-token' });
    const angry = house.customer();
    angry.says('complain=0.9');
    await angry.becomes('open');
    expect(angry.shown().team).toBe('billing');
    const pro = house.customer({ contact: { name: 'Ada', customAttributes: { plan: 'pro' } } });
    pro.says('human=0.9');
    await pro.becomes('open');
    expect(pro.shown().assignee).toMatchObject({ type: 'user', name: 'Dana Ortiz' });
    expect(pro.notes()).toHaveLength(1);
  });

  it('speaks by rule on another channel, and in another language', async () => {
    // WhatsApp tells no language: the bot's own is taken.
    const german = `language: de\n${bot}`;
    house = await startGatewayHouse(german, { files, inboxes: [{ name: 'WhatsApp', channel: 'whatsapp' }] });
    const customer = house.customer({ contact: { phoneNumber: '+491701234567' } });
    customer.says('human=0.9');
    await customer.becomes('open');
    await customer.reads('Einen Moment bitte.');
    expect(customer.notes().at(-1)).toBe('This conversation is meant for team “support”.');
  });

  it.each([
    ['the farewell', /\/messages$/, 1],
    ['attributes', /custom_attributes$/, 9],
    ['labels', /labels$/, 9],
    ['priority', /toggle_priority$/, 9],
  ] as const)('happens although %s are refused', async (_what, path, times) => {
    const customer = await begin();
    house.standIn.faults.add({
      match: { method: 'POST', path, times },
      action: { status: 422, headers: { 'content-type': 'application/json' }, body: { error: 'no' } },
    });
    customer.says('complain=0.9');
    await customer.becomes('open');
    expect(await customer.note()).toBeDefined();
  });

  it('happens although Chatwoot chokes on the note', async () => {
    const customer = await begin();
    const choking = house.standIn.faults.add({
      match: { method: 'POST', path: /\/messages$/ },
      action: { status: 500, body: 'no' },
    });
    customer.says('human=0.9');
    await house.standIn.waitFor(() => choking.hits > 0);
    await house.travelTo(house.standIn.now() + 61_000);
    await house.standIn.waitFor(() => customer.shown().status === 'open', 15_000);
    expect(customer.shown().labels).toEqual(['bot-handoff']);
  });

  it('happens once, however often it is asked for', async () => {
    const customer = await begin();
    customer.says('human=0.9');
    customer.says('human=0.9');
    customer.says('complain=0.9');
    await customer.becomes('open');
    await house.standIn.webhooksDone();
    await customer.traced(({ utterance, decision }) => utterance === undefined && decision === 'silent');
    expect(customer.saw()).toHaveLength(1);
    expect(customer.notes()).toHaveLength(1);
    expect(customer.calls().filter((call) => call === 'toggle_status')).toHaveLength(1);
  });

  async function post(id: number, what: string, body: unknown): Promise<void> {
    const answer = await fetch(`${house.standIn.url}/api/v1/accounts/1/conversations/${id}/${what}`, {
      method: 'POST',
      headers: { 'Api-Access-Token': 'admin-token', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  }
});

function isVersion(version: string): version is keyof typeof versionProfiles {
  return Object.hasOwn(versionProfiles, version);
}

function hasLabels(version: keyof typeof versionProfiles): boolean {
  return versionProfiles[version].readByBot;
}
