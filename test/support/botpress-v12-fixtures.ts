import type { Json } from '../../src/core/model/json.ts';
import type { UtteranceContent } from '../../src/core/model/utterance.ts';
import type { Provider } from '../../src/core/ports/provider.ts';
import { createBotpressV12Provider } from '../../src/providers/botpress/v12/v12-provider.ts';
import { botpressV12SettingsSchema } from '../../src/providers/botpress/v12/v12-settings.ts';
import {
  type BotpressExchange,
  fieldsOf,
  outcomeOf,
  readBotpressExchanges,
  toJson,
} from './botpress-fixture-files.ts';
import { startBotpressV12StandIn, type V12StandIn } from './botpress-v12-stand-in.ts';
import { NOW } from './builders.ts';
import { providerRequest } from './provider-requests.ts';

/** Sends what the fixture was an answer to, lets the stand-in give that answer, and returns what we make of it. */
export async function replayV12Fixture(name: string, fixture: unknown): Promise<Json> {
  const replay = replays[name];
  if (!replay) throw new Error(`Say how ${name} is replayed, or why it is not.`);
  return toJson(await replay(readBotpressExchanges(fixture)));
}

export const unusedV12Fixtures: Readonly<Record<string, string>> = {
  '50-messaging-server-collect':
    'v12 drops messages of the messaging server unless started for an experiment',
};

type Replay = (exchanges: readonly BotpressExchange[]) => Promise<unknown>;

const replays: Readonly<Record<string, Replay>> = {
  '01-converse-text': openDialogue,
  '02-converse-single-choice': openDialogue,
  '03-converse-all-content-types': openDialogue,
  '04-converse-custom-payloads': openDialogue,
  '05-converse-secured-book-hotel': securedDialogue,
  '06-converse-secured-none-intent': securedDialogue,
  '07-converse-secured-handoff': securedDialogue,
  '08-converse-secured-mid-flow': securedDialogue,
  '09-converse-empty': openDialogue,
  '12-login': logins,
  '13-nlu-predict': understanding,
  '14-status-version': check,
  '20-error-400-bad-request': eachOnItsOwn,
  '21-error-400-timeout-then-stale': staleReplies,
  '22-concurrent-same-user': openDialogue,
  '23-error-401': refusedTokens,
  '24-error-403-include': eachOnItsOwn,
  '25-error-404-bot': eachOnItsOwn,
  '26-error-config-variants': eachOnItsOwn,
  '27-converse-secured-other-payload-types': securedDialogue,
};

const account = { email: 'gateway@example.com', password: '<password>' };

function openDialogue(exchanges: readonly BotpressExchange[]): Promise<unknown> {
  return withV12({}, exchanges, (provider) => converse(provider, exchanges));
}

function securedDialogue(exchanges: readonly BotpressExchange[]): Promise<unknown> {
  return withV12({ login: account }, exchanges, async (provider, standIn) => ({
    results: await converse(provider, exchanges),
    sent: standIn.requests
      .filter(({ path }) => path.endsWith('/secured'))
      .map(({ body }) => withoutMetadata(body)),
  }));
}

/** The exchanges as one conversation; what was sent is said again in neutral words. */
async function converse(provider: Provider, exchanges: readonly BotpressExchange[]): Promise<unknown[]> {
  const results = [];
  let session: Json | undefined;
  for (const [index, { request }] of exchanges.entries()) {
    const over = { ...sessionOf(request.path), turnId: `t${index}`, ...(session ? { session } : {}) };
    const result = await provider.respond(providerRequest(contentOf(request.body), over), never);
    session = result.session;
    results.push(result);
  }
  return results;
}

/** Whatever the message was, the answer to it is one of these. */
async function eachOnItsOwn(exchanges: readonly BotpressExchange[]): Promise<unknown> {
  const outcomes = [];
  for (const exchange of exchanges) {
    const bot_id = /\/bots\/([^/]+)\//.exec(exchange.request.path)?.[1] ?? 'hotel-bot';
    const path = `/api/v1/bots/${bot_id}/converse/cw-1-4711`;
    const script = [{ ...exchange, request: { ...exchange.request, path } }];
    outcomes.push(
      await withV12({ bot_id }, script, (provider) =>
        outcomeOf(provider.respond(providerRequest('hello'), never)),
      ),
    );
  }
  return outcomes;
}

