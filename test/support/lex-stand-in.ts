import { gzipSync } from 'node:zlib';
import {
  type EngineAnswer,
  type EngineServer,
  type SeenRequest,
  startEngineServer,
} from './engine-server.ts';
import {
  hearHotelText,
  type LexBotAnswer,
  type LexBotIntent,
  type LexBotSession,
  startHotelIntent,
} from './lex-hotel-bot.ts';

export interface LexStandInOptions {
  readonly botId?: string;
  readonly botAliasId?: string;
  readonly region?: string;
  readonly locales?: readonly string[];
  /** The one key that is known. Default: any. */
  readonly accessKeyId?: string;
  /** A session token that has expired. */
  readonly expiredToken?: string;
  /** Actions that the policy does not allow, e.g. `PutSession`. */
  readonly denied?: readonly string[];
  /** How long a turn takes. */
  readonly turnMs?: number;
  /** Default: any free port. */
  readonly port?: number;
}

export interface LexStandIn extends EngineServer {
  /** Answers the next requests with these answers, each once and in order, before the bot is asked. */
  script(answers: readonly EngineAnswer[]): void;
  /** Texts heard in a session, in order. */
  heard(sessionId: string): readonly string[];
  /** Ids of the sessions that are open. */
  sessions(): readonly string[];
  session(sessionId: string): LexBotSession | undefined;
  /** Turns of one session that were under way at the same time, at most. */
  mostAtOnce(sessionId: string): number;
}

export const LEX_BOT = { bot_id: 'HOTELBOT01', bot_alias_id: 'PRODALIAS1', region: 'eu-central-1' } as const;

/** Lex V2 as far as the gateway can see, with a hotel bot in it: RecognizeText, Put-, Get- and DeleteSession. */
export async function startLexStandIn(options: LexStandInOptions = {}): Promise<LexStandIn> {
  const sessions = new Map<string, LexBotSession>();
  const heard = new Map<string, string[]>();
  const busy = new Map<string, number>();
  const most = new Map<string, number>();
  let script: EngineAnswer[] = [];

  async function answer(request: SeenRequest): Promise<EngineAnswer> {
    const scripted = script.shift();
    if (scripted) return scripted;
    const call = readCall(request);
    if (!call) return failure(404, 'UnknownOperationException', 'Not Found');
    const refused = refusal(request, call, options);
    if (refused) return refused;
    return call.action === 'RecognizeText'
      ? alone(call.sessionId, () => recognize(call, request))
      : manage(call, request);
  }

  /** Two requests of one session at once end in a conflict. */
  async function alone(sessionId: string, task: () => Promise<EngineAnswer>): Promise<EngineAnswer> {
    const count = (busy.get(sessionId) ?? 0) + 1;
    busy.set(sessionId, count);
    most.set(sessionId, Math.max(count, most.get(sessionId) ?? 0));
    try {
      return count > 1 ? failure(409, 'ConflictException', 'Concurrent Client Requests') : await task();
    } finally {
      busy.set(sessionId, (busy.get(sessionId) ?? 1) - 1);
    }
  }

  async function recognize({ sessionId, locale }: LexCall, { body }: SeenRequest): Promise<EngineAnswer> {
    const { text, requestAttributes } = fields(body);
    if (typeof text !== 'string' || text.length < 1 || text.length > 1024) {
      return failure(
        400,
        'ValidationException',
        `Value '${String(text)}' at 'text' failed to satisfy constraint`,
      );
    }
    if (options.turnMs) await new Promise((resolve) => setTimeout(resolve, options.turnMs));
    heard.set(sessionId, [...(heard.get(sessionId) ?? []), text]);
    const session = open(`${locale}/${sessionId}`, body);
    session.answer = hearHotelText(session, text);
    return ok(answerBody(sessionId, session, session.answer, fields(requestAttributes)));
  }

  function manage(call: LexCall, { body }: SeenRequest): EngineAnswer {
    const key = `${call.locale}/${call.sessionId}`;
    const known = sessions.get(key);
    if (call.action === 'PutSession') return put(call, body);
    if (!known) return failure(404, 'ResourceNotFoundException', 'Could not find the session.');
    if (call.action === 'GetSession') return ok(answerBody(call.sessionId, known, known.answer ?? idle));
    sessions.delete(key);
    return ok({ sessionId: call.sessionId });
  }

  function put({ sessionId, locale }: LexCall, body: unknown): EngineAnswer {
    const { dialogAction, intent } = fields(fields(body)['sessionState']);
    const session = open(`${locale}/${sessionId}`, body);
    const isDelegated = fields(dialogAction)['type'] === 'Delegate';
    const { name, slots } = fields(intent);
    const said = isDelegated
      ? startHotelIntent(session, String(name), fields(slots) as LexBotIntent['slots'])
      : idle;
    if (!said) return failure(400, 'ValidationException', `Intent ${String(name)} is unknown`);
    session.answer = said;
    return packed(answerBody(sessionId, session, said));
  }

  /** What is sent replaces what is stored. */
  function open(key: string, body: unknown): LexBotSession {
    const session = sessions.get(key) ?? { attributes: {} };
    const { sessionAttributes } = fields(fields(body)['sessionState']);
    if (sessionAttributes) session.attributes = { ...fields(sessionAttributes) } as Record<string, string>;
    sessions.set(key, session);
    return session;
  }

  const server = await startEngineServer(answer, options.port);
  return {
    ...server,
    script(answers) {
      script = [...answers];
    },
    heard: (sessionId) => heard.get(sessionId) ?? [],
    sessions: () => [...sessions.keys()],
    session: (key) => sessions.get(key),
    mostAtOnce: (sessionId) => most.get(sessionId) ?? 0,
  };
}

