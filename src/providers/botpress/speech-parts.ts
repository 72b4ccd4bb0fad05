import type { Card, Reply } from '../../core/model/reply.ts';
import type { Option } from '../../core/model/utterance.ts';
import { type SpeechPart, unknownPart } from '../shared/engine-speech.ts';
import { locationText } from './location-text.ts';

/** Words that are no words are not said. */
export function textParts(text: string | null | undefined): readonly SpeechPart[] {
  return text?.trim() ? [replyPart({ kind: 'text', text })] : [];
}

/** A question without options is a text; options without a question are named by their titles. */
export function choiceParts(
  text: string | null | undefined,
  options: readonly Option[],
): readonly SpeechPart[] {
  if (options.length === 0) return textParts(text);
  const titles = options.map(({ title }) => title).join(', ');
  return [replyPart({ kind: 'choices', text: text?.trim() || titles, options })];
}

export function cardParts(cards: readonly Card[]): readonly SpeechPart[] {
  if (cards.length === 0) return [];
  return [replyPart({ kind: 'cards', text: cards.map(({ title }) => title).join(', '), cards })];
}

export function mediaParts(
  mediaType: Extract<Reply, { kind: 'media' }>['mediaType'],
  url: string | null | undefined,
  caption?: string | null,
): readonly SpeechPart[] {
  if (!url || !URL.canParse(url)) return [unknownPart(`Botpress sent ${mediaType} without an address`)];
  return [replyPart({ kind: 'media', url, mediaType, ...(caption ? { caption } : {}) })];
}

export function locationParts({
  latitude,
  longitude,
  ...about
}: {
  readonly latitude?: number | null | undefined;
  readonly longitude?: number | null | undefined;
  readonly title?: string | null | undefined;
  readonly address?: string | null | undefined;
}): readonly SpeechPart[] {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') {
    return [unknownPart('Botpress sent a location without coordinates')];
  }
  return textParts(locationText({ latitude, longitude, ...about }));
}

export function replyPart(reply: Reply): SpeechPart {
  return { kind: 'reply', reply };
}
