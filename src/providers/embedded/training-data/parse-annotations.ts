import { z } from 'zod';
import type { AnnotatedSpan } from './training-data.ts';

/** An example with its marks taken out. */
export interface ParsedExample {
  readonly text: string;
  readonly spans: readonly AnnotatedSpan[];
  /** Offsets into the source with marks. */
  readonly problems: readonly { readonly offset: number; readonly message: string }[];
}

type Label = Omit<AnnotatedSpan, 'start' | 'end'>;

const labelSchema = z.strictObject({
  entity: z.string().min(1),
  value: z.union([z.string(), z.number(), z.boolean()]).transform(String).optional(),
  role: z.string().min(1).optional(),
  group: z.string().min(1).optional(),
});

/** Text in brackets with an opening bracket of a label right behind it; other brackets are plain text. */
const MARK = /\[([^\]]+)\](?=[({[])/y;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

/**
 * Rasa's four ways to mark an entity: `[x](entity)`, the old `[x](entity:value)`, `[x]{"entity": …}` and, for
 * several at once, `[x][{"entity": …}, …]`.
 */
export function parseAnnotations(source: string): ParsedExample {
  const spans: AnnotatedSpan[] = [];
  const problems: { offset: number; message: string }[] = [];
  let text = '';
  let position = 0;
  while (position < source.length) {
    MARK.lastIndex = position;
    const match = source[position] === '[' ? MARK.exec(source) : null;
    if (!match) {
      text += source[position++];
      continue;
    }
    const marked = match[1] ?? '';
    const label = readLabel(source, MARK.lastIndex);
    if ('message' in label) problems.push({ offset: position, message: label.message });
    else spans.push(...label.labels.map((one) => toSpan(one, text.length, marked)));
    text += marked;
    position = label.end;
  }
  return { text, spans, problems };
}

function toSpan(label: Label, start: number, marked: string): AnnotatedSpan {
  return { start, end: start + marked.length, ...label };
}

type LabelReading =
  | { readonly end: number; readonly labels: readonly Label[] }
  | { readonly end: number; readonly message: string };

function readLabel(source: string, start: number): LabelReading {
  const closing = CLOSING[source[start] ?? ''] ?? ')';
  const first = source.indexOf(closing, start);
  if (first < 0) return { end: source.length, message: `The mark is not closed: "${closing}" is missing.` };
  if (closing === ')') return readShortLabel(source.slice(start + 1, first), first + 1);
  // A closing bracket may stand inside a JSON string: take the first one that makes the JSON whole.
  for (let end = first; end >= 0; end = source.indexOf(closing, end + 1)) {
    const json = parseJson(source.slice(start, end + 1));
    if (json !== undefined) return readJsonLabel(json, end + 1);
  }
  return { end: first + 1, message: notJson };
}

const notJson = 'The mark is not valid JSON; write e.g. [two]{"entity": "guests", "value": "2"}.';

function readShortLabel(content: string, end: number): LabelReading {
  const colon = content.indexOf(':');
  const entity = (colon < 0 ? content : content.slice(0, colon)).trim();
  if (entity === '') return { end, message: 'The mark names no entity; write e.g. [two](guests).' };
  return { end, labels: [colon < 0 ? { entity } : { entity, value: content.slice(colon + 1).trim() }] };
}

function readJsonLabel(json: unknown, end: number): LabelReading {
  const parsed = z.array(labelSchema).safeParse(Array.isArray(json) ? json : [json]);
  if (parsed.success) return { end, labels: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    end,
    message: `The mark is wrong: ${issue?.path.slice(1).join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