async function logins(exchanges: readonly BotpressExchange[]): Promise<unknown> {
  const outcomes = [];
  const answer = { status: 200, body: { responses: [{ type: 'text', text: 'Hello.' }] } };
  const secured = { request: { ...post, path: `${bot}/converse/cw-1-4711/secured` }, response: answer };
  for (const exchange of exchanges) {
    outcomes.push(
      await withV12({ login: account }, [exchange, secured], (provider) =>
        outcomeOf(provider.respond(providerRequest('hello'), never)),
      ),
    );
  }
  return outcomes;
}

function understanding(exchanges: readonly BotpressExchange[]): Promise<unknown> {
  return withV12({ login: account }, exchanges, (provider) => {
    const { text } = fieldsOf(exchanges[0]?.request.body);
    return provider.respond(providerRequest(String(text), { purpose: 'understand' }), never);
  });
}

function check(exchanges: readonly BotpressExchange[]): Promise<unknown> {
  return withV12({}, exchanges, (provider) => provider.check(never));
}

/** The late reply is what the server keeps for the next request, whatever that is. */
function staleReplies([timedOut, next]: readonly BotpressExchange[]): Promise<unknown> {
  const { responses } = fieldsOf(next?.response.body);
  const [late, fresh] = Array.isArray(responses) ? responses : [];
  const version = { text: 'Version: 12.31.10', markdown: true };
  const script = [[late, version], [version], [fresh]].map((items) => ({
    request: { ...post, path: timedOut?.request.path ?? '' },
    response: { status: 200, body: { responses: items } },
  }));
  return withV12({ login: account }, [...(timedOut ? [timedOut] : []), ...script], async (provider) => {
    const about = { sessionId: '1-4721' };
    return [
      await outcomeOf(provider.respond(providerRequest('slownlu book', { ...about, turnId: 't1' }), never)),
      await provider.respond(providerRequest('hello', { ...about, turnId: 't2' }), never),
    ];
  });
}

/** A refused token is renewed once. */
async function refusedTokens(exchanges: readonly BotpressExchange[]): Promise<unknown> {
  const outcomes = [];
  for (const exchange of exchanges) {
    outcomes.push(
      await withV12({ login: account }, [exchange, exchange], async (provider, standIn) => ({
        outcome: await outcomeOf(
          provider.respond(providerRequest('hi', sessionOf(exchange.request.path)), never),
        ),
        logins: standIn.logins(),
      })),
    );
  }
  return outcomes;
}

const post = { method: 'POST', body: undefined };
const bot = '/api/v1/bots/hotel-bot';
const never = new AbortController().signal;

async function withV12<T>(
  over: Record<string, unknown>,
  script: readonly BotpressExchange[],
  use: (provider: Provider, standIn: V12StandIn) => Promise<T>,
): Promise<T> {
  const standIn = await startBotpressV12StandIn({ account });
  standIn.replay(script);
  const settings = botpressV12SettingsSchema.parse({ url: standIn.url, bot_id: 'hotel-bot', ...over });
  const provider = await createBotpressV12Provider(settings, { clock: () => NOW, baseFolder: '.' });
  try {
    return await use(provider, standIn);
  } finally {
    await provider.close?.();
    await standIn.stop();
  }
}

function sessionOf(path: string): { readonly sessionId: string } {
  return { sessionId: /\/converse\/cw-([^/?]+)/.exec(path)?.[1] ?? '1-4711' };
}

function contentOf(body: unknown): UtteranceContent {
  const { type, text, payload, image, title } = fieldsOf(body);
  if (type === 'quick_reply') return { kind: 'choice', value: String(payload), title: String(text) };
  if (type === 'visit') return { kind: 'event', name: 'visit', values: {} };
  if (type === 'image') {
    return { kind: 'attachment', items: [{ kind: 'image', url: String(image), title: String(title) }] };
  }
  return { kind: 'text', text: String(text) };
}

function withoutMetadata(body: unknown): unknown {
  const { metadata: _, ...rest } = fieldsOf(body);
  return rest;
}
