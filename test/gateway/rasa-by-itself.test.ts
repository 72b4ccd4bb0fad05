/** The rest of Rasa over real HTTP: the callback channel, reminders, pauses, sessions that end. */

import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type RasaExchange, type RasaStandIn, startRasaStandIn } from '../support/rasa-stand-in.ts';
import { type RunningGateway, startRunningGateway } from '../support/running-gateway.ts';

/** An answer of the channel that is written by the test. */
function streamed(stream: (outgoing: ServerResponse) => void): RasaExchange {
  const request = { method: 'POST', path: '/webhooks/rest/webhook' };
  const headers = { 'content-type': 'text/event-stream' };
  return { request, response: { status: 200, headers, body: '', stream } };
}

const GREETING = 'Hello! What can I do for you?';

describe('Rasa', () => {
  let rasa: RasaStandIn;
  let running: RunningGateway;

  afterEach(async () => {
    await running.close();
    await rasa.stop();
  });

  async function start(settings: string): Promise<void> {
    rasa = await startRasaStandIn();
    running = await startRunningGateway(`
provider: rasa
rasa: { url: "${rasa.url}", callback: { path_secret: callback-secret }, ${settings} }
`);
    rasa.callBackTo(`${running.url()}/engines/bot/rasa/callback-secret`);
  }

  async function senderOf(id: number): Promise<string> {
    return `cw-${(await running.store().state(`bot:1:${id}`))?.session.id}`;
  }

  it('answers by its callback channel, in order', async () => {
    await start('channel: callback');
    const { id } = running.standIn.createConversation();
    running.standIn.customerSays(id, 'hello');
    await running.heard(id, GREETING);
    running.standIn.customerSays(id, '1');
    await running.heard(id, 'Which hotel would you like?');
    expect(running.said(id)).toEqual([GREETING, 'Which hotel would you like?']);
    const turn = await running.traced(id, ({ utterance }) => utterance === 'hello');
    expect(turn).toMatchObject({
      decision: 'answered',
      reason: 'the engine answers in its own time',
      intent: { name: 'greet' },
    });
    expect(await senderOf(id)).toBe(
      rasa.requests.map(({ body }) => (body as { sender?: string })?.sender)[0],
    );
  });

  it('reminds the customer, with everything that a message can hold', async () => {
    await start('tracker: true');
    const { id } = running.standIn.createConversation();
    running.standIn.customerSays(id, 'hello');
    await running.heard(id, GREETING);
    const buttons = [{ title: 'Yes', payload: '/affirm' }];
    const statuses = await rasa.speakUp(
      await senderOf(id),
      { text: 'Your stay begins tomorrow.' },
      { text: 'Still coming?', buttons },
      { custom: { action: 'resolve' } },
    );
    expect(statuses).toEqual([200, 200, 200]);
    await running.standIn.waitFor(() => running.standIn.conversation(id).status === 'resolved');
    expect(running.said(id).slice(1)).toEqual(['Your stay begins tomorrow.', 'Still coming?']);
  });

  it('is shown while it is still at work, and what follows keeps its order', async () => {
    await start('stream: true, stream_quiet_ms: 30');
    const { id } = running.standIn.createConversation();
    const opened = Promise.withResolvers<ServerResponse>();
    rasa.replay([streamed((outgoing) => opened.resolve(outgoing))]);
    running.standIn.customerSays(id, 'find me a room');
    const outgoing = await opened.promise;
    outgoing.write('{"text": "One moment."}\n{"text": "I am loo');
    await running.heard(id, 'One moment.');
    outgoing.write('king …"}\n');
    await running.heard(id, 'I am looking …');
    outgoing.end('{"text": "Found three."}\n{"custom": {"action": "resolve"}}\n');
    await running.standIn.waitFor(() => running.standIn.conversation(id).status === 'resolved');
    expect(running.said(id)).toEqual(['One moment.', 'I am looking …', 'Found three.']);
    expect(rasa.requests[0]?.query.get('stream')).toBe('true');
    const turn = await running.traced(id, ({ utterance }) => utterance === 'find me a room');
    expect(turn.warnings).toMatchObject([{ code: 'answer-goes-on' }]);
  });

  it('is asked by its tracker as ever when the stream ends at once', async () => {
    await start('stream: true');
    const { id } = running.standIn.createConversation();
    running.standIn.customerSays(id, 'hello');
    await running.heard(id, GREETING);
    const turn = await running.traced(id, ({ utterance }) => utterance === 'hello');
    expect(turn).toMatchObject({ intent: { name: 'greet' }, warnings: [] });
  });

  it('hears the next message when it has said all of its answer', async () => {
    await start('stream: true, stream_quiet_ms: 30');
    const { id } = running.standIn.createConversation();
    const opened = Promise.withResolvers<ServerResponse>();
    rasa.replay([streamed((outgoing) => opened.resolve(outgoing))]);
    running.standIn.customerSays(id, 'find me a room');
    const outgoing = await opened.promise;
    outgoing.write('{"text": "Looking"}\n');
    await running.heard(id, 'Looking');
    running.standIn.customerSays(id, 'hello');
    await running.standIn.webhooksDone();
    outgoing.write('{"text": "Found one."}\n');
    outgoing.end();
    await running.heard(id, GREETING);
    await running.heard(id, 'Found one.');
    const heard = rasa.requests.filter(({ path }) => path.endsWith('/webhook')).length;
    expect(heard).toBe(2);
  });

  it('ends the turn as an outage when the stream breaks off before a word', async () => {
    await start('stream: true, stream_quiet_ms: 30');
    const { id } = running.standIn.createConversation();
    rasa.replay([streamed((outgoing) => outgoing.destroy())]);
    running.standIn.customerSays(id, 'hello');
    await running.heard(id, GREETING);
    expect(running.observations).toContainEqual(
      expect.objectContaining({ kind: 'engine-answered', code: 'ENGINE_UNREACHABLE' }),
    );
  });

  it('keeps silent while it is paused, when that does not mean a handoff', async () => {
    await start('handoff: { paused: false }');
    const { id } = running.standIn.createConversation();
    running.standIn.customerSays(id, 'hello');
    await running.heard(id, GREETING);
    rasa.bot.append(await senderOf(id), { event: 'pause' });
    for (const text of ['anyone there?', 'hello?', 'hm', 'book a hotel']) {
      running.standIn.customerSays(id, text);
      const turn = await running.traced(id, ({ utterance }) => utterance === text);
      expect(turn).toMatchObject({ decision: 'silent', reason: 'the engine keeps silent' });
    }
    expect(running.said(id)).toEqual([GREETING]);
    expect(running.standIn.conversation(id).status).toBe('pending');
  });

  it('hands over a paused conversation otherwise', async () => {
    await start('tracker: true');
    const { id } = running.standIn.createConversation();
    running.standIn.customerSays(id, 'hello');
    await running.heard(id, GREETING);
    rasa.bot.append(await senderOf(id), { event: 'pause' });
    running.standIn.customerSays(id, 'anyone there?');
    await running.standIn.waitFor(() => running.standIn.conversation(id).status === 'open');
  });

  it('forgets the dialogue of a conversation that was resolved', async () => {
    await start('tracker: true');
    const { id } = running.standIn.createConversation();
    running.standIn.customerSays(id, 'my name is Robin');
    await running.standIn.waitFor(() => running.said(id).length === 1);
    const before = await senderOf(id);
    running.standIn.resolve(id);
    await running.standIn.webhooksDone();
    running.advance(1_000);
    running.standIn.customerSays(id, 'what is my name?');
    await running.heard(id, 'You are unknown.');
    expect(await senderOf(id)).not.toBe(before);
    expect(rasa.requests).toContainEqual(
      expect.objectContaining({
        path: `/conversations/${before}/tracker/events`,
        body: { event: 'restart' },
      }),
    );
  });
});
