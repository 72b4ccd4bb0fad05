import { type Token, tokenise } from '../language/tokens.ts';
import type { Candidate } from './candidate.ts';
import { type NumberLanguage, numberLanguages } from './number-words.ts';

/** Digits with an optional fraction, not inside a word, a date or a longer number. */
const DIGITS = /(?<![\p{L}\p{N}_.,:/-])\d{1,15}(?:[.,]\d{1,9})?(?![\p{L}\p{N}_]|[.,:/-]\d)/gu;
/** "this one", "the one": a pronoun, not a count. */
const PRONOUN_ONE = new Set([
  'this',
  'that',
  'which',
  'the',
  'no',
  'any',
  'each',
  'every',
  'another',
  'other',
]);

export interface FoundNumber {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/** Numbers in digits and, in languages that have a row, in words. */
export function findNumbers(text: string, tokens: readonly Token[], language: string): FoundNumber[] {
  const digits = Array.from(text.matchAll(DIGITS), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    value: Number(match[0].replace(',', '.')),
  }));
  const rows = numberLanguages[language];
  return rows ? [...digits, ...findNumberWords(tokens, rows)] : digits;
}

/** The whole text as a number ("two", "2", "twenty-one"), if it is one. */
export function readNumber(text: string, language: string): number | undefined {
  const tokens = tokenise(text);
  const [found, ...others] = findNumbers(text, tokens, language);
  if (!found || others.length > 0 || tokens.length === 0) return undefined;
  const isWhole = found.start <= tokens[0]!.start && found.end >= tokens.at(-1)!.end;
  return isWhole ? found.value : undefined;
}

export function numberCandidates(text: string, tokens: readonly Token[], language: string): Candidate[] {
  return findNumbers(text, tokens, language).map(({ start, end, value }) => ({
    start,
    end,
    source: 'builtin',
    entities: [{ name: 'number', value, text: text.slice(start, end), start, end }],
  }));
}

function findNumberWords(tokens: readonly Token[], language: NumberLanguage): FoundNumber[] {
  const found: FoundNumber[] = [];
  for (let position = 0; position < tokens.length; position++) {
    const read = readWords(tokens, position, language);
    if (!read) continue;
    const isPronoun = read.value === 1 && PRONOUN_ONE.has(tokens[position - 1]?.word ?? '');
    const last = tokens[position + read.count - 1]!;
    if (!isPronoun) found.push({ start: tokens[position]!.start, end: last.end, value: read.value });
    position += read.count - 1;
  }
  return found;
}

/** The longest number that begins at a token: `[unit] hundred [and] [tens] [unit]`. */
function readWords(
  tokens: readonly Token[],
  start: number,
  language: NumberLanguage,
): { readonly value: number; readonly count: number } | undefined {
  const wordAt = (position: number) => tokens[position]?.word ?? '';
  const head = belowHundred(wordAt, start, language);
  const hundredAt = head ? start + head.count : start;
  if (!language.hundred.includes(wordAt(hundredAt))) return head;
  const hundreds = { value: (head?.value ?? 1) * 100, count: hundredAt + 1 - start };
  const joined = wordAt(hundredAt + 1) === language.joiner ? 1 : 0;
  const rest = belowHundred(wordAt, hundredAt + 1 + joined, language);
  if (!rest) return hundreds;
  return { value: hundreds.value + rest.value, count: hundreds.count + joined + rest.count };
}

function belowHundred(
  wordAt: (position: number) => string,
  start: number,
  language: NumberLanguage,
): { readonly value: number; readonly count: number } | undefined {
  const word = wordAt(start);
  const unit = unitValue(word, language);
  if (unit !== undefined) return { value: unit, count: 1 };
  const ten = language.tens[word];
  if (ten === undefined) return unitFirst(word, language);
  const joined = wordAt(start + 1) === language.joiner ? 1 : 0;
  const following = unitValue(wordAt(start + 1 + joined), language);
  const isUnit = following !== undefined && following > 0 && following < 10 && !language.unitFirst;
  return isUnit ? { value: ten + following, count: 2 + joined } : { value: ten, count: 1 };
}

function unitValue(word: string, language: NumberLanguage): number | undefined {
  const value = word === '' ? -1 : language.units.indexOf(word);
  return value < 0 ? undefined : value;
}

/** "einundzwanzig": unit, joiner and ten in one word. */
function unitFirst(word: string, language: NumberLanguage) {
  if (!language.unitFirst) return undefined;
  for (const [tenWord, ten] of Object.entries(language.tens)) {
    if (!word.endsWith(`${language.unitFirst}${tenWord}`)) continue;
    const unitWord = word.slice(0, -(language.unitFirst.length + tenWord.length));
    const unit = unitWord === 'ein' || unitWord === 'een' ? 1 : unitValue(unitWord, language);
    if (unit !== undefined && unit > 0 && unit < 10) return { value: ten + unit, count: 1 };
  }
  return undefined;
}
