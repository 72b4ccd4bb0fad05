import type { Json, JsonObject } from '../../core/model/json.ts';
import { readKommunicate } from './conventions/kommunicate.ts';
import { readLivePerson } from './conventions/live-person.ts';
import { readRichContent } from './conventions/rich-content.ts';
import { readRocketChat } from './conventions/rocket-chat.ts';
import { readUjet } from './conventions/ujet.ts';
import { type SpeechPart, unknownPart } from './engine-speech.ts';
import { readCustomPayload } from './read-custom-payload.ts';

/** A convention of a chat product: undefined when the payload is not of its kind. */
export type PayloadConvention = (payload: JsonObject) => readonly SpeechPart[] | undefined;

/**
 * Conventions that agents are found to use, beside Chatwoot's own, which comes first. The first that knows the payload
 * reads it.
 */
const conventions: readonly PayloadConvention[] = [
  readRichContent,
  readKommunicate,
  readRocketChat,
  readUjet,
  readLivePerson,
];

export interface PayloadOptions {
  /** Keys that hand over when set. */
  readonly handoffKeys: readonly string[];
  /** Key below which stands what is meant for us, when there is one. */
  readonly nestedKey?: string | undefined;
}

/** What a custom payload says, in any convention that we know. An empty payload says nothing. */
export function readPayload(whole: JsonObject, options: PayloadOptions): readonly SpeechPart[] {
  const payload = nested(whole, options.nestedKey);
  const keys = Object.keys(payload);
  if (keys.length === 0) return [];
  const own = readCustomPayload(payload, options.handoffKeys);
  if (own.kind !== 'unknown') return [own, ...messageBeside(own.kind, payload)];
  for (const convention of conventions) {
    const parts = convention(payload);
    if (parts) return parts;
  }
  return [unknownPart(`A custom payload with the keys ${keys.slice(0, 10).join(', ')}`)];
}

/** `{action: handoff, content: "One moment"}`: the words are said, too. */
function messageBeside(kind: string, payload: JsonObject): readonly SpeechPart[] {
  if (kind === 'reply') return [];
  const { action: _, ...message } = payload;
  const read = readCustomPayload(message, []);
  return read.kind === 'reply' ? [read] : [];
}

function nested(payload: JsonObject, key: string | undefined): JsonObject {
  const inner = key !== undefined && Object.hasOwn(payload, key) ? payload[key] : undefined;
  return isObject(inner) ? inner : payload;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
