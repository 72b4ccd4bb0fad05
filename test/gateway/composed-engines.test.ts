/** Fallback, shadow and routes of one bot, over real HTTP. Rasa and a bot of one's own as the engines. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  HTTP_BOT_SECRET,
  HTTP_BOT_TOKEN,
  type HttpBotStandIn,
  lateReplyHeaders,
  startHttpBotStandIn,
} from '../support/http-bot-stand-in.ts';
import { type RasaStandIn, startRasaStandIn } from '../support/rasa-stand-in.ts';
import { type RunningGateway, startRunningGateway } from '../support/running-gateway.ts';

const GREETING = 'Hello! What can I do for you?';
const files = {
  'nlu.yml': readFileSync(join(import.meta.dirname, '../../config/samples/hotel-booking/nlu.yml'), 'utf8'),
};

let rasa: RasaStandIn;
let own: HttpBotStandIn;
let running: RunningGateway | undefined;

beforeEach(async () => {
  [rasa, own] = await Promise.all([startRasaStandIn(), startHttpBotStandIn()]);
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await Promise.all([rasa.stop(), own.stop()].map((stopped) => stopped.catch(() => {})));
});

async function start(yaml: string): Promise<RunningGateway> {
  const { url } = own;
  running = await startRunningGateway(
    `
rasa: { url: "${rasa.url}", circuit: { failures: 2, open_ms: 50 }, callback: { path_secret: callback-secret } }
generic-http: { url: "${url}", secrets: [${HTTP_BOT_SECRET}], token: ${HTTP_BOT_TOKEN}, callback: {} }
embedded: { nlu: ./nlu.yml }
${yaml}
`,
    { files },
  );
  return running;
}

async function say(
  gateway: RunningGateway,
  text: string,
  conversation = gateway.standIn.createConversation().id,
) {
  const before = gateway.said(conversation).length;
  gateway.standIn.customerSays(conversation, text);
  await gateway.standIn.waitFor(() => gateway.said(conversation).length > before);
  const trace = await gateway.traced(conversation, ({ utterance }) => utterance === text);
  return { conversation, trace, answer: gateway.said(conversation).at(-1) };
}

describe('fallback', () => {
  it('answers while the first engine is down, and leaves when it is back', async () => {
    const gateway = await start('provider: rasa\nfallback: generic-http');
    const { conversation } = await say(gateway, 'hello');
    rasa.fault({ kind: 'status', status: 503 });
    const down = await say(gateway, 'my name is Robin', conversation);
    expect(down.answer).toBe('You are Robin.');
    expect(down.trace).toMatchObject({
      engine: { name: 'generic-http' },
      answeredBy: { kind: 'engine', engine: 'generic-http' },
      warnings: [
        { code: 'engine-fell-back', detail: expect.stringContaining('rasa is down (ENGINE_FAILED)') },
      ],
    });
    rasa.fault(undefined);
    const back = await say(gateway, 'book a hotel', conversation);
    expect(back.trace).toMatchObject({ engine: { name: 'rasa' }, warnings: [] });
  });

  it('keeps the sessions of both apart', async () => {
    const gateway = await start('provider: rasa\nfallback: generic-http');
    const { conversation } = await say(gateway, 'hello');
    rasa.fault({ kind: 'status', status: 503 });
    await say(gateway, 'my name is Robin', conversation);
    rasa.fault(undefined);
    // A payload that Rasa offered before goes out as it is: it was not forgotten.
    await say(gateway, '/book_hotel', conversation);
    rasa.fault({ kind: 'status', status: 503 });
    const again = await say(gateway, 'what is my name?', conversation);
    expect(again.answer).toBe('You are Robin.');
    const state = await gateway.store().state(`bot:1:${conversation}`);
    expect(state?.session.data).toMatchObject({
      main: 'rasa',
      of: { rasa: { offered: expect.arrayContaining(['/book_hotel']) }, 'generic-http': { name: 'Robin' } },
    });
  });

  it('does not ask an engine whose circuit is open, and tells so in metrics and check', async () => {
    const gateway = await start(
      'provider: rasa\nfallback: embedded\nintents: { greet: { text: "Hi from us" } }',
    );
    rasa.fault({ kind: 'status', status: 503 });
    const { conversation } = await say(gateway, 'hello');
    await say(gateway, 'good morning', conversation);
    const { trace } = await say(gateway, 'hi there', conversation);
    expect(trace).toMatchObject({ engine: { name: 'embedded' }, intent: { name: 'greet' } });
    expect(gateway.observations).toContainEqual(
      expect.objectContaining({ kind: 'circuit-changed', engine: 'rasa', state: 'open' }),
    );
    expect(gateway.observations).toContainEqual(
      expect.objectContaining({ kind: 'engine-fell-back', engine: 'rasa', to: 'embedded' }),
    );
    const findings = (await gateway.gateway().check(new AbortController().signal)).get('bot') ?? [];
    expect(findings.map(({ message }) => message).join('\n')).toMatch(
      /rasa: The circuit of rasa is (open|half-open)/,
    );
  });

  it('is no way out when it is down as well: people take over, and the first engine is named', async () => {
    const gateway = await start('provider: rasa\nfallback: generic-http');
    await Promise.all([rasa.stop(), own.stop()]);
    const { id } = gateway.standIn.createConversation();
    gateway.standIn.customerSays(id, 'hello');
    await gateway.standIn.waitFor(() => gateway.standIn.conversation(id).status === 'open', 15_000);
    const trace = await gateway.traced(id, ({ decision }) => decision === 'handed-off');
    expect(trace.engine).toMatchObject({ name: 'rasa', error: expect.stringContaining('ENGINE_') });
  });

  it('may be the engine that speaks late', async () => {
    const gateway = await start('provider: rasa\nfallback: generic-http');
    const { conversation } = await say(gateway, 'hello');
    expect(await speakLate(gateway, conversation, 'a word from the spare bot')).toBe(200);
    await gateway.heard(conversation, 'a word from the spare bot');
  });
});

describe('shadow', () => {
  const compared = ({ event }: { event: string }) => event === 'shadow-answered';

  it('is asked, recorded and never shown', async () => {
    const gateway = await start('provider: rasa\nshadow: generic-http');
    const { conversation, trace } = await say(gateway, 'hello');
    expect(trace).toMatchObject({ engine: { name: 'rasa' }, intent: { name: 'greet' } });
    const shadow = await gateway.traced(conversation, compared);
    expect(shadow).toMatchObject({
      decision: 'silent',
      reason: 'generic-http as shadow: intent ask (0.90); shown was rasa: intent greet (0.93)',
      steps: [
        {
          step: 'shadow-compared',
          detail: {
            turn: trace.id,
            engine: 'generic-http',
            intent: 'ask',
            score: 0.9,
            shown: 'rasa',
            agrees: false,
          },
        },
      ],
    });
    expect(gateway.said(conversation)).toEqual([GREETING]);
  });

  it('remembers its own dialogue', async () => {
    const gateway = await start('provider: rasa\nshadow: generic-http');
    const { conversation } = await say(gateway, 'my name is Robin');
    await gateway.traced(conversation, compared);
    await say(gateway, 'hello', conversation);
    const sent = own.requests.map(({ body }) => (body as { session?: unknown }).session);
    expect(sent).toEqual([undefined, { name: 'Robin' }]);
  });

  it('neither delays nor fails the turn', async () => {
    const gateway = await start('provider: rasa\nshadow: generic-http');
    own.fault({ kind: 'hang' });
    expect((await say(gateway, 'hello')).answer).toBe(GREETING);
    own.fault({ kind: 'status', status: 500 });
    const { conversation, answer } = await say(gateway, 'hello');
    expect(answer).toBe(GREETING);
    const shadow = await gateway.traced(conversation, compared);
    expect(shadow.reason).toBe('generic-http as shadow: ENGINE_FAILED; shown was rasa: intent greet (0.93)');
  });

  it('is not shown when it speaks late, either', async () => {
    const gateway = await start('provider: rasa\nshadow: generic-http');
    const { conversation } = await say(gateway, 'hello');
    expect(await speakLate(gateway, conversation, 'boo')).toBe(200);
    const trace = await gateway.traced(conversation, ({ event }) => event === 'provider-replied');
    expect(trace.reason).toBe('dropped what generic-http said late: rasa serves this conversation');
    expect(gateway.said(conversation)).toEqual([GREETING]);
  });
});

describe('routes', () => {
  const routes = `provider: rasa
routes:
  - { when: { language: fr }, engine: embedded }
  - { when: { channel: [whatsapp, api], contact.plan: gold }, engine: embedded }
  - { when: { conversation.topic: names }, engine: generic-http }
`;

  it('let another engine serve the conversations that fit, and only those', async () => {
    const gateway = await start(routes);
    expect((await say(gateway, 'hello')).trace).toMatchObject({ engine: { name: 'rasa' } });
    const { id } = gateway.standIn.createConversation();
    await setAttribute(gateway, id, { topic: 'names' });
    expect((await say(gateway, 'my name is Robin', id)).answer).toBe('You are Robin.');
  });

  it('stand for a whole session', async () => {
    const gateway = await start(routes);
    const { conversation } = await say(gateway, 'hello');
    await setAttribute(gateway, conversation, { topic: 'names' });
    expect((await say(gateway, 'good evening', conversation)).trace).toMatchObject({
      engine: { name: 'rasa' },
    });
    gateway.standIn.resolve(conversation);
    await gateway.standIn.webhooksDone();
    gateway.advance(1_000);
    expect((await say(gateway, 'my name is Robin', conversation)).answer).toBe('You are Robin.');
  });

  it('give way to a switch by hand', async () => {
    const gateway = await start(routes);
    gateway.gateway().switchEngine('bot', 'generic-http');
    expect((await say(gateway, 'my name is Robin')).answer).toBe('You are Robin.');
  });
});

async function setAttribute(
  gateway: RunningGateway,
  id: number,
  values: Record<string, string>,
): Promise<void> {
  const { url } = gateway.standIn;
  const { token } = gateway.standIn.credentials();
  const answer = await fetch(`${url}/api/v1/accounts/1/conversations/${id}/custom_attributes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', api_access_token: token },
    body: JSON.stringify({ custom_attributes: values }),
  });
  expect(answer.status).toBe(200);
}

async function speakLate(gateway: RunningGateway, conversation: number, text: string): Promise<number> {
  const state = await gateway.store().state(`bot:1:${conversation}`);
  const session_id = state?.session.id;
  const body = JSON.stringify({ version: 1, session_id, id: 'late-1', replies: [{ kind: 'text', text }] });
  const headers = { 'content-type': 'application/json', ...lateReplyHeaders(body, Date.now()) };
  const answer = await fetch(`${gateway.url()}/engines/bot/generic-http`, { method: 'POST', headers, body });
  return answer.status;
}
