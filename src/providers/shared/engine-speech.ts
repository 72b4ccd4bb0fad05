import type { JsonObject } from '../../core/model/json.ts';
import type { Warning } from '../../core/model/nlu-result.ts';
import type { CardAction, Reply } from '../../core/model/reply.ts';
import type { Option } from '../../core/model/utterance.ts';

/** An event of the agent's behind a button. */
export interface OfferedEvent {
  readonly name: string;
  readonly parameters?: JsonObject;
}

/** One thing that an engine said or asked for, in the order in which it came. */
export type SpeechPart =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Options that belong to the words before them. */
  | { readonly kind: 'options'; readonly options: readonly Option[] }
  | { readonly kind: 'links'; readonly links: readonly { readonly text: string; readonly url: string }[] }
  /** Choosing `value` means this event. */
  | { readonly kind: 'event-offered'; readonly value: string; readonly event: OfferedEvent }
  | { readonly kind: 'handoff'; readonly note?: string }
  | { readonly kind: 'resolve' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'warning'; readonly warning: Warning };

export interface EngineSpeech {
  readonly replies: readonly Reply[];
  /** The first that was asked for. */
  readonly handoff?: { readonly note?: string };
  readonly resolve: boolean;
  readonly ended: boolean;
  readonly events: Readonly<Record<string, OfferedEvent>>;
  readonly warnings: readonly Warning[];
}

export function collectSpeech(parts: readonly SpeechPart[]): EngineSpeech {
  const handoff = parts.find((part) => part.kind === 'handoff');
  return {
    replies: gatherReplies(parts),
    ...(handoff ? { handoff: handoff.note ? { note: handoff.note } : {} } : {}),
    resolve: parts.some(({ kind }) => kind === 'resolve'),
    ended: parts.some(({ kind }) => kind === 'ended'),
    events: Object.fromEntries(
      parts.flatMap((part) => (part.kind === 'event-offered' ? [[part.value, part.event]] : [])),
    ),
    warnings: parts.flatMap((part) => (part.kind === 'warning' ? [part.warning] : [])),
  };
}

/** Neighbouring options become one question, neighbouring links one card. */
function gatherReplies(parts: readonly SpeechPart[]): readonly Reply[] {
  const replies: Reply[] = [];
  for (const part of parts) {
    if (part.kind === 'reply') replies.push(part.reply);
    if (part.kind === 'options') addOptions(replies, part.options);
    if (part.kind === 'links') addLinks(replies, part.links);
  }
  return replies;
}

function addOptions(replies: Reply[], options: readonly Option[]): void {
  if (options.length === 0) return;
  const last = replies.at(-1);
  if (last?.kind === 'choices') {
    const all = withoutDoubles([...last.options, ...options]);
    const text = last.text === titles(last.options) ? titles(all) : last.text;
    replies.splice(-1, 1, { ...last, text, options: all });
  } else if (last?.kind === 'text') {
    replies.splice(-1, 1, { kind: 'choices', text: last.text, options });
  } else {
    replies.push({ kind: 'choices', text: titles(options), options });
  }
}

function addLinks(replies: Reply[], links: readonly { readonly text: string; readonly url: string }[]): void {
  if (links.length === 0) return;
  const actions = links.map(({ text, url }): CardAction => ({ kind: 'link', text: text || url, url }));
  const last = replies.at(-1);
  const card = last?.kind === 'cards' ? last.cards.at(-1) : undefined;
  if (last?.kind === 'cards' && card) {
    const cards = [...last.cards.slice(0, -1), { ...card, actions: [...card.actions, ...actions] }];
    replies.splice(-1, 1, { ...last, cards });
  } else {
    const title = actions.map(({ text }) => text).join(', ');
    replies.push({ kind: 'cards', text: title, cards: [{ title, actions }] });
  }
}

function withoutDoubles(options: readonly Option[]): readonly Option[] {
  return options.filter(({ value }, index) => options.findIndex((other) => other.value === value) === index);
}

function titles(options: readonly Option[]): string {
  return options.map(({ title }) => title).join(', ');
}

/** What we could not make anything of: told, never shown. */
export function unknownPart(what: string): SpeechPart {
  return { kind: 'warning', warning: { code: 'unknown-message-type', detail: `${what}.` } };
}
