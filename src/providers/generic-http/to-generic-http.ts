import type { Json, JsonObject } from '../../core/model/json.ts';
import type { UtteranceContent } from '../../core/model/utterance.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { PROTOCOL_VERSION, type TurnRequest } from './generic-http-wire.ts';

export function toTurnRequest(request: ProviderRequest): TurnRequest {
  const { language, session } = request;
  return {
    version: PROTOCOL_VERSION,
    turn_id: request.turnId,
    attempt: request.attempt ?? 1,
    session_id: request.sessionId,
    purpose: request.purpose,
    content: toContent(request.content),
    ...(language === undefined ? {} : { language }),
    time_zone: request.timeZone,
    at: new Date(request.at).toISOString(),
    conversation: {
      contact: objectAt(request.context, 'contact'),
      attributes: objectAt(request.context, 'conversation'),
    },
    ...(session === undefined ? {} : { session }),
  };
}

/** Ids of platform messages stay in the house. */
function toContent(content: UtteranceContent): TurnRequest['content'] {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text };
    case 'choice':
      return { kind: 'choice', value: content.value, title: content.title };
    case 'form':
      return { kind: 'form', values: { ...content.values } };
    case 'attachment': {
      const items = content.items.map((item) => ({ ...item }));
      return {
        kind: 'attachment',
        items,
        ...(content.caption === undefined ? {} : { caption: content.caption }),
      };
    }
    case 'opened':
      return { kind: 'opened' };
    case 'event':
      return { kind: 'event', name: content.name, values: content.values };
  }
}

function objectAt(context: JsonObject, key: string): JsonObject {
  const value = context[key];
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What `check` asks: the whole way, signature included, without a conversation. */
export function checkRequest(now: number): TurnRequest {
  return {
    version: PROTOCOL_VERSION,
    turn_id: `check-${now}`,
    attempt: 1,
    session_id: 'check',
    purpose: 'check',
    content: { kind: 'event', name: 'check', values: {} },
    time_zone: 'UTC',
    at: new Date(now).toISOString(),
    conversation: { contact: {}, attributes: {} },
  };
}
