/** One random typo per this many characters. */
const CHARACTERS_PER_EDIT = 20;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Typos for robustness tests: deletes, inserts, replaces or swaps letters at seeded random places. The same text
 * and seed give the same typos.
 */
export function addTypos(text: string, seed: number): string {
  const random = createRandom(seed);
  let result = text;
  const edits = Math.max(1, Math.round(text.length / CHARACTERS_PER_EDIT));
  for (let edit = 0; edit < edits; edit++) result = editOnce(result, random);
  return result;
}

function editOnce(text: string, random: (below: number) => number): string {
  const at = random(text.length);
  const before = text.slice(0, at);
  const letter = LETTERS[random(LETTERS.length)] ?? '';
  switch (random(4)) {
    case 0:
      return before + text.slice(at + 1);
    case 1:
      return before + letter + text.slice(at);
    case 2:
      return before + letter + text.slice(at + 1);
    default:
      return (
        before +
        text
          .slice(at, at + 2)
          .split('')
          .reverse()
          .join('') +
        text.slice(at + 2)
      );
  }
}

/** mulberry32: small, seedable, good enough to place typos. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
