import type { Json, JsonObject } from '../../core/model/json.ts';
import type { HttpAnswer } from '../../outbound/http-client.ts';
import type { EngineHttp, EngineRequest } from '../shared/engine-http.ts';
import type { RasaSettings } from './rasa-settings.ts';
import { signRasaToken } from './rasa-token.ts';
import {
  type RasaMessage,
  type RasaParse,
  type RasaTracker,
  rasaParseSchema,
  rasaStatusSchema,
  rasaTrackerSchema,
  rasaVersionSchema,
} from './rasa-wire.ts';
import { readRasaMessages, readRasaPieces } from './read-rasa-messages.ts';

export interface RasaOutgoing {
  readonly sender: string;
  readonly text: string;
  readonly metadata: JsonObject;
}

/** The calls that we make, one method each. All throw GatewayError `ENGINE_…`. */
export interface RasaClient {
  /**
   * Undefined: taken, and the answers come by the callback. `onMessage`: asks for a stream, and gets each message
   * when it comes.
   */
  send(
    message: RasaOutgoing,
    signal: AbortSignal,
    onMessage?: (message: RasaMessage) => void,
  ): Promise<readonly RasaMessage[] | undefined>;
  /** Creates the conversation when it is new, as Rasa does. */
  tracker(sender: string, withEvents: boolean, signal: AbortSignal): Promise<RasaTracker>;
  append(sender: string, event: 'restart' | 'resume', signal: AbortSignal): Promise<void>;
  /** NLU only: no dialogue moves. */
  parse(text: string, messageId: string, signal: AbortSignal): Promise<RasaParse>;
  version(signal: AbortSignal): Promise<string>;
  /** Name of the loaded model, when there is one. */
  model(signal: AbortSignal): Promise<string | undefined>;
  probeChannel(signal: AbortSignal): Promise<HttpAnswer>;
}

export function createRasaClient(http: EngineHttp, settings: RasaSettings): RasaClient {
  const sign = createSigner(settings);
  const { channel } = settings;
  return {
    async send({ sender, text, metadata }, signal, onMessage) {
      const json = { sender, message: text, metadata, ...inputChannel(settings) };
      const what = `Rasa channel ${channel}`;
      const answer = await http.send(
        sign({
          what,
          method: 'POST',
          url: `/webhooks/${channel}/webhook`,
          json,
          signal,
          ...(onMessage && { query: { stream: 'true' }, onPiece: readRasaPieces(onMessage, what) }),
        }),
      );
      // The callback channel says nothing but "success" (rasa/core/channels/callback.py).
      if (channel === 'callback' && !answer.text().startsWith('[')) return undefined;
      return readRasaMessages(answer, what);
    },
    tracker: (sender, withEvents, signal) =>
      http.sendForJson(
        sign({
          what: 'Rasa tracker',
          method: 'GET',
          url: `${conversationPath(sender)}/tracker`,
          query: { include_events: withEvents ? 'AFTER_RESTART' : 'NONE' },
          timeoutMs: settings.tracker_timeout_ms,
          signal,
        }),
        rasaTrackerSchema,
      ),
    async append(sender, event, signal) {
      const url = `${conversationPath(sender)}/tracker/events`;
      const query = { include_events: 'NONE' };
      await http.send(sign({ what: 'Rasa events', method: 'POST', url, query, json: { event }, signal }));
    },
    parse: (text, messageId, signal) =>
      http.sendForJson(
        sign({
          what: 'Rasa model',
          method: 'POST',
          url: '/model/parse',
          json: { text, message_id: messageId },
          signal,
        }),
        rasaParseSchema,
      ),
    async version(signal) {
      const request = { what: 'Rasa version', method: 'GET', url: '/version', signal };
      return (await http.sendForJson(sign(request), rasaVersionSchema)).version;
    },
    async model(signal) {
      const request = { what: 'Rasa status', method: 'GET', url: '/status', signal };
      const status = await http.sendForJson(sign(request), rasaStatusSchema);
      return status.model_file ?? status.model_id ?? undefined;
    },
    probeChannel: (signal) =>
      http.send(
        sign({ what: `Rasa channel ${channel}`, method: 'GET', url: `/webhooks/${channel}/`, signal }),
      ),
  };
}

/** Sender ids may hold what a path may not. */
function conversationPath(sender: string): string {
  return `/conversations/${encodeURIComponent(sender)}`;
}

function inputChannel({ input_channel }: RasaSettings): Record<string, Json> {
  return input_channel === undefined ? {} : { input_channel };
}

/**
 * Rasa takes the token from the query only (rasa/server.py). Webhooks do not ask for credentials in the open-source
 * server, yet get them as well: a proxy or Rasa Pro may.
 */
function createSigner(settings: RasaSettings): (request: EngineRequest) => EngineRequest {
  const { token, jwt_secret, proxy_token } = settings;
  const bearer = jwt_secret ? signRasaToken(jwt_secret, settings.jwt_method) : proxy_token;
  const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
  const query: Record<string, string> = token ? { token } : {};
  return (request) => ({
    ...request,
    headers: { ...headers, ...request.headers },
    query: { ...query, ...request.query },
  });
}
