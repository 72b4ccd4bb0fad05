import { z } from 'zod';
import type { Json, JsonObject } from '../../core/model/json.ts';
import type { Card, CardAction, Reply } from '../../core/model/reply.ts';
import type { Option } from '../../core/model/utterance.ts';
import { collectSpeech, type EngineSpeech, type SpeechPart, unknownPart } from '../shared/engine-speech.ts';
import { readPayload } from '../shared/read-payload.ts';
import { stripSsml } from '../shared/strip-ssml.ts';
import type { LexHandoffSettings } from './lex-settings.ts';
import type { LexCard, LexMessage } from './lex-wire.ts';

/** What Lex said, in order, and what its payloads ask for besides. */
export function speechFromLex(messages: readonly LexMessage[], handoff: LexHandoffSettings): EngineSpeech {
  const all = messages.flatMap(unpackMessages);
  // Bots that speak and write say the same twice.
  const written = all.some(({ contentType }) => contentType === 'PlainText');
  const shown = written ? all.filter(({ contentType }) => contentType !== 'SSML') : all;
  return collectSpeech(shown.flatMap((message) => partsOf(message, handoff)));
}

/**
 * Lambda functions that were written for Lex V1 put several messages into one, as JSON: `{"messages": [{"type",
 * "value"}]}`.
 */
function unpackMessages(message: LexMessage): readonly LexMessage[] {
  const { contentType, content } = message;
  if (contentType !== 'PlainText' || !content?.trimStart().startsWith('{')) return [message];
  const packed = packedSchema.safeParse(parseJson(content));
  if (!packed.success) return [message];
  return packed.data.messages.map(({ type, value }) => ({
    contentType: type ?? 'PlainText',
    content: value,
  }));
}

const packedSchema = z.object({
  messages: z.array(z.object({ type: z.string().nullish(), value: z.string() })).min(1),
});

function partsOf(message: LexMessage, handoff: LexHandoffSettings): readonly SpeechPart[] {
  const { contentType, content, imageResponseCard } = message;
  switch (contentType) {
    case 'PlainText':
      return textParts(content ?? '');
    case 'SSML':
      return textParts(stripSsml(content ?? ''));
    case 'CustomPayload':
      return payloadParts(content ?? '', handoff);
    case 'ImageResponseCard':
      return imageResponseCard
        ? cardParts(imageResponseCard)
        : [unknownPart('Lex sent a card without content')];
    default:
      return [unknownPart('Lex sent a message of a kind that we do not know')];
  }
}

function textParts(text: string): readonly SpeechPart[] {
  return text.trim() === '' ? [] : [reply({ kind: 'text', text: text.trim() })];
}

/** JSON as a rule, but a payload may hold anything. What is JSON is never shown as it stands. */
function payloadParts(content: string, { payload_keys }: LexHandoffSettings): readonly SpeechPart[] {
  const payload = parseJson(content);
  if (payload === undefined) return textParts(content);
  if (isObject(payload)) return readPayload(payload, { handoffKeys: payload_keys });
  return typeof payload === 'string'
    ? textParts(payload)
    : [unknownPart('Lex sent a payload that is no object')];
}

function parseJson(text: string): Json | undefined {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Buttons alone are a question; a picture makes a card of it. A button's value is the text to send back. */
function cardParts(card: LexCard): readonly SpeechPart[] {
  const options = (card.buttons ?? []).flatMap(cardOption);
  const title = card.title?.trim() || titles(options);
  const imageUrl = card.imageUrl && URL.canParse(card.imageUrl) ? card.imageUrl : undefined;
  const said = [title, card.subtitle?.trim()].filter(Boolean).join('\n');
  if (imageUrl)
    return [reply({ kind: 'cards', text: title, cards: [pictureCard(card, title, imageUrl, options)] })];
  if (options.length > 0) return [reply({ kind: 'choices', text: said, options })];
  return textParts(said);
}

function pictureCard(card: LexCard, title: string, imageUrl: string, options: readonly Option[]): Card {
  return {
    title,
    ...(card.subtitle ? { description: card.subtitle } : {}),
    imageUrl,
    actions: options.map(({ title: text, value }): CardAction => ({ kind: 'choice', text, value })),
  };
}

function cardOption({ text, value }: NonNullable<LexCard['buttons']>[number]): readonly Option[] {
  const sent = value || text;
  return sent ? [{ title: text || sent, value: sent }] : [];
}

function titles(options: readonly Option[]): string {
  return options.map(({ title }) => title).join(', ');
}

function reply(value: Reply): SpeechPart {
  return { kind: 'reply', reply: value };
}
