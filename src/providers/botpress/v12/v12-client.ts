import { type GatewayError, isGatewayError } from '../../../core/model/gateway-error.ts';
import type { JsonObject } from '../../../core/model/json.ts';
import type { HttpAnswer, HttpClient } from '../../../outbound/http-client.ts';
import { createEngineHttp, type EngineRequest, readEngineJson } from '../../shared/engine-http.ts';
import { v12ErrorOf } from './v12-error.ts';
import type { BotpressV12Settings } from './v12-settings.ts';
import { createV12Tokens } from './v12-token.ts';
import {
  type V12Converse,
  type V12Nlu,
  v12ConverseSchema,
  v12PredictSchema,
  v12StatusSchema,
} from './v12-wire.ts';

/** The calls that we make, one method each. All throw GatewayError `ENGINE_…`. */
export interface V12Client {
  /** One turn of the user's dialogue. Never abandoned by its caller, since the turn goes on in the server. */
  converse(userId: string, payload: JsonObject): Promise<V12Converse>;
  /** NLU only: no dialogue moves. Needs login. */
  predict(text: string, signal: AbortSignal): Promise<V12Nlu>;
  /** Parts of the server that are not up. */
  downParts(signal: AbortSignal): Promise<readonly string[]>;
  version(signal: AbortSignal): Promise<string>;
  /** The bot as the converse route sees it, asked with a message that it refuses. */
  probeConverse(signal: AbortSignal): Promise<void>;
}

const INCLUDE = 'nlu,state,decision';

export function createV12Client(
  http: HttpClient,
  settings: BotpressV12Settings,
  clock: () => number,
): V12Client {
  const plain = createEngineHttp(http, clock, v12ErrorOf);
  const tokens = settings.login && createV12Tokens(plain, settings.login, clock);
  const bot = `/api/v1/bots/${settings.bot_id}`;

  /** A token that ran out early (password changed, server restarted) is renewed once; 401 moves no dialogue. */
  async function send(request: EngineRequest): Promise<HttpAnswer> {
    if (!tokens) return plain.send(request);
    const token = await tokens.current();
    try {
      return await plain.send(withToken(request, token));
    } catch (error) {
      if (!isRefusedToken(error)) throw error;
      tokens.refused(token);
      return plain.send(withToken(request, await tokens.current()));
    }
  }

  return {
    async converse(userId, payload) {
      const what = 'Botpress converse';
      const path = `${bot}/converse/${encodeURIComponent(userId)}`;
      const answer = await send({
        what,
        method: 'POST',
        url: tokens ? `${path}/secured` : path,
        ...(tokens ? { query: { include: INCLUDE } } : {}),
        json: { ...payload, includedContexts: settings.contexts },
        timeoutMs: settings.timeout_ms + settings.listen_on_ms,
      });
      return readEngineJson(answer, v12ConverseSchema, what);
    },
    async predict(text, signal) {
      const what = 'Botpress NLU';
      const json = { text, contexts: settings.contexts };
      const answer = await send({ what, method: 'POST', url: `${bot}/mod/nlu/predict`, json, signal });
      return readEngineJson(answer, v12PredictSchema, what).nlu;
    },
    async downParts(signal) {
      const request = { what: 'Botpress status', method: 'GET', url: '/status', signal };
      const parts = Object.entries(await plain.sendForJson(request, v12StatusSchema));
      return parts.flatMap(([part, state]) => (state === 'up' ? [] : [part]));
    },
    async version(signal) {
      const answer = await plain.send({ what: 'Botpress version', method: 'GET', url: '/version', signal });
      return /^[\w.-]{1,40}/.exec(answer.text())?.[0] ?? 'of unknown version';
    },
    async probeConverse(signal) {
      const probe = { what: 'Botpress converse', method: 'POST', url: `${bot}/converse/cw-check`, signal };
      await plain.send({ ...probe, json: { type: 'text' } }).catch((error: unknown) => {
        if (!isGatewayError(error, 'ENGINE_REJECTED')) throw error;
      });
    },
  };
}

function withToken(request: EngineRequest, token: string): EngineRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

function isRefusedToken(error: unknown): error is GatewayError {
  return isGatewayError(error, 'ENGINE_UNAUTHORIZED');
}
