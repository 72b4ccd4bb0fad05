import { createTurnCount } from './botpress-turn-count.ts';
import { v12Items, v12Nlu, v12State } from './botpress-v12-shapes.ts';
import { createV12Users, type V12Turn } from './botpress-v12-users.ts';
import {
  type EngineAnswer,
  type EngineServer,
  type SeenRequest,
  startEngineServer,
} from './engine-server.ts';
import { createHotelBot, type HotelBot } from './rasa-hotel-bot.ts';
import { parseHotelMessage } from './rasa-hotel-nlu.ts';

export interface V12StandInOptions {
  /** Default: any free port. */
  readonly port?: number;
  readonly account?: { readonly email: string; readonly password: string };
  /** Life of a token, milliseconds; default one hour. */
  readonly tokenLifeMs?: number;
  readonly clock?: () => number;
  /** Default true: `converse.enableUnsecuredEndpoint`. */
  readonly isPublic?: boolean;
  /** `converse.maxMessageLength`; default 360. */
  readonly textLimit?: number;
  /** How long a turn takes. */
  readonly turnMs?: number;
}

export interface V12Exchange {
  readonly request: { readonly method: string; readonly path: string };
  readonly response: EngineAnswer;
}

export interface V12StandIn extends EngineServer {
  readonly bot: HotelBot;
  /** Answers these requests with these answers, each once and in order, before the bot is asked. */
  replay(exchanges: readonly V12Exchange[]): void;
  /** From now on turns wait until they are released. */
  hold(): { release(): void };
  /** `converse.timeout` passes for the requests of this user; the turns go on. */
  timeOut(userId: string): void;
  /** Every token given so far is void. */
  revokeTokens(): void;
  logins(): number;
  mostAtOnce(userId: string): number;
}

/** The last part of every token that the stand-in gives: a secret. */
export const V12_TOKEN_SIGNATURE = 'c2lnbmF0dXJlLXYxMg';

const BOT = '/api/v1/bots/hotel-bot';

