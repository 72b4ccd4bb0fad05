import type { JsonObject } from '../core/model/json.ts';
import type { FormField } from '../core/model/reply.ts';

/**
 * The widget wants a value in every field, also in optional ones, before it submits a form. An optional text field
 * is therefore filled with this, and an answer that still holds it reads as empty.
 */
export const SKIPPED_FIELD = '-';

const types = { text: 'text', 'text-area': 'text_area', email: 'email', select: 'select' } as const;

/** One field with Chatwoot's keys, and only those that its validator knows. */
export function formItem(field: FormField): JsonObject {
  const options = field.options ?? [];
  const kind = field.kind === 'select' && options.length === 0 ? 'text' : field.kind;
  const required = field.required ?? true;
  const preset = field.default ?? (canSkip(kind, required) ? SKIPPED_FIELD : undefined);
  return {
    name: field.name,
    type: types[kind],
    label: field.label,
    required,
    ...(field.placeholder && { placeholder: field.placeholder }),
    ...(preset !== undefined && { default: preset }),
    ...(kind === 'select' && { options: options.map(({ title, value }) => ({ label: title, value })) }),
    // The widget checks patterns in one-line text fields only.
    ...(kind === 'text' && field.pattern && { pattern: field.pattern }),
    ...(kind === 'text' && field.patternError && { pattern_error: field.patternError }),
  };
}

/** A dash is neither an e-mail address nor one of the options. */
function canSkip(kind: FormField['kind'], required: boolean): boolean {
  return !required && (kind === 'text' || kind === 'text-area');
}
