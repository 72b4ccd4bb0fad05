import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codePointOffsets } from '../../../src/providers/shared/code-point-offsets.ts';

it('finds the same words as a language that counts code points', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, text, (before, words, after) => {
      const whole = `${before}${words}${after}`;
      const start = [...before].length;
      const end = start + [...words].length;
      // Halves of a pair that meet at a seam become one code point: another text than the three parts.
      fc.pre([...whole].length === end + [...after].length);
      const offsets = codePointOffsets(whole, start, end);
      expect(whole.slice(offsets?.start, offsets?.end)).toBe(words);
    }),
  );
});

it.each([
  [-1, 2],
  [2, 1],
  [0, 4],
  [0.5, 1],
])('refuses %d to %d in a text of three', (start, end) => {
  expect(codePointOffsets('abc', start, end)).toBeUndefined();
});
