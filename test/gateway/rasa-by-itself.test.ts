/** The rest of Rasa over real HTTP: the callback channel, reminders, pauses, sessions that end. */
import { afterEach, describe, expect, it } from 'vitest';
import { type RasaStandIn, startRasaStandIn } from '../support/rasa-stand-in.ts';
import { type RunningGateway, startRunningGateway } from '../support/running-gateway.ts';

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
