import type { Json } from '../../core/model/json.ts';

export interface OfferedOption {
  readonly title: string;
  readonly value: string;
}

/** The items of an `input_select`, as text. */
export function optionsOf(contentAttributes: Readonly<Record<string, Json>>): OfferedOption[] {
  return itemsOf(contentAttributes).map((item) => ({
    title: String(item['title'] ?? ''),
    value: String(item['value'] ?? ''),
  }));
}

export function itemsOf(
  contentAttributes: Readonly<Record<string, Json>>,
): readonly Readonly<Record<string, Json>>[] {
  const items = contentAttributes['items'];
  return Array.isArray(items) ? items.filter((item) => typeof item === 'object' && item !== null) : [];
}
