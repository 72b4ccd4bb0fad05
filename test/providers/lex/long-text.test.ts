import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, splitText } from '../../../src/providers/lex/long-text.ts';

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.constantFrom('Hello there. ', 'room ', '🛏️', '\n', '  ', 'x'.repeat(30)), { maxLength: 40 })
    .map((parts) => parts.join('')),
);
const limits = fc.integer({ min: 10, max: 80 });

describe('long texts', () => {
  it('are cut into pieces that fit, stand where they say and leave out nothing but blanks', () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const pieces = splitText(text, limit);
        let end = 0;
        for (const piece of pieces) {
          expect(piece.text.length).toBeLessThanOrEqual(limit);
          expect(piece.text.trim()).toBe(piece.text);
          expect(piece.text).not.toBe('');
          expect(text.slice(piece.start, piece.start + piece.text.length)).toBe(piece.text);
          expect(text.slice(end, piece.start).trim()).toBe('');
          end = piece.start + piece.text.length;
        }
        if (pieces.length < 5) expect(text.slice(end).trim()).toBe('');
      }),
    );
  });

  it.each([
    ['a sentence', 'One two three. Four five', 20, 'One two three.'],
    ['a word, when the sentence ends early', 'One. Two three four five', 20, 'One. Two three four'],
    ['the limit, when there is neither', 'x'.repeat(30), 20, 'x'.repeat(20)],
    ['before half an emoji', `${'x'.repeat(19)}😀y`, 20, 'x'.repeat(19)],
    ['nowhere, when it fits', '  short  ', 20, 'short'],
  ])('end with %s', (_, text, limit, expected) => {
    expect(cutText(text, limit).text).toBe(expected);
  });
});
