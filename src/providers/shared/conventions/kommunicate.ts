import { z } from 'zod';
import type { JsonObject } from '../../../core/model/json.ts';
import type { SpeechPart } from '../engine-speech.ts';

/**
 * Kommunicate's actionable messages: `{platform: "kommunicate", message, metadata}`. `KM_ASSIGN_TO` hands over;
 * templates with quick replies and buttons carry them in `metadata.payload`.
 */
export function readKommunicate(payload: JsonObject): readonly SpeechPart[] | undefined {
  const read = schema.safeParse(payload);
  if (!read.success) return undefined;
  const { message, metadata } = read.data;
  if (read.data.platform?.toLowerCase() !== 'kommunicate' && metadata?.KM_ASSIGN_TO === undefined)
    return undefined;
  return [
    ...(message ? [{ kind: 'reply', reply: { kind: 'text', text: message } } as const] : []),
    ...(metadata?.payload ?? []).flatMap(button),
    ...(metadata?.KM_ASSIGN_TO === undefined ? [] : [handoff(metadata.KM_ASSIGN_TO)]),
  ];
}

const text = z.string().nullish().catch(null);
const schema = z.object({
  platform: text,
  message: text,
  metadata: z
    .object({ KM_ASSIGN_TO: z.json().optional(), payload: z.array(z.unknown()).nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** Empty: to whoever the product's own rules choose. */
function handoff(to: unknown): SpeechPart {
  return { kind: 'handoff', ...(typeof to === 'string' && to ? { note: `assign to: ${to}` } : {}) };
}

const buttonSchema = z.object({
  title: text,
  name: text,
  message: text,
  url: text,
  action: z
    .object({ payload: z.object({ url: text, message: text }).nullish().catch(null) })
    .nullish()
    .catch(null),
});

function button(value: unknown): readonly SpeechPart[] {
  const read = buttonSchema.safeParse(value);
  if (!read.success) return [];
  const { action, ...own } = read.data;
  const title = own.title || own.name || '';
  const url = own.url || action?.payload?.url;
  if (url) return [{ kind: 'links', links: [{ text: title, url }] }];
  const said = own.message || action?.payload?.message || title;
  return said ? [{ kind: 'options', options: [{ title: title || said, value: said }] }] : [];
}
