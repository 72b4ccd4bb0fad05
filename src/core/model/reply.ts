import type { Option } from './utterance.ts';

export type CardAction =
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** Sends `value` back as if the customer had chosen it. */
  | { readonly kind: 'choice'; readonly text: string; readonly value: string };

export interface Card {
  readonly title: string;
  readonly description?: string;
  readonly imageUrl?: string;
  readonly actions: readonly CardAction[];
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'text-area' | 'email' | 'select';
  readonly placeholder?: string;
  readonly default?: string;
  readonly required?: boolean;
  readonly options?: readonly Option[];
  /** Regular expression that the value must match (text fields). */
  readonly pattern?: string;
  /** What the customer reads when it does not match. */
  readonly patternError?: string;
}

export interface ArticleItem {
  readonly title: string;
  readonly description?: string;
  readonly url: string;
}

/**
 * What the bot says, for any channel. Text is Markdown. Every member has `text`, or can be said as text
 * (`replyAsText`), since a channel may show nothing else.
 */
export type Reply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choices'; readonly text: string; readonly options: readonly Option[] }
  | { readonly kind: 'cards'; readonly text: string; readonly cards: readonly Card[] }
  | {
      readonly kind: 'form';
      readonly text: string;
      readonly fields: readonly FormField[];
      readonly submitLabel?: string;
    }
  | { readonly kind: 'article'; readonly text: string; readonly items: readonly ArticleItem[] }
  | { readonly kind: 'ask-email'; readonly text: string }
  | {
      readonly kind: 'media';
      readonly url: string;
      readonly mediaType: 'image' | 'audio' | 'video' | 'file';
      readonly caption?: string;
    }
  /** Wait before the next reply, at most a few seconds. */
  | { readonly kind: 'pause'; readonly milliseconds: number };

/** The reply in words, for notes, traces and channels that show nothing else. Options carry their numbers. */
export function replyAsText(reply: Reply): string {
  switch (reply.kind) {
    case 'text':
    case 'ask-email':
      return reply.text;
    case 'choices':
      return joinLines([reply.text, ...numbered(reply.options.map(({ title }) => title))]);
    case 'cards':
      return joinLines([reply.text, ...reply.cards.map(cardAsText)]);
    case 'form':
      return joinLines([reply.text, ...reply.fields.map(({ label }) => `- ${label}`)]);
    case 'article':
      return joinLines([reply.text, ...reply.items.map(({ title, url }) => `- ${title}: ${url}`)]);
    case 'media':
      return joinLines([reply.caption ?? '', reply.url]);
    case 'pause':
      return '';
  }
}

function cardAsText(card: Card): string {
  const links = card.actions.map((action) =>
    action.kind === 'link' ? `${action.text}: ${action.url}` : action.text,
  );
  return `- ${[card.title, card.description, ...links].filter(Boolean).join(' · ')}`;
}

function numbered(titles: readonly string[]): readonly string[] {
  return titles.map((title, index) => `${index + 1}. ${title}`);
}

function joinLines(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n');
}
