/** Lex takes 1 to 1024 characters (API reference of RecognizeText). Counted in UTF-16 units, the stricter reading. */
export const LONGEST_TEXT = 1024;

/** A letter of a novel must not become a hundred requests. */
const MOST_PIECES = 5;

/** A piece of a text and where it begins in it, UTF-16 units. */
export interface Piece {
  readonly text: string;
  readonly start: number;
}

/** The beginning, up to the end of a word. */
export function cutText(text: string, limit: number): Piece {
  const start = text.length - text.trimStart().length;
  return { text: text.slice(start, start + pieceLength(text.slice(start), limit)).trimEnd(), start };
}

/** The whole text in pieces that end with a sentence or at least a word; the rest after the last piece is left out. */
export function splitText(text: string, limit: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  while (pieces.length < MOST_PIECES && text.slice(start).trim() !== '') {
    const piece = cutText(text.slice(start), limit);
    const at = start + piece.start;
    pieces.push({ text: piece.text, start: at });
    start = at + piece.text.length;
  }
  return pieces;
}

/** How much of a text that begins with a word fits: to a sentence's end in its second half, a word's end, or the limit. */
function pieceLength(text: string, limit: number): number {
  if (text.trimEnd().length <= limit) return text.trimEnd().length;
  const head = text.slice(0, limit + 1);
  const sentence = lastEnd(head, /[.!?…。！？](?=\s)|\n/g);
  if (sentence > limit / 2) return sentence;
  const word = lastEnd(head, /\S(?=\s)/g);
  if (word > 0) return word;
  // Half an emoji is no character.
  return /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}

function lastEnd(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].reduce((_, match) => match.index + match[0].length, 0);
}
