import { isGatewayError } from '../../src/core/model/gateway-error.ts';
import type { Json } from '../../src/core/model/json.ts';
import type { UtteranceContent } from '../../src/core/model/utterance.ts';
import type { Provider, ProviderRequest } from '../../src/core/ports/provider.ts';
import { createProvider } from '../../src/providers/registry.ts';
import { NOW } from './builders.ts';
import { type DialogflowStandIn, startDialogflowStandIn } from './dialogflow-stand-in.ts';
import { startEngineServer } from './engine-server.ts';
import { providerRequest } from './provider-requests.ts';

export type DialogflowEngine = 'dialogflow-es' | 'dialogflow-cx';

type Settings = Record<string, unknown>;
type Replay = (engine: DialogflowEngine, fixture: Record<string, unknown>) => Promise<unknown>;

/** Plays a fixture through the provider and over a socket, and returns what we make of it. */
export function replayDialogflowFixture(engine: DialogflowEngine) {
  return async (name: string, fixture: unknown): Promise<Json> => {
    const replay = special[name] ?? exchange;
    return JSON.parse(JSON.stringify((await replay(engine, record(fixture))) ?? null));
  };
}

export const unusedDialogflowFixtures: Readonly<Record<DialogflowEngine, Readonly<Record<string, string>>>> =
  {
    'dialogflow-es': {
      '50-es-agent-hotel-booking.files': 'an agent and no exchange; see sample-agents.test.ts',
    },
    'dialogflow-cx': {
      '35-cx-partial-stream':
        'whole answers are asked for: whether the final part repeats the others is not known',
      '51-cx-agent-hotel-booking.files': 'an agent and no exchange; see sample-agents.test.ts',
    },
  };

/** What each fixture needs beside its exchange. */
const settingsOf: Readonly<Record<string, Settings>> = {
  'es.v2beta1': { api_version: 'v2beta1', knowledge_bases: ['MTIzNDU2'] },
};

const special: Readonly<Record<string, Replay>> = {
  '28-cx-playbook-escalated': (engine, fixture) =>
    exchange(engine, fixture, { handoff: { escalated_playbook: true } }),
  '40-grpc-errors': grpcErrors,
  '41-rest-mode': restMode,
};

async function exchange(
  engine: DialogflowEngine,
  { api, request, serverAnswer }: Record<string, unknown>,
  over: Settings = {},
): Promise<unknown> {
  const settings = { ...settingsOf[String(api)], ...over };
  return withDialogflow(engine, settings, async (provider, standIn) => {
    standIn.replay([{ serverAnswer }]);
    const asked = providerRequest(contentOf(request), { context: { contact: { name: 'Sam' } } });
    return provider.respond(asked, never);
  });
}

/** The utterance that the gateway would have turned into this request. */
function contentOf(request: unknown): UtteranceContent {
  const input = record(record(request)['queryInput']);
  const text = record(input['text'])['text'];
  if (typeof text === 'string') return { kind: 'text', text };
  const event = record(input['event']);
  if (input['event']) return { kind: 'event', name: String(event['name'] ?? event['event']), values: {} };
  if (input['intent']) return { kind: 'opened' };
  return { kind: 'text', text: String(record(input['dtmf'])['digits']) };
}

async function grpcErrors(engine: DialogflowEngine, { cases }: Record<string, unknown>): Promise<unknown> {
  const outcomes = [];
  for (const entry of Array.isArray(cases) ? cases : []) {
    const { serverAnswer } = record(entry);
    outcomes.push(await grpcError(engine, serverAnswer));
  }
  return outcomes;
}

async function grpcError(engine: DialogflowEngine, answer: unknown): Promise<unknown> {
  const settings = typeof answer === 'string' ? spoiledSettings(answer) : {};
  return withDialogflow(engine, settings, async (provider, standIn) => {
    if (typeof answer === 'string') await spoil(answer, provider, standIn);
    else
      standIn.replay([{ code: Number(record(answer)['code']), details: String(record(answer)['details']) }]);
    return { answer, outcome: await outcome(provider) };
  });
}

function spoiledSettings(what: string): Settings {
  if (what.includes('key file missing')) return { key_file: '/does/not/exist.json' };
  return what.includes('timeout') ? { timeout_ms: 300 } : {};
}

async function spoil(what: string, provider: Provider, standIn: DialogflowStandIn): Promise<void> {
  if (what.includes('timeout')) standIn.fault({ kind: 'hang' });
  if (what.includes('refused')) await standIn.stop();
  if (what.includes('client.close()')) {
    await provider.respond(hello, never);
    await provider.close?.();
  }
}

async function restMode(
  engine: DialogflowEngine,
  { http, errors }: Record<string, unknown>,
): Promise<unknown> {
  const answers = [
    record(record(http)['response']),
    ...(Array.isArray(errors) ? errors : []).map(httpAnswer),
  ];
  const replies = answers.filter(({ status }) => typeof status === 'number');
  const server = await startEngineServer(() => {
    const { status, body } = replies.shift() ?? {};
    return { status: Number(status), body };
  });
  const provider = await createProvider(
    engine,
    { ...common(engine), transport: 'rest', api_endpoint: server.url },
    { clock: () => NOW, baseFolder: '.' },
  );
  const outcomes = [];
  for (let left = replies.length; left > 0; left--) outcomes.push(await outcome(provider));
  await provider.close?.();
  await server.stop();
  return {
    request: server.requests.slice(0, 1).map(({ method, path, body }) => ({ method, path, body })),
    outcomes,
  };
}

function httpAnswer(error: unknown): Record<string, unknown> {
  return record(record(error)['httpAnswer']);
}

function outcome(provider: Provider): Promise<unknown> {
  return provider.respond(hello, never).catch((error: unknown) => {
    if (isGatewayError(error)) return { error: error.message, neverSent: error.neverSent };
    throw error;
  });
}

/** A provider against a fresh stand-in, both closed afterwards. */
export async function withDialogflow<T>(
  engine: DialogflowEngine,
  over: Settings,
  use: (provider: Provider, standIn: DialogflowStandIn) => Promise<T>,
): Promise<T> {
  const standIn = await startDialogflowStandIn({ now: () => new Date(NOW) });
  const settings = { ...common(engine), api_endpoint: standIn.url, ...over };
  const provider = await createProvider(engine, settings, { clock: () => NOW, baseFolder: '.' });
  try {
    return await use(provider, standIn);
  } finally {
    await provider.close?.();
    await standIn.stop();
  }
}

/** The smallest settings of each engine. */
export function common(engine: DialogflowEngine): Settings {
  const project = 'hotel-aurora-demo';
  if (engine === 'dialogflow-es') return { project };
  return { project, location: 'europe-west3', agent: '3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f' };
}

const never = new AbortController().signal;
const hello: ProviderRequest = providerRequest('hello');

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
