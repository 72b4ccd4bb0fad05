/** Chatwoot's REST API, as far as a bot's token reaches. Knows paths and statuses, not what the calls are for. */
import type { Json, JsonObject } from '../core/model/json.ts';
import {
  createHttpClient,
  type HttpAnswer,
  type HttpClient,
  type HttpRequest,
} from '../outbound/http-client.ts';
import type { Endpoint } from './chatwoot-request.ts';
import type { ChatwootSettings } from './chatwoot-settings.ts';
import type { FetchedMedia } from './fetch-media.ts';

/** Account and display id: together they name a conversation. */
export interface ConversationAddress {
  readonly account: string;
  readonly conversation: string;
}

/** Every method resolves for every status. @throws TransportFailure when there is no usable answer */
export interface ChatwootClient {
  post(
    at: ConversationAddress,
    endpoint: Endpoint,
    body: JsonObject,
    signal: AbortSignal,
  ): Promise<HttpAnswer>;
  /** A message with a file, as multipart: nested values become JSON text. */
  postWithFile(
    at: ConversationAddress,
    body: JsonObject,
    file: FetchedMedia,
    signal: AbortSignal,
  ): Promise<HttpAnswer>;
  /** `off` is never left out, and lasts at most 30 s in the widget when it gets lost. 4.13 and newer. */
  toggleTyping(at: ConversationAddress, on: boolean, signal: AbortSignal): Promise<HttpAnswer>;
  /** 4.15 and newer. */
  readConversation(at: ConversationAddress, signal: AbortSignal): Promise<HttpAnswer>;
  /** An empty change: changes nothing and answers with the conversation, also before 4.15. */
  readByEmptyPatch(at: ConversationAddress, signal: AbortSignal): Promise<HttpAnswer>;
  close(): void;
}

/** Answers to a bot are small: one conversation with two messages, each up to 150,000 characters. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

export function createChatwootClient(
  settings: Pick<ChatwootSettings, 'url' | 'token' | 'timeoutMs'>,
): ChatwootClient {
  const http = createHttpClient({
    baseUrl: settings.url,
    timeoutMs: settings.timeoutMs,
    maxBytes: MAX_ANSWER_BYTES,
    // The dashed form: nginx drops header names with underscores.
    headers: { 'Api-Access-Token': settings.token },
  });
  return {
    post: (at, endpoint, body, signal) =>
      endpoint === 'conversations'
        ? http.request({ method: 'POST', url: conversationsPath(at), json: body, signal })
        : send(http, 'POST', at, `/${endpoint}`, { json: body, signal }),
    postWithFile: (at, body, file, signal) =>
      send(http, 'POST', at, '/messages', { body: toForm(body, file), signal }),
    toggleTyping: (at, on, signal) =>
      send(http, 'POST', at, '/toggle_typing_status', { json: { typing_status: on ? 'on' : 'off' }, signal }),
    readConversation: (at, signal) => send(http, 'GET', at, '', { signal }),
    readByEmptyPatch: (at, signal) => send(http, 'PATCH', at, '', { json: {}, signal }),
    close: () => http.close(),
  };
}

function send(
  http: HttpClient,
  method: string,
  at: ConversationAddress,
  below: string,
  rest: Pick<HttpRequest, 'json' | 'body' | 'signal'>,
): Promise<HttpAnswer> {
  const path = `${conversationsPath(at)}/${encodeURIComponent(at.conversation)}`;
  return http.request({ method, url: `${path}${below}`, ...rest });
}

function conversationsPath({ account }: Pick<ConversationAddress, 'account'>): string {
  return `/api/v1/accounts/${encodeURIComponent(account)}/conversations`;
}

function toForm(body: JsonObject, file: FetchedMedia): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) form.append(name, asField(value));
  form.append('attachments[]', new Blob([file.bytes], { type: file.contentType }), file.name);
  return form;
}

function asField(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
