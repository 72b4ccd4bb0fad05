import { z } from 'zod';
import type { Json } from '../../core/model/json.ts';
import type { Reply } from '../../core/model/reply.ts';
import { readNativeMessage } from './read-native-message.ts';

/**
 * What a custom payload of an agent means. The same conventions hold for every engine:
 * `{"action": "handoff" | "resolve"}`, a true handoff key with optional `reason`, `team`, `note`, and Chatwoot's own
 * message shape `{content, content_type, content_attributes}`.
 */
export type CustomPayload =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'handoff'; readonly note?: string }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'unknown'; readonly keys: readonly string[] };

const payloadSchema = z.record(z.string(), z.json());

export function readCustomPayload(payload: Json, handoffKeys: readonly string[]): CustomPayload {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return { kind: 'unknown', keys: [] };
  const values = read.data;
  const action = typeof values['action'] === 'string' ? values['action'].toLowerCase() : undefined;
  if (action === 'handoff' || handoffKeys.some((key) => isSet(values[key]))) {
    return { kind: 'handoff', note: handoffNote(values) };
  }
  if (action === 'resolve') return { kind: 'resolve' };
  const reply = readNativeMessage(values);
  return reply ? { kind: 'reply', reply } : { kind: 'unknown', keys: Object.keys(values).slice(0, 10) };
}

function isSet(value: Json | undefined): boolean {
  if (typeof value === 'string') return !['', 'false', 'no', '0'].includes(value.trim().toLowerCase());
  return value !== undefined && value !== null && value !== false && value !== 0;
}

/** What the agent said about it, for the people who take over. */
function handoffNote(values: Readonly<Record<string, Json>>): string | undefined {
  const parts = ['reason', 'team', 'note'].flatMap((key) => {
    const value = values[key];
    return typeof value === 'string' && value.trim() ? [`${key}: ${value.trim()}`] : [];
  });
  return parts.length > 0 ? parts.join(', ') : undefined;
}
