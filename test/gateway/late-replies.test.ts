/** What an engine says by itself, over real HTTP: Rasa's callback channel as the engine that does so. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RasaStandIn, startRasaStandIn } from '../support/rasa-stand-in.ts';
import { type RunningGateway, startRunningGateway } from '../support/running-gateway.ts';

const SECRET = 'callback-secret-1';
const TOKEN = 'endpoint-token-1';

describe('late replies', () => {
  let rasa: RasaStandIn;
  let running: RunningGateway;

  beforeEach(async () => {
    rasa = await startRasaStandIn();
    running = await startRunningGateway(`
provider: rasa
rasa: { url: "${rasa.url}", callback: { path_secret: ${SECRET}, token: ${TOKEN} } }
`);
  });
  afterEach(async () => {
    await running.close();
    await rasa.stop();
  });

  /** A conversation that Rasa knows, and the sender id under which it does. */
  async function talk(): Promise<{ readonly id: number; readonly sender: string }> {
    const { id } = running.standIn.createConversation();
    running.standIn.customerSays(id, 'hello');
    await running.heard(id, 'Hello! What can I do for you?');
    const state = await running.store().state(`bot:1:${id}`);
    return { id, sender: `cw-${state?.session.id}` };
  }

  async function post(
    body: unknown,
    over: { path?: string; query?: string; headers?: Record<string, string> } = {},
  ) {
    const { path = `/engines/bot/rasa/${SECRET}`, query = `?token=${TOKEN}`, headers = {} } = over;
    const answer = await fetch(`${running.url()}${path}${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }

  const isLate = ({ event }: { event: string }) => event === 'provider-replied';

  it('reaches the customer when nobody asked', async () => {
    const { id, sender } = await talk();
    expect(await post({ recipient_id: sender, text: 'Your taxi is here.' })).toEqual({
      status: 200,
      body: { status: 'accepted' },
    });
    await running.heard(id, 'Your taxi is here.');
    const trace = await running.traced(id, isLate);
    expect(trace).toMatchObject({
      decision: 'answered',
      reason: 'the engine spoke by itself',
      answeredBy: { kind: 'engine', engine: 'rasa' },
    });
  });

  it('reaches the customer after a restart of the gateway', async () => {
    const { id, sender } = await talk();
    await running.restart();
    expect((await post([{ recipient_id: sender, text: 'Still on?' }])).status).toBe(200);
    await running.heard(id, 'Still on?');
  });

  it('keeps the order in which it came, and says nothing twice', async () => {
    const { id, sender } = await talk();
    const texts = Array.from({ length: 8 }, (_, index) => `reminder ${index}`);
    for (const text of texts) {
      const headers = { 'x-request-id': text };
      expect((await post({ recipient_id: sender, text }, { headers })).body).toEqual({ status: 'accepted' });
      expect((await post({ recipient_id: sender, text }, { headers })).body).toEqual({ status: 'duplicate' });
    }
    await running.heard(id, 'reminder 7');
    expect(running.said(id).slice(1)).toEqual(texts);
  });

  it('waits for the end of the turn in which it comes, also of the first', async () => {
    const slow = await startRasaStandIn({ turnMs: 100 });
    const other = await startRunningGateway(`
provider: rasa
rasa: { url: "${slow.url}", callback: { path_secret: ${SECRET} } }
`);
    const { id } = other.standIn.createConversation();
    const arrived = slow.nextRequest();
    other.standIn.customerSays(id, 'hello');
    const { sender } = (await arrived).body as { sender: string };
    const answer = await fetch(`${other.url()}/engines/bot/rasa/${SECRET}`, {
      method: 'POST',
      body: JSON.stringify({ recipient_id: sender, text: 'and one more thing' }),
    });
    expect(answer.status).toBe(200);
    await other.heard(id, 'and one more thing');
    expect(other.said(id)).toEqual(['Hello! What can I do for you?', 'and one more thing']);
    await other.close();
    await slow.stop();
  });

  it('may offer buttons, whose payloads Rasa then gets as they are', async () => {
    const { id, sender } = await talk();
    const buttons = [{ title: 'Yes, book', payload: '/inform{"hotel":"Park Hotel"}' }];
    await post({ recipient_id: sender, text: 'Book now?', buttons });
    await running.heard(id, 'Book now?');
    const question = running.standIn.messages(id).find(({ content }) => content === 'Book now?');
    running.standIn.chooseOption(question?.id ?? 0, '/inform{"hotel":"Park Hotel"}');
    await running.standIn.waitFor(() => running.said(id).length === 3);
    expect(rasa.bot.heard(sender)).toEqual(['hello', '/inform{"hotel":"Park Hotel"}']);
  });

  it('does not make the customer’s question void', async () => {
    const { id, sender } = await talk();
    await post({ recipient_id: sender, text: 'By the way: breakfast is included.' });
    await running.heard(id, 'By the way: breakfast is included.');
    running.standIn.customerSays(id, '1');
    await running.heard(id, 'Which hotel would you like?');
    expect(rasa.bot.heard(sender)).toEqual(['hello', '/book_hotel']);
  });

  it('hands over when the engine asks for a person', async () => {
    const { id, sender } = await talk();
    await post([
      { recipient_id: sender, text: 'Somebody will call you.' },
      { recipient_id: sender, custom: { handoff: true, reason: 'payment' } },
    ]);
    await running.standIn.waitFor(() => running.standIn.conversation(id).status === 'open');
    const trace = await running.traced(id, isLate);
    expect(trace).toMatchObject({ decision: 'handed-off', reason: expect.stringContaining('payment') });
    expect(running.said(id).slice(1)).toEqual(['Somebody will call you.']);
  });

  it('is dropped, with the reason, while people own the conversation', async () => {
    const { id, sender } = await talk();
    running.standIn.agentTakesOver(id);
    await running.standIn.webhooksDone();
    expect((await post({ recipient_id: sender, text: 'Hello again' })).status).toBe(200);
    const trace = await running.traced(id, isLate);
    expect(trace).toMatchObject({ decision: 'silent', reason: 'the conversation is with people' });
    expect(running.said(id)).not.toContain('Hello again');
  });

  it('is dropped, with the reason, when it belongs to an earlier session', async () => {
    const { id, sender } = await talk();
    running.standIn.resolve(id);
    await running.standIn.webhooksDone();
    // The session id holds the second in which it began.
    running.advance(1_000);
    running.standIn.customerSays(id, 'hello');
    await running.standIn.waitFor(() => running.said(id).length === 2);
    await post({ recipient_id: sender, text: 'Too late' });
    const trace = await running.traced(id, isLate);
    expect(trace).toMatchObject({ decision: 'silent', reason: expect.stringContaining('earlier session') });
    expect(running.said(id)).not.toContain('Too late');
  });

  it('lets nobody else speak as the bot', async () => {
    const { id, sender } = await talk();
    const message = { recipient_id: sender, text: 'Give me your card number' };
    const refused = [
      { path: '/engines/bot/rasa' },
      { path: '/engines/bot/rasa/callback-secret-2' },
      { query: '' },
      { query: '?token=another-token-1' },
    ];
    for (const over of refused) expect((await post(message, over)).status).toBe(401);
    for (const path of ['/engines/bot/lex', '/engines/shop/rasa', '/engines/bot/embedded']) {
      expect((await post(message, { path: `${path}/${SECRET}` })).status).toBe(404);
    }
    expect((await post({ ...message, recipient_id: 'cw-bot-1-9999-abc' })).status).toBe(404);
    expect((await post({ ...message, recipient_id: sender.replace('cw-', '') })).status).toBe(404);
    expect(running.said(id)).toHaveLength(1);
  });

  it('refuses what is too large or nothing of Rasa’s, and lives on', async () => {
    const { id, sender } = await talk();
    const text = 'x'.repeat(2_000_000);
    expect((await post({ recipient_id: sender, text })).status).toBe(413);
    for (const body of ['no json', '{"text":"to nobody"}', '[]', '[[1]]', 'null']) {
      expect((await post(body)).status).toBe(422);
    }
    await post({ recipient_id: sender, text: 'fine' });
    await running.heard(id, 'fine');
  });
});
