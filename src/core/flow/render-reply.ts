import type { Json, JsonObject } from '../model/json.ts';
import type { Card, CardAction, FormField, Reply } from '../model/reply.ts';
import type { Option } from '../model/utterance.ts';
import type { Templates } from '../ports/templates.ts';
import { createFiller, type Filler } from './fill.ts';
import type { OptionTemplate, ReplyTemplate } from './reply-schema.ts';

export interface RenderedReply {
  readonly reply: Reply;
  /** Names that had no value. With a `fallback` in the template, that was said instead. */
  readonly missing: readonly string[];
}

/**
 * A reply from its template. Gaps that missing values leave are closed, unless the template has a `fallback`.
 * Choices, cards and articles of an empty list are said as text.
 */
export function renderReply(template: ReplyTemplate, view: JsonObject, templates: Templates): RenderedReply {
  const filler = createFiller(templates, view);
  const reply = fillReply(template, filler);
  const missing = [...new Set(filler.missing)];
  const gap = missing.length > 0 && template.fallback !== undefined;
  return { reply: gap ? { kind: 'text', text: template.fallback ?? '' } : reply, missing };
}

/** The options that a list of option templates stands for now. Empty while its list is not known. */
export function renderOptions(
  options: readonly OptionTemplate[],
  view: JsonObject,
  templates: Templates,
): readonly Option[] {
  return fillOptions(options, createFiller(templates, view));
}

function fillReply(template: ReplyTemplate, fill: Filler): Reply {
  const { choices, cards, form, article, media } = template;
  if (choices)
    return orText({
      kind: 'choices',
      text: fill.text(choices.text),
      options: fillOptions(choices.options, fill),
    });
  if (cards) return orText({ kind: 'cards', text: fill.text(cards.text), cards: fillCards(cards, fill) });
  if (form) return fillForm(form, fill);
  if (article) {
    const items = expand(article.items, fill, (item, filler) => ({
      title: filler.text(item.title),
      ...(item.description !== undefined && { description: filler.text(item.description) }),
      url: filler.url(item.url),
    }));
    return orText({
      kind: 'article',
      text: fill.text(article.text),
      items: items.filter(({ url }) => url !== ''),
    });
  }
  if (media) {
    const caption = media.caption === undefined ? undefined : fill.text(media.caption);
    const url = fill.url(media.url);
    if (url === '') return { kind: 'text', text: caption ?? '' };
    return { kind: 'media', url, mediaType: media.type, ...(caption !== undefined && { caption }) };
  }
  if (template.ask_email) return { kind: 'ask-email', text: fill.text(template.ask_email.text) };
  if (template.pause_ms !== undefined) return { kind: 'pause', milliseconds: template.pause_ms };
  return { kind: 'text', text: fill.text(template.text ?? '') };
}

type ListReply = Extract<Reply, { kind: 'choices' | 'cards' | 'article' }>;

function orText(reply: ListReply): Reply {
  const entries =
    reply.kind === 'choices' ? reply.options : reply.kind === 'cards' ? reply.cards : reply.items;
  return entries.length > 0 ? reply : { kind: 'text', text: reply.text };
}

function expand<Entry extends { readonly each?: string | undefined }, Made>(
  entries: readonly Entry[],
  fill: Filler,
  make: (entry: Entry, filler: Filler) => Made,
): readonly Made[] {
  return entries.flatMap((entry) => {
    if (entry.each === undefined) return [make(entry, fill)];
    return fill.list(entry.each).map((item: Json) => make(entry, fill.withItem(item)));
  });
}

function fillOptions(options: readonly OptionTemplate[], fill: Filler): readonly Option[] {
  return expand(options, fill, (option, filler) => ({
    title: filler.text(option.title),
    value: filler.text(option.value),
    ...(option.description !== undefined && { description: filler.text(option.description) }),
  }));
}

function fillCards(cards: NonNullable<ReplyTemplate['cards']>, fill: Filler): readonly Card[] {
  return expand(cards.items, fill, (card, filler) => {
    const imageUrl = card.image_url === undefined ? '' : filler.url(card.image_url);
    return {
      title: filler.text(card.title),
      ...(card.description !== undefined && { description: filler.text(card.description) }),
      ...(imageUrl !== '' && { imageUrl }),
      actions: card.actions.flatMap((action): readonly CardAction[] => {
        const text = filler.text(action.text);
        if (action.value !== undefined) return [{ kind: 'choice', text, value: filler.text(action.value) }];
        const url = filler.url(action.url ?? '');
        return url === '' ? [] : [{ kind: 'link', text, url }];
      }),
    };
  });
}

type FormTemplate = NonNullable<ReplyTemplate['form']>;

function fillForm(form: FormTemplate, fill: Filler): Reply {
  return {
    kind: 'form',
    text: fill.text(form.text),
    fields: form.fields.map((field) => fillField(field, fill)),
    ...(form.submit_label !== undefined && { submitLabel: fill.text(form.submit_label) }),
  };
}

function fillField(field: FormTemplate['fields'][number], fill: Filler): FormField {
  const filledIn = field.default === undefined ? undefined : fill.optionalText(field.default);
  return {
    name: field.name,
    label: fill.text(field.label),
    kind: field.kind,
    ...(field.placeholder !== undefined && { placeholder: fill.text(field.placeholder) }),
    ...(filledIn !== undefined && { default: filledIn }),
    required: field.required,
    ...(field.options && { options: fillOptions(field.options, fill) }),
    ...(field.pattern !== undefined && { pattern: field.pattern }),
    ...(field.pattern_error !== undefined && { patternError: field.pattern_error }),
  };
}
