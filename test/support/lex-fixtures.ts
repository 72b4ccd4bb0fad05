import { isGatewayError } from '../../src/core/model/gateway-error.ts';
import type { Json } from '../../src/core/model/json.ts';
import type { UtteranceContent } from '../../src/core/model/utterance.ts';
import type { Provider, ProviderRequest } from '../../src/core/ports/provider.ts';
import { createLexProvider } from '../../src/providers/lex/lex-provider.ts';
import { type LexSettings, lexSettingsSchema } from '../../src/providers/lex/lex-settings.ts';
import { NOW } from './builders.ts';
import type { EngineAnswer } from './engine-server.ts';
import { type LexStandIn, startLexStandIn } from './lex-stand-in.ts';
import { providerRequest } from './provider-requests.ts';

/** Sends what the fixture was an answer to, lets the stand-in give that answer, and returns what we sent and made of it. */
export async function replayLexFixture(name: string, fixture: unknown): Promise<Json> {
  const replay = replays[name] ?? (/^(?:0|1[0-5])/.test(name) ? textTurn : undefined);
  if (!replay) throw new Error(`Say how ${name} is replayed, or why it is not.`);
  return JSON.parse(JSON.stringify(await replay(record(fixture)))) as Json;
}

type Replay = (fixture: Record<string, unknown>) => Promise<unknown>;

const replays: Readonly<Record<string, Replay>> = {
  '16-put-session-welcome': (fixture) =>
    turn(fixture, { kind: 'opened' }, { welcome: { intent: 'Welcome' } }),
  '17-get-session': recoveredTurn,
  '18-delete-session': reset,
  '40-errors': errors,
};

function textTurn(fixture: Record<string, unknown>): Promise<unknown> {
  return turn(fixture, { kind: 'text', text: String(record(fixture['input'])['text']) });
}

/** With the turn's mark left out, so that we send what the fixture sends. */
async function turn(
  fixture: Record<string, unknown>,
  content: UtteranceContent,
  over: Record<string, unknown> = {},
): Promise<unknown> {
  const { sessionAttributes } = record(record(fixture['input'])['sessionState']);
  const settings = { recover: false, session_attributes: sessionAttributes ?? {}, ...over };
  return withLex(settings, [answerOf(fixture)], async (provider, standIn) => {
    const result = await provider.respond(requestOf(content), never);
    expectPath(fixture, standIn);
    return { sent: standIn.requests.map(({ body }) => body), result };
  });
}

/** The turn is repeated, and the session shows that its text was heard the first time. */
async function recoveredTurn(fixture: Record<string, unknown>): Promise<unknown> {
  const answer = answerOf(fixture);
  const body = record(answer.body);
  const sessionState = { ...record(body['sessionState']), sessionAttributes: { chatwoot_turn: '90001/0' } };
  const script = [{ ...answer, body: { ...body, sessionState } }];
  return withLex({}, script, async (provider, standIn) => {
    const said = requestOf({ kind: 'text', text: 'I want to book a hotel in Vienna' });
    const result = await provider.respond({ ...said, attempt: 2 }, never);
    expectPath(fixture, standIn);
    return { requests: standIn.requests.map(({ method, path }) => `${method} ${path}`), result };
  });
}

async function reset(fixture: Record<string, unknown>): Promise<unknown> {
  return withLex({}, [answerOf(fixture)], async (provider, standIn) => {
    await provider.reset?.(SESSION, never);
    return standIn.requests.map(({ method, path }) => `${method} ${path}`);
  });
}

async function errors(fixture: Record<string, unknown>): Promise<unknown> {
  const cases = fixture['cases'];
  if (!Array.isArray(cases)) throw new Error('A list of cases was expected.');
  const outcomes = [];
  for (const each of cases.map(record)) outcomes.push(await errorCase(each));
  return outcomes;
}

async function errorCase(each: Record<string, unknown>): Promise<unknown> {
  if (each['http']) return withLex({}, [answerOf({ http: { response: each['http'] } })], failure);
  const name = String(each['case']);
  const play = Object.entries(localFailures).find(([start]) => name.startsWith(start))?.[1];
  if (!play) throw new Error(`Say how «${name}» is replayed.`);
  return play();
}

const localFailures: Readonly<Record<string, () => Promise<unknown>>> = {
  'no answer': () =>
    withLex({ timeout_ms: 100 }, [], (provider, standIn) => {
      standIn.fault({ kind: 'hang' });
      return failure(provider);
    }),
  abortSignal: () =>
    withLex({}, [], async (provider, standIn) => {
      standIn.fault({ kind: 'hang' });
      const leaving = new AbortController();
      const arrived = standIn.nextRequest().then(() => leaving.abort());
      const failed = await failure(provider, standIn, leaving.signal);
      await arrived;
      return failed;
    }),
  'connection refused': () =>
    withLex({}, [], async (provider, standIn) => {
      await standIn.stop();
      return failure(provider);
    }),
  'credential provider': () =>
    withoutCredentials(() =>
      withLex({ access_key_id: undefined, secret_access_key: undefined }, [], failure),
    ),
};

async function failure(provider: Provider, _?: LexStandIn, signal = never): Promise<unknown> {
  const answer = provider.respond(requestOf({ kind: 'text', text: 'hello' }), signal);
  return answer.catch((error: unknown) => {
    if (isGatewayError(error)) return { code: error.code, message: error.message };
    throw error;
  });
}

/** No file, no variable and no machine gives any. */
async function withoutCredentials<T>(task: () => Promise<T>): Promise<T> {
  const nowhere = '/nonexistent';
  const variables: Record<string, string | undefined> = {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_PROFILE: undefined,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    AWS_CONFIG_FILE: nowhere,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  setVariables(Object.entries(variables));
  try {
    return await task();
  } finally {
    setVariables(before);
  }
}

function setVariables(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

const SESSION = '1-3-4711';
const never = new AbortController().signal;

function requestOf(content: UtteranceContent): ProviderRequest {
  return providerRequest(content, { sessionId: SESSION });
}

async function withLex<T>(
  over: Record<string, unknown>,
  script: readonly EngineAnswer[],
  use: (provider: Provider, standIn: LexStandIn) => Promise<T>,
): Promise<T> {
  const standIn = await startLexStandIn();
  standIn.script(script);
  const provider = await createLexProvider(settingsFor({ endpoint: standIn.url, ...over }), {
    clock: () => NOW,
    baseFolder: '.',
  });
  try {
    return await use(provider, standIn);
  } finally {
    await provider.close?.();
    await standIn.stop();
  }
}

function settingsFor(values: Record<string, unknown>): LexSettings {
  return lexSettingsSchema.parse({
    bot_id: 'AURORABOT1',
    bot_alias_id: 'TSTALIASID',
    region: 'eu-central-1',
    access_key_id: 'AKIDEXAMPLE',
    secret_access_key: 'secret',
    retries: 0,
    ...values,
  });
}

/** The SDK's path is the one in the fixture. */
function expectPath(fixture: Record<string, unknown>, { requests }: LexStandIn): void {
  const { method, path } = record(record(fixture['http'])['request']);
  const [first] = requests;
  if (first?.method !== method || first?.path !== path) {
    throw new Error(`Asked ${first?.method} ${first?.path} instead of ${String(method)} ${String(path)}.`);
  }
}

function answerOf(fixture: Record<string, unknown>): EngineAnswer {
  const { status, headers, body } = record(record(fixture['http'])['response']);
  const texts = Object.entries(record(headers)).map(([name, value]) => [name, String(value)]);
  return { status: Number(status), headers: Object.fromEntries(texts), body };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
