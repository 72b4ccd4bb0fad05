/**
 * The mark by which our own messages are known again: a free key of `content_attributes`, which Chatwoot keeps and
 * gives back from 4.13 on. Older versions drop it; there `source_id` serves, in inboxes where it does no harm.
 */
import type { JsonObject } from '../core/model/json.ts';

/** Not one of the keys to which Chatwoot gives a meaning (protocol §7.3). */
const MARKER_KEY = 'gateway_call_id';
const SOURCE_PREFIX = 'gateway-call:';
/** String columns of Chatwoot hold 255 characters. */
const MAX_SOURCE_LENGTH = 255;

interface Marked {
  readonly source_id?: string | null | undefined;
  readonly content_attributes?: { readonly [MARKER_KEY]?: string | null | undefined } | null | undefined;
}

/** The call that made a message, when one of ours did. */
export function readMarker(message: Marked): string | undefined {
  const marker = message.content_attributes?.[MARKER_KEY];
  if (marker) return marker;
  const source = message.source_id;
  return source?.startsWith(SOURCE_PREFIX) ? source.slice(SOURCE_PREFIX.length) : undefined;
}

/** A message body with the mark of its call. */
export function markBody(body: JsonObject, callId: string, bySourceId: boolean): JsonObject {
  const attributes = body['content_attributes'];
  const sourceId = `${SOURCE_PREFIX}${callId}`;
  return {
    ...body,
    content_attributes: { ...(isObject(attributes) ? attributes : {}), [MARKER_KEY]: callId },
    ...(bySourceId && sourceId.length <= MAX_SOURCE_LENGTH && { source_id: sourceId }),
  };
}

function isObject(value: JsonObject[string] | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
