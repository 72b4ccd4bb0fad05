import type { TrainingExample } from '../../src/providers/embedded/training-data/training-data.ts';

/**
 * An example as Lex writes it: `book the {hotel} for {guests} on {date}`. A slot may stand only once in an utterance, so
 * a second value of it stays as it was said. Punctuation is left out: Lex passes over it, and refuses some of it.
 */
export function lexUtterance({ text, spans }: TrainingExample): string {
  const named = new Set<string>();
  let written = '';
  let at = 0;
  for (const { start, end, entity } of spans.toSorted((one, other) => one.start - other.start)) {
    const value = named.has(entity) ? text.slice(start, end) : `{${entity}}`;
    named.add(entity);
    written += plain(text.slice(at, start)) + value;
    at = end;
  }
  return (written + plain(text.slice(at))).replace(/\s+/g, ' ').trim();
}

function plain(text: string): string {
  return text.replace(/[?!,;:.]/g, ' ');
}
