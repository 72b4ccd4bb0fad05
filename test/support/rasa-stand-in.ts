import { createHmac } from 'node:crypto';
import {
  type EngineAnswer,
  type EngineServer,
  type SeenRequest,
  startEngineServer,
} from './engine-server.ts';
import { type BotMessage, createHotelBot, type HotelBot } from './rasa-hotel-bot.ts';
import { parseHotelMessage } from './rasa-hotel-nlu.ts';

export interface RasaStandInOptions {
  readonly token?: string;
  readonly jwtSecret?: string;
  /** Default true: `--enable-api`. */
  readonly httpApi?: boolean;
  /** Default true: a model is loaded. */
  readonly model?: boolean;
  /** Default: any free port. */
  readonly port?: number;
  /** How long a turn takes. */
  readonly turnMs?: number;
}

export interface RasaExchange {
  /** `path` is absent in requests towards the gateway, which are never matched. */
  readonly request: { readonly method: string; readonly path?: string };
  readonly response: EngineAnswer;
}

export interface RasaStandIn extends EngineServer {
  readonly bot: HotelBot;
  /** Answers these requests with these answers, each once and in order, before the bot is asked. */
  replay(exchanges: readonly RasaExchange[]): void;
  /** `callback: {url}` of credentials.yml: where the callback channel posts to, from now on. */
  callBackTo(url: string): void;
  /** Rasa says something by itself (reminder, external event). Resolves with the status of each post. */
  speakUp(sender: string, ...messages: readonly BotMessage[]): Promise<readonly number[]>;
  /** Turns of one sender that were under way at the same time, at most. */
  mostAtOnce(sender: string): number;
}

/** A Rasa server 3.6 as far as the gateway can see: REST channel, tracker, model, probes, with a hotel agent in it. */
export async function startRasaStandIn(options: RasaStandInOptions = {}): Promise<RasaStandIn> {
  const bot = createHotelBot();
  const crowd = countTurns();
  let script: RasaExchange[] = [];
  let callbackUrl: string | undefined;

  /** One post for each message, which is not repeated (rasa/core/channels/callback.py). */
  async function speakUp(sender: string, ...messages: readonly BotMessage[]): Promise<readonly number[]> {
    const statuses: number[] = [];
    for (const message of messages) {
      const body = JSON.stringify({ recipient_id: sender, ...message });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(callbackUrl ?? '', { method: 'POST', headers, body });
      await answer.body?.cancel();
      statuses.push(answer.status);
    }
    return statuses;
  }

  async function answer(request: SeenRequest): Promise<EngineAnswer> {
    const index = script.findIndex((exchange) => matches(exchange, request));
    if (index >= 0) return script.splice(index, 1)[0]?.response ?? notFound(request);
    return isTurn(request) ? crowd.during(senderOf(request), () => turn(request)) : route(request);
  }

  async function turn(request: SeenRequest): Promise<EngineAnswer> {
    if (options.turnMs) await new Promise((resolve) => setTimeout(resolve, options.turnMs));
    const { message, metadata } = fields(request.body);
    // The REST channel hides every failure behind an empty list.
    if (options.model === false || typeof message !== 'string') return { status: 200, body: [] };
    const sender = senderOf(request);
    if (request.path.startsWith('/webhooks/callback/')) {
      // This channel takes over no metadata.
      await speakUp(sender, ...bot.hear(sender, message, {}));
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'success' };
    }
    const said = bot.hear(sender, message, metadata);
    return { status: 200, body: said.map((item) => ({ recipient_id: sender, ...item })) };
  }

  function route(request: SeenRequest): EngineAnswer {
    const open = openRoutes[`${request.method} ${request.path}`];
    if (open) return open;
    if (options.httpApi === false) return notFound(request);
    if (!isAuthorized(request, options)) return failure(401, 'NotAuthenticated');
    return api(request, bot, options.model !== false) ?? notFound(request);
  }

  const server = await startEngineServer(answer, options.port);
  return {
    ...server,
    bot,
    speakUp,
    callBackTo(url) {
      callbackUrl = url;
    },
    mostAtOnce: crowd.most,
    replay(exchanges) {
      script = [...exchanges];
    },
  };
}

const openRoutes: Readonly<Record<string, EngineAnswer>> = {
  'GET /': { status: 200, headers: { 'content-type': 'text/plain' }, body: 'Hello from Rasa: 3.6.20' },
  'GET /version': { status: 200, body: { version: '3.6.20', minimum_compatible_version: '3.5.0' } },
  'GET /webhooks/rest/': { status: 200, body: { status: 'ok' } },
  'GET /webhooks/callback/': { status: 200, body: { status: 'ok' } },
};

function api(request: SeenRequest, bot: HotelBot, hasModel: boolean): EngineAnswer | undefined {
  const { method, path, body } = request;
  const conversation = /^\/conversations\/(.+)\/tracker(\/events)?$/.exec(path);
  if (path !== '/model/parse' && path !== '/status' && !conversation) return undefined;
  if (!hasModel) return failure(409, 'Conflict');
  const withEvents = request.query.get('include_events') !== 'NONE';
  const sender = conversation?.[1] ?? '';
  if (method === 'POST' && path === '/model/parse') {
    return { status: 200, body: parseHotelMessage(String(fields(body)['text'])) };
  }
  if (method === 'GET' && path === '/status') {
    return { status: 200, body: { model_file: 'hotel.tar.gz', model_id: 'a1', num_active_training_jobs: 0 } };
  }
  if (method === 'POST')
    for (const event of Array.isArray(body) ? body : [body]) bot.append(sender, fields(event));
  return { status: 200, body: bot.tracker(sender, withEvents) };
}

function isTurn({ method, path }: SeenRequest): boolean {
  return method === 'POST' && /^\/webhooks\/(rest|callback)\/webhook$/.test(path);
}

function senderOf({ body }: SeenRequest): string {
  const { sender } = fields(body);
  return typeof sender === 'string' ? sender : 'default';
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function matches({ request }: RasaExchange, seen: SeenRequest): boolean {
  return request.method === seen.method && request.path?.split('?')[0] === seen.path;
}

function isAuthorized(request: SeenRequest, { token, jwtSecret }: RasaStandInOptions): boolean {
  if (!token && !jwtSecret) return true;
  if (token && request.query.get('token') === token) return true;
  const bearer = /^Bearer (.+)\.(.+)\.(.+)$/.exec(request.headers.authorization ?? '');
  if (!bearer || !jwtSecret) return false;
  const [, header, payload, signature] = bearer;
  const expected = createHmac('sha256', jwtSecret).update(`${header}.${payload}`).digest('base64url');
  const claims = fields(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8')));
  return signature === expected && fields(claims['user'])['role'] === 'admin';
}

function failure(status: number, reason: string): EngineAnswer {
  const body = {
    version: '3.6.20',
    status: 'failure',
    message: reason,
    reason,
    details: {},
    help: null,
    code: status,
  };
  return { status, body };
}

function notFound({ path }: SeenRequest): EngineAnswer {
  const body = `⚠️ 404 — Not Found\n============================\nRequested URL ${path} not found\n\n`;
  return { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

function countTurns() {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  return {
    most: (sender: string) => most.get(sender) ?? 0,
    async during<T>(sender: string, task: () => Promise<T>): Promise<T> {
      const count = (now.get(sender) ?? 0) + 1;
      now.set(sender, count);
      most.set(sender, Math.max(count, most.get(sender) ?? 0));
      try {
        return await task();
      } finally {
        now.set(sender, (now.get(sender) ?? 1) - 1);
      }
    },
  };
}
