import type { Card, CardAction } from '../../core/model/reply.ts';
import type { SpeechPart } from '../shared/engine-speech.ts';
import type { EsMessage, EsRbmCard, EsRbmSuggestion } from './es-wire.ts';
import { cardsPart, textPart } from './speech-parts.ts';

/** RCS messages, which only v2beta1 has. */
export function rbmParts(message: EsMessage): readonly SpeechPart[] | undefined {
  const { rbmText, rbmStandaloneRichCard: single, rbmCarouselRichCard: carousel } = message;
  if (rbmText) return [...textPart(rbmText.text), ...(rbmText.rbmSuggestion ?? []).flatMap(suggestionParts)];
  if (single?.cardContent) return [cardsPart([rbmCard(single.cardContent)])];
  return carousel ? [cardsPart(carousel.cardContents.map(rbmCard))] : undefined;
}

function suggestionParts(suggestion: EsRbmSuggestion): readonly SpeechPart[] {
  return suggestionActions(suggestion).map((action) =>
    action.kind === 'link'
      ? { kind: 'links', links: [{ text: action.text, url: action.url }] }
      : { kind: 'options', options: [{ title: action.text, value: action.value }] },
  );
}

function rbmCard({ title, description, media, suggestions }: EsRbmCard): Card {
  return {
    title: title || description || '…',
    ...(title && description ? { description } : {}),
    ...(media?.fileUri ? { imageUrl: media.fileUri } : {}),
    actions: (suggestions ?? []).flatMap(suggestionActions),
  };
}

function suggestionActions({ reply, action }: EsRbmSuggestion): readonly CardAction[] {
  const url = action?.openUrl?.uri;
  if (url) return [{ kind: 'link', text: action?.text || url, url }];
  const said = reply ?? action;
  const value = said?.postbackData || said?.text;
  return value ? [{ kind: 'choice', text: said?.text || value, value }] : [];
}
