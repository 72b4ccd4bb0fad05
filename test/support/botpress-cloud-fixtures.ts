import type { ServerResponse } from 'node:http';
import type { Json } from '../../src/core/model/json.ts';
import type { LateReply } from '../../src/core/ports/engine-callback.ts';
import type { Provider } from '../../src/core/ports/provider.ts';
import { createBotpressCloudProvider } from '../../src/providers/botpress/cloud/cloud-provider.ts';
import { botpressCloudSettingsSchema } from '../../src/providers/botpress/cloud/cloud-settings.ts';
import { type CloudStandIn, startBotpressCloudStandIn } from './botpress-cloud-stand-in.ts';
import {
  type BotpressExchange,
  fieldsOf,
  outcomeOf,
  readBotpressExchanges,
  toJson,
} from './botpress-fixture-files.ts';
import { NOW } from './builders.ts';
import { providerRequest } from './provider-requests.ts';

/** Plays what the fixture shows to the provider, and returns what we make of it. */
export async function replayCloudFixture(name: string, fixture: unknown): Promise<Json> {
  const replay = replays[name];
  if (!replay) throw new Error(`Say how ${name} is replayed, or why it is not.`);
  return toJson(await replay(fixture));
}

export const unusedCloudFixtures: Readonly<Record<string, string>> = {
  '31-cloud-create-user': 'keys are signed by the gateway; without an encryption key each had to be stored',
  '42-messaging-api-send': 'the Chat API is used: history, events, and no token for the whole workspace',
  '43-messaging-api-response-endpoint': 'the Chat API is used',
  '44-runtime-read': 'the Runtime API is not called: its ids are not those of the Chat API',
};

type Replay = (fixture: unknown) => Promise<unknown>;

const replays: Readonly<Record<string, Replay>> = {
  '30-cloud-get-or-create-user': exchanged,
  '32-cloud-get-or-create-conversation': exchanged,
  '33-cloud-create-message': exchanged,
  '34-cloud-list-messages': repeatedTurn,
  '35-cloud-listen-sse': listened,
  '36-cloud-webhook-signal': calledBack,
  '37-cloud-payload-types': calledBackWithList,
  '38-cloud-event-handoff-signal': calledBack,
  '39-cloud-hitl-messages': signalled,
  '40-cloud-message-stream': signalled,
  '41-cloud-errors': eachError,
};

const webhookId = '7c1d2f3a-1111-4222-8333-944455556666';
const encryptionKey = 'encryption-key-31aa';
const webhookSecret = '<webhookSecret>';
const never = new AbortController().signal;
/** The session of the conversation `cw_1_4711` of the fixtures. */
const about = { sessionId: '1_4711' };

/** A turn in which this exchange is the fixture's. */
function exchanged(fixture: unknown): Promise<unknown> {
  const exchanges = readBotpressExchanges(fixture).map(belowWebhook);
  const over = { listen: 'webhook', webhook_secret: webhookSecret, look_back_ms: [] };
  return withCloud(over, [...exchanges, takenMessage], async (provider, standIn) => {
    const result = await provider.respond(providerRequest('I want to book a hotel', about), never);
    const asked = standIn.requests.map(({ method, path, body }) => ({ method, path: belowId(path), body }));
    const sent = asked.filter(({ path }) => path === exchanges[0]?.request.path).map(withoutOurMetadata);
    return { sent, result: { ...result, session: typeof result.session } };
  });
}

const takenMessage: BotpressExchange = {
  request: { method: 'POST', path: '/messages', body: undefined },
  response: {
    status: 201,
    body: {
      message: {
        id: 'bf0e76b7-216c-4506-a481-7cbb802c0001',
        createdAt: '2026-03-02T09:15:01.200Z',
        conversationId: 'cw_1_4711',
        userId: 'cw_contact_88',
        payload: {},
      },
    },
  },
};

/** The message list of the fixture holds the turn that is repeated, and its answer. */
function repeatedTurn(fixture: unknown): Promise<unknown> {
  const [exchange] = readBotpressExchanges(fixture).map(belowWebhook);
  const { messages } = fieldsOf(exchange?.response.body);
  const list = (Array.isArray(messages) ? messages : []).map((message: unknown) => {
    const isOurs = fieldsOf(message)['userId'] === 'cw_contact_88';
    return isOurs ? { ...fieldsOf(message), metadata: { message_id: '90001' } } : message;
  });
  const script = exchange
    ? [{ ...exchange, response: { ...exchange.response, body: { messages: list, meta: {} } } }]
    : [];
  return withCloud({}, script, (provider) =>
    provider.respond(
      providerRequest('I want to book a hotel', { ...about, attempt: 2, session: { user: 'cw_contact_88' } }),
      never,
    ),
  );
}