/** A Botpress server 12.31 as far as the gateway can see, with the hotel agent in it. */
export async function startBotpressV12StandIn(options: V12StandInOptions = {}): Promise<V12StandIn> {
  const bot = createHotelBot();
  const users = createV12Users();
  const count = createTurnCount();
  const clock = options.clock ?? Date.now;
  let tokens: string[] = [];
  let logins = 0;
  let script: V12Exchange[] = [];
  let held: Promise<void> | undefined;

  function logIn({ body }: SeenRequest): EngineAnswer {
    const { email, password } = fields(body);
    if (email !== options.account?.email || password !== options.account?.password) {
      return failure(400, 'InvalidCredentialsError', 'Invalid credentials', 'BP_0009');
    }
    logins += 1;
    const life = options.tokenLifeMs ?? 3_600_000;
    const claims = { email, exp: (clock() + life) / 1000, n: logins };
    const jwt = `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${V12_TOKEN_SIGNATURE}`;
    tokens.push(jwt);
    return { status: 200, body: { status: 'success', payload: { jwt, exp: life } } };
  }

  async function answer(request: SeenRequest): Promise<EngineAnswer> {
    const index = script.findIndex(
      (exchange) =>
        exchange.request.method === request.method && exchange.request.path.split('?')[0] === request.path,
    );
    if (index >= 0) return script.splice(index, 1)[0]?.response ?? notFound;
    const open = openRoutes[`${request.method} ${request.path}`];
    if (open) return open;
    if (request.path.startsWith('/api/v1/auth/login/basic/default')) return logIn(request);
    if (!request.path.startsWith(`${BOT}/`)) return invalidBot;
    return botRoute(request);
  }

  async function botRoute(request: SeenRequest): Promise<EngineAnswer> {
    const converse = /^\/converse\/(.+?)(\/secured)?$/.exec(request.path.slice(BOT.length));
    const isOpen = converse !== null && converse[2] === undefined;
    if (!isOpen) {
      const refusal = refuseToken(request);
      if (refusal) return refusal;
    }
    if (request.path === `${BOT}/mod/nlu/predict`) {
      return { status: 200, body: { nlu: v12Nlu(parseHotelMessage(String(fields(request.body)['text']))) } };
    }
    const user = converse?.[1];
    if (user === undefined) return notFound;
    const refusal = isOpen ? refusePublic(request) : undefined;
    return refusal ?? refuseText(request.body) ?? converseWith(user, request, isOpen);
  }

  function refuseToken({ headers }: SeenRequest): EngineAnswer | undefined {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (token && tokens.includes(token) && claimsOf(token).exp * 1000 > clock()) return undefined;
    const why = token ? 'Invalid authentication token' : 'Authorization header is missing';
    return failure(401, 'UnauthorizedError', `Unauthorized: ${why}`, 'BP_0041');
  }

  function refusePublic({ query, body }: SeenRequest): EngineAnswer | undefined {
    if (options.isPublic === false)
      return plain(403, 'Unauthenticated Converse API is disabled for hotel-bot');
    if (query.has('include')) return plain(403, 'Unauthenticated converse API can only return "responses"');
    const { text, type, ...rest } = fields(body);
    const known = Object.keys(rest).every((key) => key === 'includedContexts' || key === 'metadata');
    if (type === 'text' && typeof text === 'string' && text !== '' && known) return undefined;
    return failure(400, 'StandardError', 'Invalid payload: child "text" fails because ["text" is required]');
  }

  function refuseText(body: unknown): EngineAnswer | undefined {
    const { text, type } = fields(body);
    const limit = options.textLimit ?? 360;
    if (type !== 'text' || (typeof text === 'string' && text.length <= limit)) return undefined;
    return failure(400, 'VError', `Text must be a valid string of less than ${limit} chars`);
  }

  async function converseWith(
    user: string,
    { body, query }: SeenRequest,
    isOpen: boolean,
  ): Promise<EngineAnswer> {
    const outcome = await count.during(user, () => users.send(user, () => work(user, fields(body))));
    if (outcome === 'timed-out') return failure(400, 'Error', 'Request timed out.');
    const asked = (query.get('include') ?? '').split(',');
    const about = Object.entries(fields(outcome.about)).filter(([part]) => !isOpen && asked.includes(part));
    return { status: 200, body: { responses: outcome.items, ...Object.fromEntries(about) } };
  }

  async function work(user: string, { text, metadata }: Record<string, unknown>): Promise<V12Turn> {
    await held;
    if (options.turnMs) await new Promise((resolve) => setTimeout(resolve, options.turnMs));
    if (text === 'BP_VERSION') return { items: [{ text: 'Version: 12.31.10', markdown: true }], about: {} };
    const items = bot.hear(user, String(text ?? ''), metadata).flatMap(v12Items);
    const parse = parseHotelMessage(String(text ?? ''));
    const { slots, active_loop } = bot.tracker(user, false);
    const { requested_slot, session_started_metadata: _, ...filled } = fields(slots);
    const waitsAt = fields(active_loop)['name'] ? `ask-${String(requested_slot)}` : undefined;
    const decision = { source: 'decisionEngine', sourceDetails: 'execute default flow' };
    return {
      items,
      about: { nlu: v12Nlu(parse), state: v12State(filled, waitsAt, parse.intent.name), decision },
    };
  }

  const server = await startEngineServer(answer, options.port);
  return {
    ...server,
    bot,
    replay(exchanges) {
      script = [...exchanges];
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return {
        release() {
          held = undefined;
          resolve();
        },
      };
    },
    timeOut: users.timeOut,
    revokeTokens() {
      tokens = [];
    },
    logins: () => logins,
    mostAtOnce: count.most,
  };
}

const openRoutes: Readonly<Record<string, EngineAnswer>> = {
  'GET /status': { status: 200, body: { botpress: 'up', database: 'up', messaging: 'up', nlu: 'up' } },
  'GET /version': { status: 200, headers: { 'content-type': 'text/html' }, body: '12.31.10' },
};

const notFound = failure(404, 'NotFoundError', 'Not Found');
const invalidBot = failure(404, 'NotFoundError', 'Not Found: Invalid Bot ID', 'BP_0044');

function failure(status: number, type: string, message: string, errorCode?: string): EngineAnswer {
  const body = {
    statusCode: status,
    errorCode,
    type,
    message,
    details: '',
    docs: 'https://botpress.com/docs',
  };
  return { status, body };
}

function plain(status: number, body: string): EngineAnswer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function claimsOf(token: string): { readonly exp: number } {
  const claims = fields(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  return { exp: Number(claims['exp']) };
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
