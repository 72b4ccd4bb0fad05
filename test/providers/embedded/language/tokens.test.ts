import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenise, wordKey } from '../../../../src/providers/embedded/language/tokens.ts';

const words = (text: string) => tokenise(text).map(({ word }) => word);

test.each([
  ['Zürich & GENÈVE', ['zurich', 'geneve']],
  ["don’t l'hôtel", ["don't", "l'hotel"]],
  ['12 or 345 rooms', ['0', 'or', '0', 'rooms']],
  ['Ｆｕｌｌ width', ['full', 'width']],
  ['й ё по-русски', ['й', 'ё', 'по', 'русски']],
  ['今天会下雨吗', ['今天', '会', '下雨', '吗']],
  ['ok 👍', ['ok', '👍']],
  ['', []],
])('%s', (text, expected) => {
  expect(words(text)).toEqual(expected);
});

test('offsets point at the words as they were written, in order and apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      let end = 0;
      for (const token of tokenise(text)) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.end).toBeGreaterThan(token.start);
        end = token.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('the key of a text ignores case, accents and punctuation', () => {
  expect(wordKey('  Où est l’Hôtel ?')).toBe(wordKey("ou est l'hotel"));
});