interface LexCall {
  readonly action: 'RecognizeText' | 'PutSession' | 'GetSession' | 'DeleteSession';
  readonly bot: string;
  readonly alias: string;
  readonly locale: string;
  readonly sessionId: string;
}

const pattern = /^\/bots\/([^/]+)\/botAliases\/([^/]+)\/botLocales\/([^/]+)\/sessions\/([^/]+)(\/text)?$/;

function readCall({ method, path }: SeenRequest): LexCall | undefined {
  const [, bot = '', alias = '', locale = '', sessionId = '', text] = pattern.exec(path) ?? [];
  const action = actions[`${method}${text ?? ''}`];
  return action && sessionId ? { action, bot, alias, locale, sessionId } : undefined;
}

const actions: Readonly<Record<string, LexCall['action']>> = {
  'POST/text': 'RecognizeText',
  POST: 'PutSession',
  GET: 'GetSession',
  DELETE: 'DeleteSession',
};

/** Signature, then policy, then the bot: the order in which AWS looks. */
function refusal(
  { headers }: SeenRequest,
  call: LexCall,
  options: LexStandInOptions,
): EngineAnswer | undefined {
  const { region, botId, botAliasId, locales } = { ...standard, ...options };
  const scope = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/lex\/aws4_request, /.exec(
    headers.authorization ?? '',
  );
  if (!scope) return failure(403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  if (options.accessKeyId && scope[1] !== options.accessKeyId) {
    return failure(
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  if (scope[2] !== region) {
    return failure(403, 'InvalidSignatureException', 'Credential should be scoped to a valid region.');
  }
  if (options.expiredToken && headers['x-amz-security-token'] === options.expiredToken) {
    return failure(403, 'ExpiredTokenException', 'The security token included in the request is expired');
  }
  if (options.denied?.includes(call.action)) {
    return failure(403, 'AccessDeniedException', `User: gw is not authorized to perform: lex:${call.action}`);
  }
  if (call.bot !== botId || call.alias !== botAliasId || !locales.includes(call.locale)) {
    return failure(404, 'ResourceNotFoundException', 'Could not find the bot alias.');
  }
  return undefined;
}

const standard = {
  botId: LEX_BOT.bot_id,
  botAliasId: LEX_BOT.bot_alias_id,
  region: LEX_BOT.region,
  locales: ['en_US'] as readonly string[],
};

const REQUEST_ID = '4f1c9a52-1111-4222-8333-944455556666';
const idle: LexBotAnswer = { dialogAction: { type: 'ElicitIntent' }, interpretations: [] };

function answerBody(
  sessionId: string,
  { attributes }: LexBotSession,
  { messages, dialogAction, intent, interpretations }: LexBotAnswer,
  requestAttributes?: Record<string, unknown>,
) {
  const sessionState = {
    dialogAction,
    ...(intent && { intent }),
    sessionAttributes: attributes,
    originatingRequestId: REQUEST_ID,
  };
  return {
    sessionId,
    ...(messages && { messages }),
    sessionState,
    interpretations,
    ...(requestAttributes && { requestAttributes }),
  };
}

function ok(body: unknown): EngineAnswer {
  return { status: 200, headers: { 'x-amzn-requestid': REQUEST_ID }, body };
}

/** PutSession answers in headers. */
function packed({ sessionId, messages, sessionState }: ReturnType<typeof answerBody>): EngineAnswer {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'x-amzn-requestid': REQUEST_ID,
    'x-amz-lex-session-id': sessionId,
    'x-amz-lex-messages': pack(messages ?? []),
    'x-amz-lex-session-state': pack(sessionState),
  };
  return { status: 200, headers, body: '' };
}

function pack(value: unknown): string {
  return gzipSync(JSON.stringify(value)).toString('base64');
}

export function lexFailure(status: number, type: string, message = 'refused'): EngineAnswer {
  return { status, headers: { 'x-amzn-errortype': type, 'x-amzn-requestid': REQUEST_ID }, body: { message } };
}

function failure(status: number, type: string, message: string): EngineAnswer {
  return lexFailure(status, type, message);
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
