/**
 * Cards. Chatwoot has two rules that shape this (protocol §6.1, §6.2): every card needs an action, and a `postback`
 * action never reaches the server, so that a button made of it is dead.
 *
 * - Link actions stay on the card.
 * - Choice actions of all cards become one group of buttons below the cards, headed by the text of the reply.
 * - A card without a link gets one to its own picture, labelled with its title: a button that does what it says,
 *   in any language. (Rejected: a postback, which does nothing when clicked; a link to the shop's front page.)
 * - A card with neither link nor picture cannot be a card: it is told as text, before the others.
 */

import type { JsonObject } from '../core/model/json.ts';
import type { Card, Reply } from '../core/model/reply.ts';
import type { Option } from '../core/model/utterance.ts';
import { type CallDraft, messageDraft } from './call-draft.ts';
import type { ChannelProfile } from './channel-profiles.ts';
import { isLinkAddress, isPictureAddress } from './link-address.ts';
import { cardsAsText, joinLines, numberedOptions } from './plain-text.ts';
import { planChoices } from './plan-choices.ts';
import { planText } from './plan-text.ts';

type CardsReply = Extract<Reply, { kind: 'cards' }>;

export function planCards(
  reply: CardsReply,
  profile: ChannelProfile,
  firstNumber: number,
): readonly CallDraft[] {
  const options = cardOptions(reply.cards);
  if (!profile.cards) return planCardsAsText(reply, options, profile, firstNumber);
  const drawn = reply.cards.filter(canBeDrawn);
  const told = reply.cards.filter((card) => !canBeDrawn(card));
  const asked = options.length > 0;
  return [
    // The widget does not show the content of cards, so their text goes ahead, or heads the buttons.
    ...(asked ? [] : planText(reply.text, profile)),
    ...planText(cardsAsText(told, profile.markdown), profile),
    ...(drawn.length > 0 ? [cardsMessage(drawn)] : []),
    ...(asked ? planChoices({ kind: 'choices', text: reply.text, options }, profile, firstNumber) : []),
  ];
}

function planCardsAsText(
  reply: CardsReply,
  options: readonly Option[],
  profile: ChannelProfile,
  firstNumber: number,
): readonly CallDraft[] {
  const lines = [
    reply.text,
    cardsAsText(reply.cards, profile.markdown),
    numberedOptions(options, firstNumber),
  ];
  return planText(joinLines(lines), profile);
}

/** Agents see the content and no card: it tells them what was shown. */
function cardsMessage(cards: readonly Card[]): CallDraft {
  const gist = cardsAsText(cards, true);
  return messageDraft({
    content: gist,
    contentType: 'cards',
    attributes: { items: cards.map(cardItem) },
    plain: gist,
  });
}

function canBeDrawn(card: Card): boolean {
  return card.title.trim() !== '' && (isPictureAddress(card.imageUrl) || linkActions(card).length > 0);
}

function cardItem(card: Card): JsonObject {
  const links = linkActions(card);
  const picture = isPictureAddress(card.imageUrl) ? card.imageUrl : undefined;
  return {
    title: card.title,
    description: card.description ?? '',
    ...(picture && { media_url: picture }),
    actions: picture && links.length === 0 ? [linkAction(`${card.title} ↗`, picture)] : links,
  };
}

function linkActions(card: Card): readonly JsonObject[] {
  return card.actions.flatMap((action) =>
    action.kind === 'link' && isLinkAddress(action.url) ? [linkAction(action.text, action.url)] : [],
  );
}

function linkAction(text: string, uri: string): JsonObject {
  return { type: 'link', text, uri };
}

/** The choice actions of all cards in order. Below the cards "Book" alone would not say which one. */
function cardOptions(cards: readonly Card[]): readonly Option[] {
  const choices = cards.flatMap((card) => {
    const own = card.actions.filter((action) => action.kind === 'choice');
    return own.map((action) => ({ card, action, alone: own.length === 1 }));
  });
  const texts = choices.map(({ action }) => action.text);
  return choices.map(({ card, action, alone }) => {
    const ambiguous = texts.indexOf(action.text) !== texts.lastIndexOf(action.text);
    const title = !ambiguous ? action.text : alone ? card.title : `${card.title}: ${action.text}`;
    return { title, value: action.value };
  });
}
