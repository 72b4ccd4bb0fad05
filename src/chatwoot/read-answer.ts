/**
 * Answers given in the website widget. They make no message of their own: Chatwoot edits the bot's message and posts
 * it again, and posts the same values at every later change of it (read receipts, edits).
 */
import { z } from 'zod';
import type { UtteranceContent } from '../core/model/utterance.ts';
import { boundText, MAX_UTTERANCE_LENGTH } from './bounded.ts';
import type { WireMessageEvent } from './chatwoot-wire.ts';
import { SKIPPED_FIELD } from './form-fields.ts';

export type ReadAnswer =
  /** `submitted`: the part that tells one answer from another. */
  | { readonly kind: 'answer'; readonly content: UtteranceContent; readonly submitted: unknown }
  | { readonly kind: 'none' }
  | { readonly kind: 'csat' }
  | { readonly kind: 'unreadable' };

const MAX_VALUES = 100;
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const submittedValue = z.object({
  name: scalar.nullish(),
  title: scalar.nullish(),
  value: scalar.nullish(),
});
const submittedValues = z.array(submittedValue).min(1);
const offeredItems = z.array(
  z.object({
    name: z.string().nullish(),
    title: z.string().nullish(),
    value: z.string().nullish(),
    required: z.boolean().nullish(),
  }),
);
type SubmittedValue = z.infer<typeof submittedValue>;
type OfferedItem = z.infer<typeof offeredItems>[number];

export function readAnswer(message: WireMessageEvent): ReadAnswer {
  const attributes = message.content_attributes;
  const submitted = attributes?.submitted_values;
  const question = String(message.id);
  if (message.content_type === 'input_csat') return { kind: submitted == null ? 'none' : 'csat' };
  if (attributes?.submitted_email) {
    const email = boundText(attributes.submitted_email, MAX_UTTERANCE_LENGTH);
    return { kind: 'answer', content: { kind: 'form', values: { email }, question }, submitted: email };
  }
  if (isNothing(submitted)) return { kind: 'none' };
  const values = submittedValues.safeParse(submitted);
  if (!values.success) return { kind: 'unreadable' };
  const items = offeredItems.safeParse(attributes?.items).data ?? [];
  const content = readSubmitted(values.data.slice(0, MAX_VALUES), items, question);
  return content ? { kind: 'answer', content, submitted: values.data } : { kind: 'unreadable' };
}

function isNothing(submitted: unknown): boolean {
  if (submitted == null) return true;
  return Array.isArray(submitted) && submitted.length === 0;
}

function readSubmitted(
  values: readonly SubmittedValue[],
  items: readonly OfferedItem[],
  question: string,
): UtteranceContent | undefined {
  if (values.some(({ name }) => name != null)) {
    return { kind: 'form', values: readFormValues(values, items), question };
  }
  const chosen = values[0];
  const value = chosen?.value ?? chosen?.title;
  if (chosen == null || value == null) return undefined;
  const title = chosen.title ?? items.find((item) => item.value === value)?.title ?? value;
  return {
    kind: 'choice',
    value: boundText(value, MAX_UTTERANCE_LENGTH),
    title: boundText(title, MAX_UTTERANCE_LENGTH),
    question,
  };
}

function readFormValues(
  values: readonly SubmittedValue[],
  items: readonly OfferedItem[],
): Readonly<Record<string, string>> {
  const optional = new Set(items.filter(({ required }) => required === false).map(({ name }) => name));
  const entries = values.flatMap(({ name, value }): [string, string][] => {
    if (name == null) return [];
    const skipped = value === SKIPPED_FIELD && optional.has(name);
    return [[boundText(name, 255), skipped ? '' : boundText(value ?? '', MAX_UTTERANCE_LENGTH)]];
  });
  return Object.fromEntries(entries);
}
