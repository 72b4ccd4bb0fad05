import { createHmac } from 'node:crypto';
import { cloudSays, cloudUnderstanding } from './botpress-cloud-shapes.ts';
import { type CloudWorld, createCloudWorld } from './botpress-cloud-world.ts';
import { createTurnCount } from './botpress-turn-count.ts';
import {
  type EngineAnswer,
  type EngineServer,
  type SeenRequest,
  startEngineServer,
} from './engine-server.ts';
import { createHotelBot, type HotelBot, type HotelBotOptions } from './rasa-hotel-bot.ts';
import { parseHotelMessage } from './rasa-hotel-nlu.ts';

export interface CloudStandInOptions extends HotelBotOptions {
  readonly encryptionKey: string;
  readonly webhookId: string;
  /** Default: any free port. */
  readonly port?: number;
  /** Every signal is posted there as well. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  /** The bot says when it is done (event `turn-end`); default true. */
  readonly endsTurns?: boolean;
  /** The bot tells the intent in the metadata of its messages; default false. */
  readonly tellsIntents?: boolean;
  /** How long the bot takes. */
  readonly turnMs?: number;
  /** Messages on one page of the list; default 20. */
  readonly pageSize?: number;
}

export interface CloudExchange {
  /** Path below the webhook id. */
  readonly request: { readonly method: string; readonly path: string };
  readonly response: EngineAnswer;
}

export interface CloudStandIn
  extends EngineServer,
    Pick<CloudWorld, 'say' | 'emit' | 'dropStreams' | 'listeners' | 'forget' | 'list'> {
  readonly bot: HotelBot;
  /** Answers these requests with these answers, each once and in order, before anything else. */
  replay(exchanges: readonly CloudExchange[]): void;
  /** From now on the bot says nothing by itself. */
  mute(): void;
  /** Signals of what is stored from now on are lost, or not. */
  loseSignals(lose: boolean): void;
  mostAtOnce(conversationId: string): number;
}

/** The Chat API of Botpress Cloud as far as the gateway can see, with the hotel agent behind it. */
export async function startBotpressCloudStandIn(options: CloudStandInOptions): Promise<CloudStandIn> {
  const bot = createHotelBot(options);
  const count = createTurnCount();
  const world = createCloudWorld((signal) => void callBack(signal));
  let script: CloudExchange[] = [];
  let isMute = false;
  let losing = false;

  /** One attempt; a failure is nobody's business. */
  async function callBack(signal: unknown): Promise<void> {
    if (!options.webhook) return;
    const { url, secret } = options.webhook;
    const headers = { 'content-type': 'application/json', 'x-secret-key': secret };
    await fetch(`${url}/`, { method: 'POST', headers, body: JSON.stringify(signal) }).catch(() => undefined);
  }

  async function answer(request: SeenRequest): Promise<EngineAnswer> {
    const [, webhookId, ...rest] = request.path.split('/');
    const path = `/${rest.join('/')}`;
    const index = script.findIndex(
      (exchange) => exchange.request.method === request.method && exchange.request.path === path,
    );
    if (index >= 0) return script.splice(index, 1)[0]?.response ?? routeMissing;
    // With status 200, as the service does.
    if (webhookId !== options.webhookId) return { status: 200, body: failure(404, 'ResourceNotFound') };
    if (path === '/hello') return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'Hello' };
    const user = userOf(request, options.encryptionKey);
    if (user === undefined) return refuse(401, 'Unauthorized');
    return route(request, path, user);
  }

  function route(request: SeenRequest, path: string, user: string): EngineAnswer {
    const { method, body } = request;
    const inConversation = /^\/conversations\/([^/]+)\/(listen|messages)$/.exec(path);
    if (method === 'POST' && path === '/users/get-or-create')
      return { status: 200, body: { user: { id: user } } };
    if (method === 'POST' && path === '/conversations/get-or-create')
      return openConversation(fields(body), user);
    if (method === 'POST' && path === '/messages') return takeMessage(fields(body), user);
    const [, conversationId = '', what] = inConversation ?? [];
    if (method !== 'GET' || !inConversation) return routeMissing;
    if (world.ownerOf(conversationId) !== user) return refuse(403, 'Forbidden');
    return what === 'listen' ? listen(conversationId) : listMessages(conversationId, request.query);
  }

  function openConversation({ id }: Record<string, unknown>, user: string): EngineAnswer {
    if (typeof id !== 'string' || !/^[a-zA-Z0-9_\-\\/]{1,70}$/.test(id)) return refuse(400, 'InvalidPayload');
    if (!world.addConversation(id, user)) return refuse(403, 'Forbidden');
    return { status: 200, body: { conversation: { id, createdAt: EPOCH, updatedAt: EPOCH } } };
  }

  function takeMessage(said: Record<string, unknown>, user: string): EngineAnswer {
    const conversationId = String(said['conversationId']);
    if (world.ownerOf(conversationId) === undefined) return refuse(404, 'ResourceNotFound');
    if (world.ownerOf(conversationId) !== user) return refuse(403, 'Forbidden');
    const { payload, metadata } = said;
    const message = world.say({ conversationId, payload, metadata, userId: user }, losing);
    if (!isMute) void count.during(conversationId, () => answerAs(conversationId, payload));
    return { status: 200, body: { message } };
  }

  async function answerAs(conversationId: string, payload: unknown): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, options.turnMs ?? 0));
    const text = String(fields(payload)['text'] ?? '');
    const metadata = options.tellsIntents ? cloudUnderstanding(parseHotelMessage(text)) : undefined;
    for (const said of bot.hear(conversationId, text, {}).flatMap(cloudSays)) {
      if (said.kind === 'event') world.emit(conversationId, said.payload);
      else world.say({ conversationId, payload: said.payload, metadata }, losing);
    }
    if (options.endsTurns ?? true) world.emit(conversationId, { kind: 'turn-end' });
  }

  function listen(conversationId: string): EngineAnswer {
    const headers = { 'content-type': 'text/event-stream' };
    return { status: 200, headers, body: '', stream: (outgoing) => world.listen(conversationId, outgoing) };
  }

  function listMessages(conversationId: string, query: URLSearchParams): EngineAnswer {
    const size = options.pageSize ?? 20;
    const start = Number(query.get('nextToken') ?? 0);
    const all = world.list(conversationId);
    const meta = start + size < all.length ? { nextToken: String(start + size) } : {};
    return { status: 200, body: { messages: all.slice(start, start + size), meta } };
  }

  const server = await startEngineServer(answer, options.port);
  return {
    ...server,
    ...world,
    say: (said, silently) => world.say(said, silently ?? losing),
    bot,
    replay(exchanges) {
      script = [...exchanges];
    },
    mute() {
      isMute = true;
    },
    loseSignals(lose) {
      losing = lose;
    },
    mostAtOnce: count.most,
  };
}

const EPOCH = '2026-03-02T09:15:00.500Z';
const routeMissing: EngineAnswer = { status: 404, body: { message: "Route doesn't exist" } };

function refuse(code: number, type: string): EngineAnswer {
  return { status: code, body: failure(code, type) };
}

function failure(code: number, type: string) {
  return { id: 'err_20260302091530xA1B2C3D4', code, type, message: 'Refused.' };
}

/** The id in the user key, when the key is signed with the encryption key. */
function userOf({ headers }: SeenRequest, encryptionKey: string): string | undefined {
  const [head = '', body = '', signature] = String(headers['x-user-key'] ?? '').split('.');
  const expected = createHmac('sha256', encryptionKey).update(`${head}.${body}`).digest('base64url');
  if (signature !== expected) return undefined;
  return String(fields(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))['id']);
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
