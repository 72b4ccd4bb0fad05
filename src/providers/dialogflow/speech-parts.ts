import type { Card, Reply } from '../../core/model/reply.ts';
import { type SpeechPart, unknownPart } from '../shared/engine-speech.ts';
import type { PayloadOptions } from '../shared/read-payload.ts';
import type { DialogflowSettings } from './dialogflow-settings.ts';

export function textPart(text: string | null | undefined): readonly SpeechPart[] {
  return text?.trim() ? [{ kind: 'reply', reply: { kind: 'text', text } }] : [];
}

/** A text, unless it is one of the words by which agents hand over. */
export function spokenPart(text: string | undefined, { handoff }: DialogflowSettings): readonly SpeechPart[] {
  if (text !== undefined && handoff.texts.includes(text.trim()))
    return [{ kind: 'handoff', note: 'the bot said its handoff text' }];
  return textPart(text);
}

export function cardsPart(cards: readonly Card[]): SpeechPart {
  return { kind: 'reply', reply: { kind: 'cards', text: cards.map(({ title }) => title).join(', '), cards } };
}

export function mediaPart(
  url: string | null | undefined,
  mediaType: Extract<Reply, { kind: 'media' }>['mediaType'],
  caption?: string | null,
): readonly SpeechPart[] {
  if (!url || !isLink(url)) return [unknownPart('Dialogflow sent a file without an address on the web')];
  return [{ kind: 'reply', reply: { kind: 'media', url, mediaType, ...(caption ? { caption } : {}) } }];
}

export function transferPart(
  phoneNumber: string | null | undefined,
  { handoff }: DialogflowSettings,
): readonly SpeechPart[] {
  if (!handoff.telephone_transfer) return [];
  return [{ kind: 'handoff', note: `transfer to ${phoneNumber || 'a telephone number'}` }];
}

export function payloadOptions({ handoff, payload_key }: DialogflowSettings): PayloadOptions {
  return { handoffKeys: handoff.payload_keys, nestedKey: payload_key };
}

export function isLink(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
