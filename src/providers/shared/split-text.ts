/** More pieces than this are a book, not a message; the rest is left out. */
const MOST_PIECES = 8;

/** The beginning of a text, at most `limit` UTF-16 units, without half a character at its end. */
export function cutText(text: string, limit: number): string {
  const cut = text.slice(0, limit);
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A text in pieces of at most `limit` UTF-16 units: at the end of a sentence, else between words, else anywhere. */
export function splitText(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest !== '' && pieces.length < MOST_PIECES) {
    const piece = rest.length <= limit ? rest : firstPiece(rest, limit);
    pieces.push(piece.trim());
    rest = rest.slice(piece.length).trim();
  }
  return pieces;
}

/** Do the pieces hold all of the text, blanks aside? */
export function isWhole(text: string, pieces: readonly string[]): boolean {
  return withoutBlanks(pieces.join('')).length === withoutBlanks(text).length;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/gu, '');
}

function firstPiece(text: string, limit: number): string {
  const start = cutText(text, limit);
  const sentence = start.search(/[.!?…。！？\n](?=[^.!?…。！？\n]*$)/u);
  // A sentence that ends in the first third would make many tiny pieces.
  if (sentence >= limit / 3) return start.slice(0, sentence + 1);
  const blank = start.search(/\s\S*$/u);
  return blank > 0 ? start.slice(0, blank) : start;
}
