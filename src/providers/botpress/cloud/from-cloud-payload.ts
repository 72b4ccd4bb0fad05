import type { Json, JsonObject } from '../../../core/model/json.ts';
import type { Card, CardAction } from '../../../core/model/reply.ts';
import { type SpeechPart, unknownPart } from '../../shared/engine-speech.ts';
import { readPayload } from '../../shared/read-payload.ts';
import { cardParts, choiceParts, locationParts, mediaParts, textParts } from '../speech-parts.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';
import { type CloudCard, type CloudPayload, cloudCardSchema, cloudPayloadSchema } from './cloud-wire.ts';

export type CloudHandoffSettings = BotpressCloudSettings['handoff'];

/** What one payload says. Never fails: what nobody knows is a warning. */
export function partsOfPayload(raw: JsonObject, handoff: CloudHandoffSettings): readonly SpeechPart[] {
  const payload = cloudPayloadSchema.parse(raw);
  const words = payload.text ?? payload.markdown ?? '';
  if (handoff.texts.some((marker) => words.includes(marker))) {
    return [{ kind: 'handoff', note: 'the bot said its handoff text' }];
  }
  switch (payload.type) {
    case 'text':
      return textParts(payload.text);
    case 'markdown':
      return textParts(payload.markdown);
    case 'image':
      return mediaParts('image', payload.imageUrl, payload.title);
    case 'audio':
      return mediaParts('audio', payload.audioUrl, payload.title);
    case 'video':
      return mediaParts('video', payload.videoUrl, payload.title);
    case 'file':
      return mediaParts('file', payload.fileUrl, payload.title);
    case 'location':
      return locationParts(payload);
    case 'card':
      return cardParts([toCard(payload)]);
    case 'carousel':
      return cardParts((payload.items ?? []).map((item) => toCard(cloudCardSchema.parse(flat(item)))));
    case 'choice':
    case 'dropdown':
      return choiceParts(payload.text, optionsOf(payload));
    case 'bloc':
      return (payload.items ?? []).flatMap((item) => partsOfPayload(flat(item), handoff));
    default:
      return otherParts(payload, raw, handoff);
  }
}

/** On the bot's side a part is `{type, payload}`; the Chat API flattens it. */
function flat(item: JsonObject): JsonObject {
  const { payload, ...rest } = item;
  return isObject(payload) ? { ...payload, ...rest } : item;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function optionsOf({ options }: CloudPayload) {
  return (options ?? []).flatMap(({ label, value }) => {
    const title = label || value;
    return title ? [{ title, value: value || title }] : [];
  });
}

function toCard({ title, subtitle, imageUrl, actions }: CloudCard): Card {
  const offered = (actions ?? []).flatMap(cardAction);
  return {
    title: title || subtitle || offered.map(({ text }) => text).join(', ') || '…',
    ...(title && subtitle ? { description: subtitle } : {}),
    ...(imageUrl && URL.canParse(imageUrl) ? { imageUrl } : {}),
    actions: offered,
  };
}

/** `postback` and `say` alike send their value back. */
function cardAction({
  action,
  label,
  value,
}: NonNullable<CloudCard['actions']>[number]): readonly CardAction[] {
  if (!value) return [];
  if (action === 'url') return [{ kind: 'link', text: label || value, url: value }];
  return [{ kind: 'choice', text: label || value, value }];
}

function otherParts(
  payload: CloudPayload,
  raw: JsonObject,
  handoff: CloudHandoffSettings,
): readonly SpeechPart[] {
  if (payload.text?.trim()) return textParts(payload.text);
  const { type: _type, ...rest } = raw;
  const parts = readPayload(rest, { handoffKeys: handoff.keys });
  return parts.length > 0
    ? parts
    : [unknownPart(`Botpress sent a message of the type ${payload.type ?? 'none'}`)];
}
