const units = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];

const numberWords: ReadonlyMap<string, number> = new Map([
  ...units.map((word, index): [string, number] => [word, index]),
  ...tens.map((word, index): [string, number] => [word, (index + 2) * 10]),
]);

/** `3`, `-2`, `2.5`, `twelve`, `twenty-one`. Neighbouring tens and units make one number. */
const NUMBER = new RegExp(
  `(?<![\\p{L}\\p{N}.,-])(?:-?\\d+(?:[.,]\\d+)?|(?:${tens.join('|')})[- ](?:${units.slice(1, 10).join('|')})` +
    `|${[...units].reverse().join('|')}|${tens.join('|')})(?![\\p{L}\\p{N}]|[.,-]\\d)`,
  'giu',
);

/** Every number in a text, in digits or English words up to 99. Digits within words (`A4`, `2026-01-02`) do not count. */
export function findNumbers(text: string): readonly number[] {
  return [...text.matchAll(NUMBER)].map(([found]) => toNumber(found.toLowerCase()));
}

/** The number that a text names; undefined when it names none, or several. */
export function readNumber(text: string): number | undefined {
  const numbers = findNumbers(text);
  return numbers.length === 1 ? numbers[0] : undefined;
}

const ALONE = /\b(?:just|only) (?:me|myself)\b|\bby myself\b|\bon my own\b|\balone\b|^\W*(?:me|myself)\W*$/i;
const PAIR =
  /\b(?:a couple|the two of us|both of us|my (?:wife|husband|partner|girlfriend|boyfriend) and (?:me|i))\b/i;

/** A number of people: a number, or the usual ways to say one or two. */
export function readGuests(text: string): number | undefined {
  const number = readNumber(text);
  if (number !== undefined) return number;
  if (findNumbers(text).length > 0) return undefined;
  if (ALONE.test(text)) return 1;
  return PAIR.test(text) ? 2 : undefined;
}

function toNumber(found: string): number {
  if (/\d/.test(found)) return Number(found.replace(',', '.'));
  return found.split(/[- ]/).reduce((sum, word) => sum + (numberWords.get(word) ?? 0), 0);
}
