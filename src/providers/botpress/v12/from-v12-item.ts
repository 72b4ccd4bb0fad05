import type { JsonObject } from '../../../core/model/json.ts';
import type { Card, CardAction } from '../../../core/model/reply.ts';
import type { Option } from '../../../core/model/utterance.ts';
import { type SpeechPart, unknownPart } from '../../shared/engine-speech.ts';
import { readCustomPayload } from '../../shared/read-custom-payload.ts';
import { readPayload } from '../../shared/read-payload.ts';
import { cardParts, choiceParts, locationParts, mediaParts, replyPart, textParts } from '../speech-parts.ts';
import type { BotpressV12HandoffSettings } from './v12-settings.ts';
import { type V12Action, type V12Card, type V12Item, v12ItemSchema } from './v12-wire.ts';

/** A pause is a courtesy; a long one looks like silence. */
const LONGEST_PAUSE_MS = 5_000;

/** What one item of `responses` says. Never fails: what nobody knows is a warning. */
export function partsOfItem(raw: JsonObject, handoff: BotpressV12HandoffSettings): readonly SpeechPart[] {
  const item = v12ItemSchema.parse(raw);
  const said = handoff.texts.some((marker) => (item.text ?? '').includes(marker))
    ? [handoffPart('the bot said its handoff text')]
    : contentParts(item, raw, handoff);
  return [...said, ...metadataParts(item, handoff)];
}

function contentParts(
  item: V12Item,
  raw: JsonObject,
  handoff: BotpressV12HandoffSettings,
): readonly SpeechPart[] {
  switch (item.type ?? 'text') {
    case 'text':
      return textParts(item.text);
    case 'single-choice':
      return choiceParts(
        item.text,
        options(item.choices, ({ title }) => title),
      );
    case 'dropdown':
      return choiceParts(
        item.message ?? item.text,
        options(item.options, ({ label }) => label),
      );
    case 'card':
      return cardParts([toCard(item)]);
    case 'carousel':
      return cardParts((item.items ?? []).map(toCard));
    case 'image':
      return mediaParts('image', item.image, item.title);
    case 'video':
      return mediaParts('video', item.video, item.title);
    case 'audio':
    case 'voice':
      return mediaParts('audio', item.audio, item.title);
    case 'file':
      return mediaParts('file', item.file, item.title);
    case 'location':
      return locationParts(item);
    case 'typing':
      return pauseParts(item);
    case 'custom':
      return customParts(item, raw, handoff);
    default:
      return otherParts(item, raw, handoff);
  }
}

interface RawOption {
  readonly value?: string | null | undefined;
}

function options<T extends RawOption>(
  list: readonly T[] | null | undefined,
  titleOf: (option: T) => string | null | undefined,
): readonly Option[] {
  return (list ?? []).flatMap((option) => {
    const title = titleOf(option) || option.value;
    return title ? [{ title, value: option.value || title }] : [];
  });
}

function toCard(card: V12Card): Card {
  const actions = (card.actions ?? []).flatMap(cardAction);
  return {
    title: card.title || card.subtitle || actions.map(({ text }) => text).join(', ') || '…',
    ...(card.title && card.subtitle ? { description: card.subtitle } : {}),
    ...(card.image && URL.canParse(card.image) ? { imageUrl: card.image } : {}),
    actions,
  };
}

function cardAction({ action, title, text, url, payload }: V12Action): readonly CardAction[] {
  if (action === 'Open URL') return url ? [{ kind: 'link', text: title || url, url }] : [];
  const value = action === 'Postback' ? payload : text;
  return value ? [{ kind: 'choice', text: title || value, value }] : [];
}

/** A pause in milliseconds, or `true` in older releases. */
function pauseParts({ value }: V12Item): readonly SpeechPart[] {
  if (typeof value !== 'number' || value <= 0) return [];
  return [replyPart({ kind: 'pause', milliseconds: Math.min(value, LONGEST_PAUSE_MS) })];
}

function customParts(
  item: V12Item,
  raw: JsonObject,
  handoff: BotpressV12HandoffSettings,
): readonly SpeechPart[] {
  if (item.component === 'QuickReplies') {
    const replies = (item.quick_replies ?? []).map(({ title, payload }) => ({ title, value: payload }));
    return choiceParts(
      item.wrapped?.text,
      options(replies, ({ title }) => title),
    );
  }
  if (item.component && handoff.components.includes(item.component)) {
    const read = readCustomPayload({ ...raw, action: 'handoff' }, []);
    return [handoffPart(read.kind === 'handoff' ? read.note : undefined)];
  }
  const { type: _type, module: _module, component: _component, workflow: _workflow, ...payload } = raw;
  return readPayload(payload, { handoffKeys: handoff.keys });
}

/** Code can send any object; words in it are words. */
function otherParts(
  item: V12Item,
  raw: JsonObject,
  handoff: BotpressV12HandoffSettings,
): readonly SpeechPart[] {
  if (item.text?.trim()) return textParts(item.text);
  const parts = customParts(item, raw, handoff);
  return parts.length > 0 ? parts : [unknownPart(`Botpress sent a message of the type ${item.type}`)];
}

function metadataParts({ metadata }: V12Item, { keys }: BotpressV12HandoffSettings): readonly SpeechPart[] {
  const read = metadata && readCustomPayload(metadata, keys);
  return read?.kind === 'handoff' ? [handoffPart(read.note)] : [];
}

function handoffPart(note: string | undefined): SpeechPart {
  return { kind: 'handoff', ...(note === undefined ? {} : { note }) };
}
