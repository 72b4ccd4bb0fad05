import { z } from 'zod';
import { GatewayError } from '../../src/core/model/gateway-error.ts';
import type { Json } from '../../src/core/model/json.ts';
import type { EngineAnswer } from './engine-server.ts';

export interface BotpressRequest {
  readonly method: string;
  /** Path and query, without the address. */
  readonly path: string;
  readonly body: unknown;
}

export interface BotpressExchange {
  readonly request: BotpressRequest;
  readonly response: EngineAnswer;
}

/** `request` + `response`, or a list of them. */
export function readBotpressExchanges(fixture: unknown): readonly BotpressExchange[] {
  const { exchanges, request, response } = fieldsOf(fixture);
  const list = Array.isArray(exchanges) ? exchanges : [{ request, response }];
  return list.map(readExchange);
}

/** `body_text` where the body is not JSON. */
function readExchange(exchange: unknown): BotpressExchange {
  const request = fieldsOf(fieldsOf(exchange)['request']);
  const response = fieldsOf(fieldsOf(exchange)['response']);
  const headers = Object.entries(fieldsOf(response['headers'])).map(([name, value]) => [name, String(value)]);
  return {
    request: {
      method: String(request['method']),
      path: typeof request['path'] === 'string' ? request['path'] : pathOf(String(request['url'])),
      body: request['body'],
    },
    response: {
      status: Number(response['status']),
      headers: Object.fromEntries(headers),
      body: response['body_text'] ?? response['body'],
    },
  };
}

/** Without the id of the webhook, which stands first in addresses of the Chat API. */
function pathOf(url: string): string {
  return new URL(url).pathname;
}

export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function toJson(value: unknown): Json {
  return z.json().parse(JSON.parse(JSON.stringify(value ?? null)));
}

/** What came of it, errors by their message. */
export function outcomeOf(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    if (error instanceof GatewayError) return { error: error.message };
    throw error;
  });
}
