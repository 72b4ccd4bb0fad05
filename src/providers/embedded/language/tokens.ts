/** A word of an utterance. Offsets are UTF-16 units of the text as the customer wrote it. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Lower case, without Latin accents, every run of digits as `0`. */
  readonly word: string;
}

/** Scripts written without spaces between words; there a dictionary has to find the words. */
const UNSPACED_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/**
 * Letters, digits and combining marks; an apostrophe stays inside a word (`don't`, `l'hôtel`). A pictograph is a word:
 * a thumbs-up is an answer.
 */
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’`´][\p{L}]+)*|\p{Extended_Pictographic}/gu;
const PICTOGRAPH = /^\p{Extended_Pictographic}/u;
const LATIN_ACCENT = /(\p{Script=Latin})\p{M}+/gu;
const PLAIN_ASCII_WORD = /^[a-z]+$/;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * One spelling for what people spell in many ways. Accents fall only off Latin letters: in other scripts a mark
 * is a vowel or another letter. Digits become one symbol, since `2` and `3` nights mean the same intent.
 */
export function normaliseWord(word: string): string {
  if (PLAIN_ASCII_WORD.test(word)) return word;
  return word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(LATIN_ACCENT, '$1')
    .normalize('NFC')
    .replace(/[’`´]/g, "'")
    .replace(/\p{Nd}+/gu, '0');
}

/** Words of a text in order, with their places. */
export function tokenise(text: string): Token[] {
  return UNSPACED_SCRIPT.test(text) ? segmentWords(text) : matchWords(text);
}

/** Words of a text as one key: texts that differ in case, accents, punctuation or digits only have the same. */
export function wordKey(text: string): string {
  return tokenise(text)
    .map((token) => token.word)
    .join(' ');
}

function matchWords(text: string): Token[] {
  return Array.from(text.matchAll(WORD), (match) => toToken(match[0], match.index));
}

function segmentWords(text: string): Token[] {
  return Array.from(segmenter.segment(text))
    .filter((segment) => segment.isWordLike || PICTOGRAPH.test(segment.segment))
    .map((segment) => toToken(segment.segment, segment.index));
}

function toToken(text: string, start: number): Token {
  return { start, end: start + text.length, word: normaliseWord(text) };
}
