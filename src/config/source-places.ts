import { maskLine, maskRanges } from './mask-secrets.ts';

/** Where something stands in a file, and its line with secrets masked. */
export interface SourcePlace {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly excerpt: string;
}

export interface SourceText {
  readonly text: string;
  /** Ranges that hold secrets: start and end offsets. */
  readonly secrets: readonly (readonly [number, number])[];
  /** The text does not parse, so that the ranges are not to be relied on. */
  readonly broken: boolean;
}

/** Places by offset. */
export function createPlaces({ text, secrets, broken }: SourceText): (offset: number) => SourcePlace {
  const masked = maskRanges(text, secrets).split(/\r?\n/);
  return (offset) => {
    // The parser's own line counter loses lines in a broken file.
    const before = text.slice(0, offset).split('\n');
    const excerpt = maskLine(masked[before.length - 1] ?? '', broken);
    return { line: before.length, column: (before.at(-1) ?? '').length + 1, excerpt };
  };
}

/** Behind a key that nobody knows may stand a secret (a misspelt `token`): the excerpt ends with the key. */
export function upToKey(place: SourcePlace, key: string): SourcePlace {
  const end = place.column - 1 + key.length;
  const { excerpt } = place;
  return { ...place, excerpt: excerpt.length > end + 1 ? `${excerpt.slice(0, end)}: …` : excerpt };
}
