import type { Card, CardAction } from '../../core/model/reply.ts';
import type { Option } from '../../core/model/utterance.ts';
import { type SpeechPart, unknownPart } from '../shared/engine-speech.ts';
import { mediaTypeOf } from '../shared/media-type.ts';
import { readPayload } from '../shared/read-payload.ts';
import { stripSsml } from '../shared/strip-ssml.ts';
import type { DialogflowSettings } from './dialogflow-settings.ts';
import type { EsLinkButton, EsListItem, EsMessage } from './es-wire.ts';
import { rbmParts } from './from-es-rbm.ts';
import {
  cardsPart,
  isLink,
  mediaPart,
  payloadOptions,
  spokenPart,
  textPart,
  transferPart,
} from './speech-parts.ts';

/** One message of `fulfillmentMessages`, whichever of its members is set. */
export function partsOfEsMessage(message: EsMessage, settings: DialogflowSettings): readonly SpeechPart[] {
  for (const read of readers) {
    const parts = read(message, settings);
    if (parts) return parts;
  }
  return [unknownPart('Dialogflow sent a message of a kind that this version does not know')];
}

type Reader = (message: EsMessage, settings: DialogflowSettings) => readonly SpeechPart[] | null | undefined;

const readers: readonly Reader[] = [
  ({ text }, settings) => text && spokenPart(firstWords(text.text), settings),
  ({ image }) => image && mediaPart(image.imageUri, 'image', image.accessibilityText),
  ({ quickReplies: given }) =>
    given && [
      ...textPart(given.title),
      options(given.quickReplies.map((title) => ({ title, value: title }))),
    ],
  ({ card }) => card && [esCard(card)],
  ({ payload }, settings) => payload && readPayload(payload, payloadOptions(settings)),
  ({ simpleResponses: said }) =>
    said?.simpleResponses.flatMap(({ displayText, textToSpeech, ssml }) =>
      textPart(displayText || textToSpeech || stripSsml(ssml ?? '')),
    ),
  ({ basicCard }) => basicCard && [esBasicCard(basicCard)],
  ({ suggestions }) =>
    suggestions && [
      options(suggestions.suggestions.map(({ title }) => ({ title: title ?? '', value: title ?? '' }))),
    ],
  ({ linkOutSuggestion: out }) => out && links([{ text: out.destinationName, url: out.uri }]),
  ({ listSelect: list }) =>
    list && [...textPart(lines([list.title, list.subtitle])), options(list.items.map(listOption))],
  ({ carouselSelect: carousel }) => carousel && [cardsPart(carousel.items.map(choiceCard))],
  ({ browseCarouselCard: carousel }) => carousel && [cardsPart(carousel.items.map(browseCard))],
  ({ tableCard }) => tableCard && [...textPart(tableText(tableCard)), ...linkButtons(tableCard.buttons)],
  ({ mediaContent }) =>
    mediaContent?.mediaObjects.flatMap(({ contentUrl, name, description }) =>
      mediaPart(
        contentUrl,
        contentUrl && URL.canParse(contentUrl) ? mediaTypeOf(contentUrl) : 'file',
        lines([name, description]),
      ),
    ),
  ({ telephonySynthesizeSpeech: speech }) => speech && textPart(speech.text || stripSsml(speech.ssml ?? '')),
  // A recording for the ear: there is nothing to read.
  ({ telephonyPlayAudio }) => telephonyPlayAudio && [],
  ({ telephonyTransferCall: call }, settings) => call && transferPart(call.phoneNumber, settings),
  rbmParts,
];

/** Variants of one sentence; the service has chosen already and sends one. */
function firstWords(variants: readonly string[]): string | undefined {
  return variants.find((variant) => variant.trim() !== '');
}

function esCard({ title, subtitle, imageUri, buttons }: NonNullable<EsMessage['card']>): SpeechPart {
  return cardsPart([
    {
      title: title || subtitle || '…',
      ...(subtitle ? { description: subtitle } : {}),
      ...(imageUri ? { imageUrl: imageUri } : {}),
      actions: (buttons ?? []).flatMap(cardButton),
    },
  ]);
}

/** A postback is a link when it looks like one, else words to send back; without one the label is sent. */
function cardButton({
  text,
  postback,
}: {
  text?: string | null;
  postback?: string | null;
}): readonly CardAction[] {
  const label = text || postback;
  if (!label) return [];
  if (postback && isLink(postback)) return [{ kind: 'link', text: label, url: postback }];
  return [{ kind: 'choice', text: label, value: postback || label }];
}

function esBasicCard(card: NonNullable<EsMessage['basicCard']>): SpeechPart {
  const description = lines([card.title ? card.subtitle : undefined, card.formattedText]);
  return cardsPart([
    {
      title: card.title || card.subtitle || card.formattedText || '…',
      ...(description ? { description } : {}),
      ...(card.image?.imageUri ? { imageUrl: card.image.imageUri } : {}),
      actions: (card.buttons ?? []).flatMap(linkAction),
    },
  ]);
}

function linkAction({ title, openUriAction }: EsLinkButton): readonly CardAction[] {
  const url = openUriAction?.uri;
  return url ? [{ kind: 'link', text: title || url, url }] : [];
}

function linkButtons(buttons: readonly EsLinkButton[] | null | undefined): readonly SpeechPart[] {
  return links((buttons ?? []).map(({ title, openUriAction }) => ({ text: title, url: openUriAction?.uri })));
}

/** Agents know list items by their key. */
function listOption({ info, title, description }: EsListItem): Option {
  const label = title || info?.key || '';
  return { title: label, value: info?.key || label, ...(description ? { description } : {}) };
}

function choiceCard(item: EsListItem): Card {
  const { title, value } = listOption(item);
  return {
    title,
    ...(item.description ? { description: item.description } : {}),
    ...(item.image?.imageUri ? { imageUrl: item.image.imageUri } : {}),
    actions: [{ kind: 'choice', text: title, value }],
  };
}

type BrowseItem = NonNullable<EsMessage['browseCarouselCard']>['items'][number];

function browseCard({ title, description, footer, image, openUriAction }: BrowseItem): Card {
  const url = openUriAction?.url;
  const below = lines([description, footer]);
  return {
    title: title || url || '…',
    ...(below ? { description: below } : {}),
    ...(image?.imageUri ? { imageUrl: image.imageUri } : {}),
    actions: url ? [{ kind: 'link', text: title || url, url }] : [],
  };
}

function tableText({ title, subtitle, columnProperties, rows }: NonNullable<EsMessage['tableCard']>): string {
  const header = (columnProperties ?? []).map((column) => column.header ?? '').join(' | ');
  const body = (rows ?? []).map(({ cells }) => cells.map((cell) => cell.text ?? '').join(' | '));
  return lines([title, subtitle, header, ...body]);
}

function options(list: readonly Option[]): SpeechPart {
  return { kind: 'options', options: list.filter(({ value }) => value !== '') };
}

function links(
  list: readonly { text?: string | null | undefined; url?: string | null | undefined }[],
): readonly SpeechPart[] {
  const whole = list.flatMap(({ text, url }) => (url ? [{ text: text ?? '', url }] : []));
  return whole.length > 0 ? [{ kind: 'links', links: whole }] : [];
}

function lines(list: readonly (string | null | undefined)[]): string {
  return list.filter((line) => line).join('\n');
}
