/** More pieces than this are a book, not a message; the rest is left out. */
const MOST_PIECES = 8;

/** The beginning of a text, at most so many UTF-16 units, without half a character at the end. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  return endsInHalfACharacter(cut) ? cut.slice(0, -1) : cut;
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

function firstPiece(text: string, limit: number): string {
  const start = cutText(text, limit);
  const sentence = start.search(/[.!?…。！？\n](?=[^.!?…。！？\n]*$)/u);
  // A sentence that ends in the first third would make many tiny pieces.
  if (sentence >= limit / 3) return start.slice(0, sentence + 1);
  const blank = start.search(/\s\S*$/u);
  return blank > 0 ? start.slice(0, blank) : start;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/gu, '');
}

function endsInHalfACharacter(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
