/** Rich replies in words, for channels that show nothing else, for refusals, and for agents. */
import type { ArticleItem, Card, FormField } from '../core/model/reply.ts';
import type { Option } from '../core/model/utterance.ts';

export function joinLines(lines: readonly string[]): string {
  return lines.filter((line) => line.trim() !== '').join('\n');
}

/** `1. Title – description`, so that it can be answered by number. */
export function numberedOptions(options: readonly Option[], firstNumber: number): string {
  return joinLines(
    options.map(({ title, description }, index) => dashed([`${firstNumber + index}. ${title}`, description])),
  );
}

/** Titles with their descriptions, only of options that have one. */
export function describedOptions(options: readonly Option[]): string {
  return joinLines(
    options.flatMap(({ title, description }) => (description ? [`- ${dashed([title, description])}`] : [])),
  );
}

export function cardsAsText(cards: readonly Card[], markdown: boolean): string {
  return joinLines(cards.map((card) => cardAsText(card, markdown)));
}

function cardAsText(card: Card, markdown: boolean): string {
  const title = card.title.trim() === '' ? '' : markdown ? `**${card.title}**` : card.title;
  const links = card.actions.flatMap((action) =>
    action.kind === 'link' ? [`  ${action.text}: ${action.url}`] : [],
  );
  return joinLines([`- ${dashed([title, card.description])}`, ...links]);
}

export function fieldsAsText(fields: readonly FormField[]): string {
  return joinLines(fields.map(({ label }) => `- ${label}`));
}

export function articleAsText(items: readonly ArticleItem[]): string {
  return joinLines(items.map(({ title, description, url }) => `- ${dashed([title, description])}: ${url}`));
}

function dashed(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' – ');
}
