import type { JsonObject } from '../../../core/model/json.ts';
import type { HttpClient } from '../../../outbound/http-client.ts';
import { createEngineHttp, type EngineRequest } from '../../shared/engine-http.ts';
import { cloudErrorOf } from './cloud-error.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';
import {
  type CloudMessage,
  cloudConversationSchema,
  cloudCreatedSchema,
  cloudListSchema,
  cloudUserSchema,
} from './cloud-wire.ts';
import { signUserKey } from './user-key.ts';

/** The calls that we make, one method each. All throw GatewayError `ENGINE_…`. */
export interface CloudClient {
  hello(signal: AbortSignal): Promise<void>;
  ensureUser(userId: string, signal: AbortSignal): Promise<void>;
  ensureConversation(userId: string, conversationId: string, signal: AbortSignal): Promise<void>;
  createMessage(userId: string, message: CloudOutgoing, signal: AbortSignal): Promise<CloudMessage>;
  /** Messages from `since` on, oldest first. */
  messagesSince(
    userId: string,
    conversationId: string,
    since: number,
    signal: AbortSignal,
  ): Promise<readonly CloudMessage[]>;
}

export interface CloudOutgoing {
  readonly conversationId: string;
  readonly payload: JsonObject;
  readonly metadata: JsonObject;
}

/** A gap of more pages is no gap any more. */
const MOST_PAGES = 10;

export function createCloudClient(
  http: HttpClient,
  settings: BotpressCloudSettings,
  clock: () => number,
): CloudClient {
  const engine = createEngineHttp(http, clock, cloudErrorOf);
  const as = (userId: string, request: EngineRequest): EngineRequest => ({
    ...request,
    headers: { 'x-user-key': signUserKey(settings.encryption_key, userId) },
  });

  return {
    async hello(signal) {
      await engine.send({ what: 'Botpress Cloud', method: 'GET', url: '/hello', signal });
    },
    async ensureUser(userId, signal) {
      const request = {
        what: 'Botpress user',
        method: 'POST',
        url: '/users/get-or-create',
        json: {},
        signal,
      };
      await engine.sendForJson(as(userId, request), cloudUserSchema);
    },
    async ensureConversation(userId, id, signal) {
      const url = '/conversations/get-or-create';
      const request = { what: 'Botpress conversation', method: 'POST', url, json: { id }, signal };
      await engine.sendForJson(as(userId, request), cloudConversationSchema);
    },
    async createMessage(userId, { conversationId, payload, metadata }, signal) {
      const json = { conversationId, payload, metadata };
      const request = { what: 'Botpress message', method: 'POST', url: '/messages', json, signal };
      return (await engine.sendForJson(as(userId, request), cloudCreatedSchema)).message;
    },
    async messagesSince(userId, conversationId, since, signal) {
      const found: CloudMessage[] = [];
      let nextToken: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const url = `/conversations/${encodeURIComponent(conversationId)}/messages`;
        const request = {
          what: 'Botpress message list',
          method: 'GET',
          url,
          ...(nextToken === undefined ? {} : { query: { nextToken } }),
          signal,
        };
        const { messages, meta } = await engine.sendForJson(as(userId, request), cloudListSchema);
        const fresh = messages.filter(({ createdAt }) => Date.parse(createdAt) >= since);
        found.push(...fresh);
        nextToken = meta?.nextToken ?? undefined;
        if (nextToken === undefined || fresh.length < messages.length) break;
      }
      return found.reverse();
    },
  };
}
