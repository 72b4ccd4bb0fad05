/**
 * Puts placeholders (`<email-1>`) where personal data stands, and back. The same value has the same placeholder for as
 * long as the conversation's masks are kept, so that what an engine remembers can be read later.
 */
import type { FoundData, Masks, PersonalDataKind, PrivacyPolicy } from '../model/privacy.ts';

export interface Masked {
  readonly text: string;
  /** Where an offset into the masked text lies in the original. */
  readonly originalOffset: (offset: number, edge: 'start' | 'end') => number;
}

export interface Masker {
  mask(text: string): Masked;
  /** All that is known by now, with those of before. */
  masks(): Masks;
}

/** Nobody names more addresses than this in one conversation; the oldest go. */
const MASKS_KEPT = 100;
const placeholderForm = /<(?:email|phone|card)-\d+>/g;

export function createMasker({ find }: Required<PrivacyPolicy>, before: Masks = {}): Masker {
  const known = new Map(Object.entries(before));

  function placeholderFor(kind: PersonalDataKind, value: string, text: string): string {
    for (const [placeholder, masked] of known) {
      if (masked === value && placeholder.startsWith(`<${kind}-`)) return placeholder;
    }
    // One that the customer typed must not come to mean something.
    const taken = new Set([...known.keys(), ...(text.match(placeholderForm) ?? [])]);
    let number = 1;
    while (taken.has(`<${kind}-${number}>`)) number += 1;
    known.set(`<${kind}-${number}>`, value);
    return `<${kind}-${number}>`;
  }

  return {
    mask(text) {
      const spans = find(text).map((found) => {
        const placeholder = placeholderFor(found.kind, text.slice(found.start, found.end), text);
        return { ...found, placeholder };
      });
      return { text: replaceSpans(text, spans), originalOffset: offsetsOf(spans) };
    },
    masks: () => Object.fromEntries([...known].slice(-MASKS_KEPT)),
  };
}

/** What is not known stays as it is. */
export function unmask(text: string, masks: Masks): string {
  return text.replace(placeholderForm, (placeholder) =>
    Object.hasOwn(masks, placeholder) ? (masks[placeholder] ?? placeholder) : placeholder,
  );
}

interface Span extends FoundData {
  readonly placeholder: string;
}

function replaceSpans(text: string, spans: readonly Span[]): string {
  let done = 0;
  let masked = '';
  for (const { start, end, placeholder } of spans) {
    masked += text.slice(done, start) + placeholder;
    done = end;
  }
  return masked + text.slice(done);
}

/** Inside a placeholder there is no finer place than its edges. */
function offsetsOf(spans: readonly Span[]): Masked['originalOffset'] {
  return (offset, edge) => {
    let shift = 0;
    for (const { start, end, placeholder } of spans) {
      const from = start + shift;
      if (offset <= from) break;
      if (offset < from + placeholder.length) return edge === 'start' ? start : end;
      shift += placeholder.length - (end - start);
    }
    return offset - shift;
  };
}
