/** What became of a conversation, asked of a running gateway and of its store. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ConversationReport,
  conversationReportSchema,
} from '../../src/core/explain/conversation-report.ts';
import { formatReport } from '../../src/core/explain/format-report.ts';
import { runCli } from '../cli/run-cli.ts';
import { type Customer, type GatewayHouse, startGatewayHouse } from '../support/gateway-house.ts';

const adminToken = 'admin-token-of-sixteen';
const bot = `
handoff: { intents: [human], farewell: A colleague takes over. }
watchdog: { enabled: false } # it would hand over what was refused, and then nothing is said any more
intents:
  greet: { text: Hello. }
  price: [ { when: { room: suite }, text: From 190 €. }, { text: From 90 €. } ]
`;

describe('a running gateway', () => {
  let house: GatewayHouse;
  let customer: Customer;

  beforeEach(async () => {
    house = await startGatewayHouse(bot, { http: `admin_token: ${adminToken}` });
    customer = house.customer();
  });
  afterEach(() => house.close());

  async function ask(path: string, method = 'GET', token = adminToken) {
    const answer = await fetch(`${house.url()}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: answer.status, text: await answer.text() };
  }

  async function report(): Promise<ConversationReport> {
    await house.standIn.webhooksDone();
    const { text } = await ask(`/api/conversations/bot:1:${customer.id}/trace`);
    return conversationReportSchema.parse(JSON.parse(text));
  }

  async function firstDeadLetter() {
    for (;;) {
      const [letter] = (await report()).deadLetters;
      if (letter) return letter;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  it('tells of every turn what was understood, which rule was hit and what was sent', async () => {
    customer.says('price=0.8 greet=0.1 room:suite');
    await customer.reads('From 190 €.');
    customer.says('human=0.9');
    await customer.becomes('open');
    const { known, turns, state } = await report();
    expect(known).toBe(true);
    expect(turns.slice(0, 2)).toMatchObject([
      {
        event: 'customer-spoke',
        decision: 'answered',
        utterance: 'price=0.8 greet=0.1 room:suite',
        intent: { name: 'price', score: 0.8 },
        alternatives: [{ name: 'greet', score: 0.1 }],
        entities: [{ name: 'room', value: 'suite' }],
        engine: { name: 'rasa' },
        answeredBy: { kind: 'mapping', intent: 'price' },
        calls: [
          { name: 'message', says: 'From 190 €.', end: 'sent', reference: expect.stringMatching(/^\d+$/) },
        ],
      },
      { decision: 'handed-off', handoff: 'asked' },
    ]);
    const rule = turns[0]?.steps.find(({ step }) => step === 'rule-chosen');
    expect(rule?.detail).toEqual({ intent: 'price', when: 'room: suite', leads_to: 'replies' });
    expect(state).toMatchObject({ owner: 'people', misses: 0 });
  });

  it('says why other webhooks led to nothing, without a word of what they held', async () => {
    customer.says('greet=0.9');
    await customer.reads('Hello.');
    house.standIn.agentReplies(customer.id, 'I am on it');
    const { skipped } = await report();
    const noise = { event: 'conversation_updated', outcome: 'ignored', reason: 'conversation-update-noise' };
    expect(skipped).toContainEqual(expect.objectContaining(noise));
    expect(skipped.some(({ reason }) => reason === 'own-message')).toBe(false);
    expect(JSON.stringify(skipped)).not.toContain('I am on it');
  });

  it('tells of repeated attempts and of what was given up, which can be tried again', async () => {
    const refused = house.standIn.faults.add({
      match: { method: 'POST', path: /\/messages$/ },
      action: { status: 404, body: { error: 'gone' } },
    });
    customer.says('greet=0.9');
    const letter = await firstDeadLetter();
    expect(letter).toMatchObject({ kind: 'call', what: 'message' });
    const text = formatReport(await report()).join('\n');
    expect(text).toContain('1 message  "Hello."  dead');
    expect(text).toContain('dead letters');
    refused.remove();
    expect((await ask(`/api/dead-letters/${letter.id}/redrive`, 'POST')).status).toBe(200);
    await customer.reads('Hello.');
    expect((await ask(`/api/dead-letters/${letter.id}/discard`, 'POST')).status).toBe(404);
    expect((await ask('/api/dead-letters')).text).not.toContain(`"id":"${letter.id}"`);
  });

  it('finds a conversation by its number', async () => {
    customer.says('greet=0.9');
    await customer.reads('Hello.');
    const keys = { keys: [`bot:1:${customer.id}`] };
    expect(JSON.parse((await ask(`/api/conversations?id=${customer.id}`)).text)).toEqual(keys);
    expect(JSON.parse((await ask(`/api/conversations?id=${customer.id}&account=1&bot=bot`)).text)).toEqual(
      keys,
    );
    expect(JSON.parse((await ask(`/api/conversations?id=${customer.id}&bot=other`)).text)).toEqual({
      keys: [],
    });
    expect((await ask('/api/conversations')).status).toBe(400);
    expect((await ask('/api/conversations?id=%25')).status).toBe(400);
  });

  it.each([
    ['GET', '/api/conversations/bot:1:1/trace'],
    ['GET', '/api/conversations?id=1'],
    ['GET', '/api/dead-letters'],
    ['POST', '/api/dead-letters/1/redrive'],
    ['POST', '/api/dead-letters/1/discard'],
  ])('lets nobody but the operator %s %s', async (method, path) => {
    expect((await ask(path, method, 'wrong-token-of-sixteen')).status).toBe(401);
  });

  it('answers the command line', async () => {
    customer.says('greet=0.9');
    await customer.reads('Hello.');
    const env = { GATEWAY_ADMIN_TOKEN: adminToken };
    const explain = runCli(['explain', String(customer.id), '--url', house.url()], { env });
    expect(await explain.exit).toBe(0);
    expect(explain.stdout()).toContain(`bot:1:${customer.id}\n`);
    expect(explain.stdout()).toContain('→ 1 message  "Hello."  sent as');
    const dead = runCli(['dead', 'list', '--url', house.url()], { env });
    expect(await dead.exit).toBe(0);
    expect(dead.stdout()).toBe('There are no dead letters.\n');
    const unknown = runCli(['explain', '999999', '--url', house.url()], { env });
    expect(await unknown.exit).toBe(1);
    expect(unknown.stderr()).toContain('No conversation 999999 in the gateway at');
    const stranger = runCli(['explain', '1', '--url', house.url()], { env: { GATEWAY_ADMIN_TOKEN: 'x' } });
    expect(await stranger.exit).toBe(1);
    expect(stranger.stderr()).toContain('refused the admin token');
  });
});
