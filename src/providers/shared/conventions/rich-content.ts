import { z } from 'zod';
import type { JsonObject } from '../../../core/model/json.ts';
import type { Card } from '../../../core/model/reply.ts';
import { type OfferedEvent, type SpeechPart, unknownPart } from '../engine-speech.ts';

/**
 * Dialogflow Messenger's `richContent` in the generations of ES and CX: cloud.google.com/dialogflow/es/docs/integrations/
 * dialogflow-messenger and …/cx/docs/concept/integration/dialogflow-messenger.
 */
export function readRichContent(payload: JsonObject): readonly SpeechPart[] | undefined {
  const content = payload['richContent'];
  if (!Array.isArray(content)) return undefined;
  // A list of cards, each a list of elements; agents forget the inner list.
  return content.flat().flatMap(readElement);
}

const text = z.string().nullish().catch(null);
const image = z
  .object({ rawUrl: text, src: z.object({ rawUrl: text }).nullish().catch(null) })
  .nullish()
  .catch(null);
const anchor = z.object({ href: text }).nullish().catch(null);
const event = z
  .object({ name: text, event: text, parameters: z.record(z.string(), z.json()).nullish().catch(null) })
  .nullish()
  .catch(null);

const elementSchema = z.object({
  type: z.string(),
  title: text,
  subtitle: text,
  text: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .catch(null),
  rawUrl: text,
  accessibilityText: text,
  actionLink: text,
  link: text,
  anchor,
  image,
  event,
  source: z.object({ rawUrl: text }).nullish().catch(null),
  options: z.array(z.unknown()).nullish().catch(null),
  files: z.array(z.unknown()).nullish().catch(null),
  citations: z.array(z.unknown()).nullish().catch(null),
});

type Element = z.output<typeof elementSchema>;

function readElement(value: unknown): readonly SpeechPart[] {
  const read = elementSchema.safeParse(value);
  if (!read.success) return [unknownPart('A part of richContent without a type')];
  // "Chips" was seen, too.
  const type = read.data.type.toLowerCase();
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  return reader ? reader(read.data) : [unknownPart(`A part of richContent of the type ${type.slice(0, 40)}`)];
}

const readers: Readonly<Record<string, (element: Element) => readonly SpeechPart[]>> = {
  info: (element) => [infoPart(infoCard(element))],
  description: ({ title, text: lines }) => textPart([title, ...listOf(lines)]),
  accordion: ({ title, subtitle, text: lines }) => textPart([title, subtitle, ...listOf(lines)]),
  image: ({ rawUrl, accessibilityText }) => mediaPart(rawUrl, 'image', accessibilityText),
  video: ({ source, title, anchor: target }) => mediaPart(source?.rawUrl ?? target?.href, 'video', title),
  button: (element) => button(first(element.text) ?? element.title, linkOf(element), element.event),
  list: (element) => button(element.title, linkOf(element), element.event),
  chips: ({ options }) => (options ?? []).flatMap(chip),
  files: ({ files }) => (files ?? []).flatMap(linkElement),
  match_citations: ({ citations }) => (citations ?? []).flatMap(linkElement),
  divider: () => [],
};

function infoPart(card: Card): SpeechPart {
  return { kind: 'reply', reply: { kind: 'cards', text: card.title, cards: [card] } };
}

function infoCard(element: Element): Card {
  const url = linkOf(element);
  const picture = element.image?.rawUrl || element.image?.src?.rawUrl;
  const title = element.title || element.subtitle || url || '…';
  return {
    title,
    ...(element.subtitle ? { description: element.subtitle } : {}),
    ...(picture ? { imageUrl: picture } : {}),
    actions: url ? [{ kind: 'link', text: title, url }] : [],
  };
}

function linkOf({ link, anchor: target, actionLink }: Element): string | undefined {
  return [link, target?.href, actionLink].find((url) => url) ?? undefined;
}

/** An event behind a button is remembered under its title, which comes back when it is chosen. */
function button(
  title: string | null | undefined,
  url: string | undefined,
  behind: Element['event'],
): readonly SpeechPart[] {
  if (url) return [{ kind: 'links', links: [{ text: title ?? '', url }] }];
  if (!title) return [];
  const offered = offeredEvent(behind);
  return [
    { kind: 'options', options: [{ title, value: title }] },
    ...(offered ? [{ kind: 'event-offered', value: title, event: offered } as const] : []),
  ];
}

/** ES writes `{name, parameters}`, CX `{event}`. */
function offeredEvent(behind: Element['event']): OfferedEvent | undefined {
  const name = behind?.name || behind?.event;
  if (!name) return undefined;
  const parameters = behind?.parameters ?? {};
  return { name, ...(Object.keys(parameters).length > 0 ? { parameters } : {}) };
}

const chipSchema = z.object({ text, link: text, anchor, event });

function chip(value: unknown): readonly SpeechPart[] {
  const read = chipSchema.safeParse(value);
  if (!read.success) return [];
  return button(read.data.text, read.data.link || read.data.anchor?.href || undefined, read.data.event);
}

const linkSchema = z.object({ name: text, title: text, anchor, link: text, actionLink: text });

function linkElement(value: unknown): readonly SpeechPart[] {
  const read = linkSchema.safeParse(value);
  const url = read.data?.anchor?.href || read.data?.link || read.data?.actionLink;
  return url ? [{ kind: 'links', links: [{ text: read.data?.title || read.data?.name || '', url }] }] : [];
}

function textPart(lines: readonly (string | null | undefined)[]): readonly SpeechPart[] {
  const said = lines.filter((line) => line).join('\n');
  return said ? [{ kind: 'reply', reply: { kind: 'text', text: said } }] : [];
}

function mediaPart(
  url: string | null | undefined,
  mediaType: 'image' | 'video',
  caption: string | null | undefined,
): readonly SpeechPart[] {
  if (!url) return [];
  return [{ kind: 'reply', reply: { kind: 'media', url, mediaType, ...(caption ? { caption } : {}) } }];
}

function listOf(lines: Element['text']): readonly string[] {
  return typeof lines === 'string' ? [lines] : (lines ?? []);
}

function first(lines: Element['text']): string | undefined {
  return listOf(lines)[0];
}
