import { MAX_CONTENT_LENGTH } from './channel-profiles.ts';
import { escapeLiquid } from './escape-liquid.ts';

/** No text grows more than this by escaping: two characters become 23. */
const WORST_GROWTH = 12;

/** Text in pieces that fit a message, cut at a paragraph, line, sentence or word where there is one. */
export function splitText(text: string, limit: number): readonly string[] {
  return cut(text, limit).flatMap((piece) =>
    escapeLiquid(piece).length > MAX_CONTENT_LENGTH
      ? cut(piece, Math.floor(MAX_CONTENT_LENGTH / WORST_GROWTH))
      : [piece],
  );
}

function cut(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const end = cutAt(rest, limit);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

/** Where to cut: never in the first half, so that pieces do not get tiny, and never within a character. */
function cutAt(text: string, limit: number): number {
  const window = text.slice(0, limit);
  for (const mark of ['\n\n', '\n', '. ', ' ']) {
    const found = window.lastIndexOf(mark);
    if (found > limit / 2) return found + mark.length;
  }
  const last = text.charCodeAt(limit - 1);
  const startsPair = last >= 0xd800 && last <= 0xdbff;
  return startsPair && limit > 1 ? limit - 1 : limit;
}
