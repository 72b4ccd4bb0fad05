import { z } from 'zod';
import { isGatewayError } from '../../src/core/model/gateway-error.ts';
import type { Json } from '../../src/core/model/json.ts';
import type { UtteranceContent } from '../../src/core/model/utterance.ts';
import type { Provider } from '../../src/core/ports/provider.ts';
import { speechFromRasa } from '../../src/providers/rasa/from-rasa-messages.ts';
import { createRasaProvider } from '../../src/providers/rasa/rasa-provider.ts';
import { type RasaSettings, rasaSettingsSchema } from '../../src/providers/rasa/rasa-settings.ts';
import { readRasaCallback } from '../../src/providers/rasa/read-rasa-messages.ts';
import { NOW } from './builders.ts';
import { providerRequest } from './provider-requests.ts';
import { type RasaExchange, type RasaStandIn, startRasaStandIn } from './rasa-stand-in.ts';

interface RasaFixtureExchange extends RasaExchange {
  readonly request: RasaExchange['request'] & { readonly body?: unknown };
}

interface RasaFixture {
  readonly exchanges: readonly RasaFixtureExchange[];
}

/** Sends what the fixture was an answer to, lets the stand-in give that answer, and returns what we make of it. */
export async function replayRasaFixture(name: string, fixture: unknown): Promise<Json> {
  const replay = replays[name];
  if (!replay) throw new Error(`Say how ${name} is replayed, or why it is not.`);
  return toJson(await replay(readFixture(fixture)));
}

export const unusedRasaFixtures: Readonly<Record<string, string>> = {
  '26-trigger-intent':
    'events from outside go through the channel, which gives the same answer without the API',
  '27-messages-log': 'what people say is not written into the tracker',
  '28-predict': 'the gateway never asks what Rasa would do',
};

type Replay = (fixture: RasaFixture) => Promise<unknown>;

const replays: Readonly<Record<string, Replay>> = {
  '01-rest-text': dialogue,
  '02-rest-buttons': dialogue,
  '03-rest-mixed-messages': dialogue,
  '04-rest-handoff-custom': dialogue,
  '05-rest-empty': dialogue,
  '06-rest-stream': dialogue,
  '07-rest-setslots': dialogue,
  '08-rest-bad-requests': eachOnItsOwn,
  '09-callback-channel': callback,
  '10-model-parse': understanding,
  '11-model-parse-roles-groups': understanding,
  '12-model-parse-fallback': understanding,
  '13-model-parse-slash-payload': understanding,
  '20-tracker-after-turn': trackedTurn,
  '21-tracker-events': trackedTurn,
  '22-tracker-paused': trackedTurn,
  '24-events-append-restart': reset,
  '25-events-append-slots-session-resume': resumed,
  '29-status-version': check,
  '30-tracker-calm-start-flow': trackedTurn,
  '31-tracker-calm-cannot-handle': trackedTurn,
  '32-tracker-calm-handoff': trackedTurn,
  '33-rest-calm-repair': dialogue,
  '40-error-401': trackerError,
  '41-error-403': trackerError,
  '42-error-404': eachAsParse,
  '43-error-409': eachAsParse,
  '44-error-400': eachAsParse,
  '45-error-500': eachAsParse,
};

/** The exchanges as one conversation; payloads that were offered are chosen, everything else is typed. */
async function dialogue({ exchanges }: RasaFixture): Promise<unknown> {
  return withRasa({ http_api: false }, exchanges, async (provider) => {
    const results = [];
    let session: Json | undefined;
    for (const { request } of exchanges) {
      const content = contentOf(textOf(request.body));
      const result = await provider.respond(
        providerRequest(content, { ...(session ? { session } : {}) }),
        never,
      );
      session = result.session;
      results.push(result);
    }
    return results;
  });
}

async function eachOnItsOwn({ exchanges }: RasaFixture): Promise<unknown> {
  const outcomes = [];
  for (const { response } of exchanges) {
    const webhook = { request: { method: 'POST', path: '/webhooks/rest/webhook' }, response };
    outcomes.push(
      await withRasa({ http_api: false }, [webhook], (provider) => outcome(provider, 'converse')),
    );
  }
  return outcomes;
}

async function eachAsParse({ exchanges }: RasaFixture): Promise<unknown> {
  const outcomes = [];
  for (const { response } of exchanges) {
    const parse = { request: { method: 'POST', path: '/model/parse' }, response };
    outcomes.push(await withRasa({}, [parse], (provider) => outcome(provider, 'understand')));
  }
  return outcomes;
}

