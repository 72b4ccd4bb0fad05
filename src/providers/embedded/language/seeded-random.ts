/** Random whole numbers from 0 up to `below`, always the same sequence: training must be repeatable. */
export type Random = (below: number) => number;

/** Linear congruential generator (Numerical Recipes), always from the same seed. Good enough to mix examples. */
export function createRandom(): Random {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Mixes the first `length` places in place (Fisher–Yates). */
export function shuffle(order: Int32Array, length: number, random: Random): void {
  for (let last = length - 1; last > 0; last--) {
    const other = random(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
}
