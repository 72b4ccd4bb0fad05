import { z } from 'zod';

const optionSchema = z.object({ label: z.string(), value: z.string() });

/** One field of a form as the widget gets it. */
const fieldSchema = z.object({
  name: z.string(),
  label: z.string().nullish(),
  type: z.string().nullish(),
  placeholder: z.string().nullish(),
  required: z.union([z.boolean(), z.string()]).nullish(),
  default: z.string().nullish(),
  options: z.array(optionSchema).nullish(),
});

export type FormField = z.output<typeof fieldSchema>;

/** The fields of a shown form; what is not a field is passed over, as the widget does. */
export function readFormFields(items: readonly unknown[]): readonly FormField[] {
  return items.flatMap((item) => fieldSchema.safeParse(item).data ?? []);
}

/** The question for one field. */
export function askForField(field: FormField): readonly string[] {
  const label = field.label ?? field.name;
  const optional = isRequired(field) ? '' : ' (optional: an empty line)';
  const options = (field.options ?? []).map((option, index) => `    ${index + 1}. ${option.label}`);
  return [`  ${label}${optional}`, ...options];
}

/** What the form gets for a typed line; undefined when the line does not fit the field. */
export function readFieldAnswer(field: FormField, line: string): string | undefined {
  const text = line.trim();
  if (text === '') return isRequired(field) ? undefined : (field.default ?? '');
  if (!field.options?.length) return text;
  const wanted = text.toLowerCase();
  const chosen =
    field.options[Number(text) - 1] ??
    field.options.find(({ label, value }) => [label, value].some((name) => name.toLowerCase() === wanted));
  return chosen?.value;
}

function isRequired(field: FormField): boolean {
  return field.required !== false && field.required !== 'false' && field.required !== null;
}