/** The channel says nothing, so that an API that fails decides what the silence means. */
async function trackerError({ exchanges }: RasaFixture): Promise<unknown> {
  const script = exchanges.flatMap(({ response }) => [
    { request: { method: 'POST', path: '/webhooks/rest/webhook' }, response: { status: 200, body: [] } },
    { request: { method: 'GET', path: '/conversations/cw-1-4711/tracker' }, response },
  ]);
  return withRasa({}, script, (provider) => outcome(provider, 'converse'));
}

function outcome(provider: Provider, purpose: 'converse' | 'understand'): Promise<unknown> {
  const answer = provider.respond(providerRequest('hello', { purpose }), never);
  return answer.catch((error: unknown) => {
    if (isGatewayError(error)) return { error: error.message };
    throw error;
  });
}

async function understanding({ exchanges }: RasaFixture): Promise<unknown> {
  return withRasa({}, exchanges, (provider) => {
    const text = textOf(exchanges[0]?.request.body);
    const session = { offered: [text], paused: false };
    return provider.respond(providerRequest(contentOf(text), { purpose: 'understand', session }), never);
  });
}

/** The tracker of the fixture after a turn with its message. A paused bot says nothing, any other something. */
async function trackedTurn({ exchanges }: RasaFixture): Promise<unknown> {
  const { paused, latest_message } = record(exchanges[0]?.response.body);
  const said = paused === true ? [] : [{ text: 'Said by the bot.' }];
  const webhook = { method: 'POST', path: '/webhooks/rest/webhook' };
  const script = [{ request: webhook, response: { status: 200, body: said } }, ...exchanges];
  const text = String(record(latest_message)['text']);
  return withRasa({}, script, (provider) => provider.respond(providerRequest(text), never));
}

async function callback({ exchanges }: RasaFixture): Promise<unknown> {
  const posts = exchanges.filter(({ request }) => request.path === undefined);
  const { handoff } = settingsFor({ url: 'http://localhost:5005' });
  return posts.map(({ request }) => speechFromRasa(readRasaCallback(request.body), handoff));
}

async function reset({ exchanges }: RasaFixture): Promise<unknown> {
  return withRasa({}, exchanges, async (provider, standIn) => {
    await provider.reset?.('1-4711', never);
    return standIn.requests.map(({ path, body }) => ({ path, body }));
  });
}

/** A session that Rasa paused is woken before it is asked. */
async function resumed({ exchanges }: RasaFixture): Promise<unknown> {
  return withRasa({ tracker: false }, exchanges.slice(-1), async (provider, standIn) => {
    const session = { offered: [], paused: true };
    const result = await provider.respond(providerRequest('hello', { session }), never);
    return {
      result,
      requests: standIn.requests.map(({ path, body }) => ({ path, event: record(body)['event'] })),
    };
  });
}

async function check({ exchanges }: RasaFixture): Promise<unknown> {
  return withRasa({}, exchanges, (provider) => provider.check(never));
}

async function withRasa<T>(
  over: Record<string, unknown>,
  script: readonly RasaExchange[],
  use: (provider: Provider, standIn: RasaStandIn) => Promise<T>,
): Promise<T> {
  const standIn = await startRasaStandIn();
  standIn.replay(script);
  const deps = { clock: () => NOW, baseFolder: '.' };
  const provider = await createRasaProvider(settingsFor({ url: standIn.url, ...over }), deps);
  try {
    return await use(provider, standIn);
  } finally {
    await provider.close?.();
    await standIn.stop();
  }
}

const never = new AbortController().signal;

function settingsFor(values: Record<string, unknown>): RasaSettings {
  return rasaSettingsSchema.parse(values);
}

function contentOf(text: string): UtteranceContent {
  return text.startsWith('/') ? { kind: 'choice', value: text, title: text } : { kind: 'text', text };
}

function textOf(body: unknown): string {
  const { message, text } = record(body);
  return String(message ?? text);
}

function readFixture(fixture: unknown): RasaFixture {
  const { exchanges, request, response } = record(fixture);
  const list = Array.isArray(exchanges) ? exchanges : [{ request, response }];
  return { exchanges: list.map(readExchange) };
}

/** `body_text` where the body is not JSON. */
function readExchange(exchange: unknown): RasaFixtureExchange {
  const request = record(record(exchange)['request']);
  const response = record(record(exchange)['response']);
  const headers = Object.entries(record(response['headers'])).map(([name, value]) => [name, String(value)]);
  return {
    request: {
      method: String(request['method']),
      path: typeof request['path'] === 'string' ? request['path'] : undefined,
      body: request['body'],
    },
    response: {
      status: Number(response['status']),
      headers: Object.fromEntries(headers),
      body: response['body_text'] ?? response['body'],
    },
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function toJson(value: unknown): Json {
  return z.json().parse(JSON.parse(JSON.stringify(value ?? null)));
}
