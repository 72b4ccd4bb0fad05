import { z } from 'zod';
import type { Json } from '../../core/model/json.ts';
import type { Card, CardAction, FormField, Reply } from '../../core/model/reply.ts';

/**
 * Chatwoot's own message shape, as agents put it into custom payloads: `content`, `content_type` and
 * `content_attributes.items` (Chatwoot developer documentation, "Interactive messages"). Undefined when it is not that.
 */
export function readNativeMessage(payload: Readonly<Record<string, Json>>): Reply | undefined {
  const read = messageSchema.safeParse(payload);
  if (!read.success) return undefined;
  const { content, content_type, content_attributes } = read.data;
  const items = content_attributes?.items ?? [];
  switch (content_type ?? 'text') {
    case 'text':
      return content ? { kind: 'text', text: content } : undefined;
    case 'input_email':
      return content ? { kind: 'ask-email', text: content } : undefined;
    case 'input_select':
      return choicesReply(content, items);
    case 'cards':
      return cardsReply(content, items);
    case 'form':
      return formReply(content, items, content_attributes?.button_label ?? undefined);
    case 'article':
      return articleReply(content, items);
    default:
      return undefined;
  }
}

const text = z.string().nullish();

const messageSchema = z.object({
  content: text,
  content_type: text,
  content_attributes: z.object({ items: z.array(z.unknown()).nullish(), button_label: text }).nullish(),
});

const optionSchema = z.object({ title: z.string().min(1), value: z.string().min(1), description: text });

function choicesReply(content: string | null | undefined, items: readonly unknown[]): Reply | undefined {
  const read = z.array(optionSchema).min(1).safeParse(items);
  if (!read.success) return undefined;
  const options = read.data.map(({ title, value, description }) => ({
    title,
    value,
    ...(description ? { description } : {}),
  }));
  return { kind: 'choices', text: content || titles(options), options };
}

const actionSchema = z.object({ type: text, text: z.string().min(1), uri: text, payload: text });
const cardSchema = z.object({
  title: z.string().min(1),
  description: text,
  media_url: text,
  actions: z.array(actionSchema).nullish(),
});

function cardsReply(content: string | null | undefined, items: readonly unknown[]): Reply | undefined {
  const read = z.array(cardSchema).min(1).safeParse(items);
  if (!read.success) return undefined;
  const cards = read.data.map(
    (item): Card => ({
      title: item.title,
      ...(item.description ? { description: item.description } : {}),
      ...(item.media_url ? { imageUrl: item.media_url } : {}),
      actions: (item.actions ?? []).flatMap(cardAction),
    }),
  );
  return { kind: 'cards', text: content || titles(cards), cards };
}

function cardAction({ type, text, uri, payload }: z.output<typeof actionSchema>): readonly CardAction[] {
  if (type === 'link' && uri) return [{ kind: 'link', text, url: uri }];
  if (type === 'postback' && payload) return [{ kind: 'choice', text, value: payload }];
  return [];
}

const fieldSchema = z.object({
  name: z.string().min(1),
  label: text,
  type: text,
  placeholder: text,
  default: text,
  required: z.boolean().nullish(),
  pattern: text,
  pattern_error: text,
  title: text,
  options: z.array(z.object({ label: text, title: text, value: z.string() })).nullish(),
});

function formReply(
  content: string | null | undefined,
  items: readonly unknown[],
  submitLabel: string | undefined,
): Reply | undefined {
  const read = z.array(fieldSchema).min(1).safeParse(items);
  if (!read.success) return undefined;
  const fields = read.data.map(formField);
  return {
    kind: 'form',
    text: content || fields.map(({ label }) => label).join(', '),
    fields,
    ...(submitLabel ? { submitLabel } : {}),
  };
}

const fieldKinds: Readonly<Record<string, FormField['kind']>> = {
  text_area: 'text-area',
  textarea: 'text-area',
  email: 'email',
  select: 'select',
};

function formField(item: z.output<typeof fieldSchema>): FormField {
  return {
    name: item.name,
    label: item.label || item.name,
    kind: fieldKinds[item.type ?? 'text'] ?? 'text',
    ...(item.placeholder ? { placeholder: item.placeholder } : {}),
    ...(item.default ? { default: item.default } : {}),
    ...(item.required === undefined || item.required === null ? {} : { required: item.required }),
    ...(item.pattern ? { pattern: item.pattern } : {}),
    ...patternError(item.pattern_error || item.title),
    ...(item.options
      ? {
          options: item.options.map(({ label, title, value }) => ({ title: label || title || value, value })),
        }
      : {}),
  };
}

function patternError(message: string | null | undefined): Pick<FormField, 'patternError'> {
  return message ? { patternError: message } : {};
}

const articleSchema = z.object({ title: z.string().min(1), description: text, link: z.string().min(1) });

function articleReply(content: string | null | undefined, items: readonly unknown[]): Reply | undefined {
  const read = z.array(articleSchema).min(1).safeParse(items);
  if (!read.success) return undefined;
  return {
    kind: 'article',
    text: content || titles(read.data),
    items: read.data.map(({ title, description, link }) => ({
      title,
      ...(description ? { description } : {}),
      url: link,
    })),
  };
}

function titles(items: readonly { readonly title: string }[]): string {
  return items.map(({ title }) => title).join(', ');
}