/** The stream says what the fixture's says, once the message has arrived. */
function listened(fixture: unknown): Promise<unknown> {
  const [exchange] = readBotpressExchanges(fixture).map(belowWebhook);
  return withCloud({}, [], async (provider, standIn) => {
    const open = Promise.withResolvers<ServerResponse>();
    const stream = (outgoing: ServerResponse) => {
      outgoing.write('data: ping\n\n');
      open.resolve(outgoing);
    };
    standIn.mute();
    standIn.replay(exchange ? [{ ...exchange, response: { ...exchange.response, body: '', stream } }] : []);
    const answer = provider.respond(providerRequest('I want to book a hotel', about), never);
    while (!(await standIn.nextRequest()).path.endsWith('/messages'));
    (await open.promise).write(inTheFuture(String(exchange?.response.body)));
    const { session, ...result } = await answer;
    return { ...result, session: typeof session };
  });
}

/** Later than the message that the stand-in dates with the clock of today. */
function inTheFuture(text: string): string {
  return text.replaceAll('2026-03-02T', '2999-03-02T');
}

function calledBack(fixture: unknown): Promise<unknown> {
  return receiveAll([fieldsOf(fieldsOf(fixture)['request'])['body']]);
}

function signalled(fixture: unknown): Promise<unknown> {
  const { signals } = fieldsOf(fixture);
  return receiveAll(Array.isArray(signals) ? signals : []);
}

/** Newest first in the list; said in the other order. */
function calledBackWithList(fixture: unknown): Promise<unknown> {
  const [exchange] = readBotpressExchanges(fixture);
  const { messages } = fieldsOf(exchange?.response.body);
  const list = Array.isArray(messages) ? messages.toReversed() : [];
  return receiveAll(
    list.map((data: unknown) => ({ type: 'message_created', data: { ...fieldsOf(data), isBot: true } })),
  );
}

/** Webhook mode: each signal is posted to the provider. */
async function receiveAll(signals: readonly unknown[]): Promise<unknown> {
  const late: LateReply[] = [];
  const over = { listen: 'webhook', webhook_secret: webhookSecret };
  return withCloud(
    over,
    [],
    async (provider) => {
      const answers = [];
      for (const signal of signals) {
        const rawBody = Buffer.from(JSON.stringify(signal));
        answers.push(
          await provider.receive?.({ method: 'POST', path: '/', headers: {}, query: {}, rawBody }),
        );
      }
      return { answers: answers.map((answer) => answer?.status), late };
    },
    late,
  );
}

/** Whatever was asked, the answer to it is one of these. */
async function eachError(fixture: unknown): Promise<unknown> {
  const outcomes = [];
  for (const { response } of readBotpressExchanges(fixture)) {
    const request = { method: 'POST', path: '/messages', body: undefined };
    // A conversation that is gone is made again once, so the answer is needed twice.
    const script = [
      { request, response },
      { request, response },
    ];
    outcomes.push(
      await withCloud({}, script, (provider) =>
        outcomeOf(provider.respond(providerRequest('hello', about), never)),
      ),
    );
  }
  return outcomes;
}

async function withCloud<T>(
  over: Record<string, unknown>,
  script: readonly BotpressExchange[],
  use: (provider: Provider, standIn: CloudStandIn) => Promise<T>,
  late: LateReply[] = [],
): Promise<T> {
  const standIn = await startBotpressCloudStandIn({ encryptionKey, webhookId });
  standIn.replay(script);
  const settings = botpressCloudSettingsSchema.parse({
    url: standIn.url,
    webhook_id: webhookId,
    encryption_key: encryptionKey,
    quiet_ms: 50,
    ...over,
  });
  const lateReplies = async (reply: LateReply) => {
    late.push(reply);
    return 'accepted' as const;
  };
  const provider = await createBotpressCloudProvider(settings, {
    clock: () => NOW,
    baseFolder: '.',
    lateReplies,
  });
  try {
    return await use(provider, standIn);
  } finally {
    await provider.close?.();
    await standIn.stop();
  }
}

function belowWebhook(exchange: BotpressExchange): BotpressExchange {
  const path = belowId(exchange.request.path);
  return { ...exchange, request: { ...exchange.request, path } };
}

function belowId(path: string): string {
  return path.replace(`/${webhookId}`, '');
}

function withoutOurMetadata({ method, path, body }: { method: string; path: string; body: unknown }) {
  const { metadata: _, ...rest } = fieldsOf(body);
  return { method, path, body: rest };
}
