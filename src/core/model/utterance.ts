import type { JsonObject } from './json.ts';

/** One option that the bot offered. `value` is what the bot understands, `title` what the customer sees. */
export interface Option {
  readonly title: string;
  readonly value: string;
  readonly description?: string;
}

export interface AttachmentItem {
  readonly kind: 'image' | 'audio' | 'video' | 'file' | 'location' | 'contact' | 'other';
  readonly url?: string;
  readonly title?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** What the customer did. */
export type UtteranceContent =
  | { readonly kind: 'text'; readonly text: string }
  /** A button or option was chosen. `question`: id of the platform message that offered it, if known. */
  | { readonly kind: 'choice'; readonly value: string; readonly title: string; readonly question?: string }
  /** A form was submitted; also the answer to an e-mail box, as `{email}`. */
  | { readonly kind: 'form'; readonly values: Readonly<Record<string, string>>; readonly question?: string }
  | { readonly kind: 'attachment'; readonly items: readonly AttachmentItem[]; readonly caption?: string }
  /** The customer opened the widget or a conversation began. */
  | { readonly kind: 'opened' }
  /** Something outside asks for a turn (reminder, campaign, `/restart` by an operator). */
  | { readonly kind: 'event'; readonly name: string; readonly values: JsonObject };

export interface Utterance {
  /** Id of the customer's message on the platform; unique in the conversation. */
  readonly messageId: string;
  /** Epoch milliseconds when the customer did it, by the platform's clock. */
  readonly at: number;
  readonly content: UtteranceContent;
  /** Characters that the customer wrote, when the text was too long and only its beginning was kept. */
  readonly cutFrom?: number;
}

/** The utterance as one line of text, for engines, notes and traces. */
export function utteranceText(content: UtteranceContent): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'choice':
      return content.title;
    case 'form':
      return Object.entries(content.values)
        .map(([name, value]) => `${name}: ${value}`)
        .join(', ');
    case 'attachment':
      return content.caption ?? '';
    case 'opened':
      return '';
    case 'event':
      return content.name;
  }
}
