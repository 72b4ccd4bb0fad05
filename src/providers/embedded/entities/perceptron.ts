/** Scores tags from numbered features. */
export interface TagScorer {
  /** `UNKNOWN_FEATURE` when training has not seen it. */
  idOf(feature: string): number;
  /** By tag. The array is used again by the next call: one for each token would be most of the work. */
  score(active: readonly number[]): Float64Array;
}

export const UNKNOWN_FEATURE = -1;

export interface Perceptron extends TagScorer {
  /** Moves the weights towards the right tag and away from a wrong guess. */
  learn(active: readonly number[], right: number, guess: number): void;
  /** The mean of the weights over all steps, which generalises better than the last ones. */
  average(): { readonly features: ReadonlyMap<string, number>; readonly weights: Float32Array };
}

/** Weights of one feature with their running sum, so that averaging costs nothing per step. */
interface Row {
  readonly now: Float64Array;
  readonly lag: Float64Array;
}

/** Weights start at 0; a feature gets a row once a guess that it took part in was wrong. */
export function createPerceptron(tagCount: number): Perceptron {
  const ids = new Map<string, number>();
  const rows: (Row | undefined)[] = [];
  const scores = new Float64Array(tagCount);
  let step = 1;
  function rowOf(id: number): Row {
    const row = rows[id] ?? { now: new Float64Array(tagCount), lag: new Float64Array(tagCount) };
    rows[id] = row;
    return row;
  }
  return {
    idOf(feature) {
      const id = ids.get(feature) ?? ids.size;
      ids.set(feature, id);
      return id;
    },
    score(active) {
      scores.fill(0);
      for (const id of active) {
        const now = rows[id]?.now;
        if (now) for (let tag = 0; tag < tagCount; tag++) scores[tag]! += now[tag]!;
      }
      return scores;
    },
    learn(active, right, guess) {
      step++;
      if (right === guess) return;
      for (const id of active) {
        const { now, lag } = rowOf(id);
        now[right]! += 1;
        lag[right]! += step;
        now[guess]! -= 1;
        lag[guess]! -= step;
      }
    },
    average: () => averageRows(ids, rows, tagCount, step),
  };
}

/** Features that never mattered are left out. */
function averageRows(
  ids: ReadonlyMap<string, number>,
  rows: readonly (Row | undefined)[],
  tagCount: number,
  steps: number,
) {
  const used = [...ids].filter(([, id]) => rows[id] !== undefined);
  const features = new Map(used.map(([feature], position) => [feature, position]));
  const weights = new Float32Array(used.length * tagCount);
  used.forEach(([, id], position) => {
    const row = rows[id]!;
    for (let tag = 0; tag < tagCount; tag++) {
      weights[position * tagCount + tag] = row.now[tag]! - row.lag[tag]! / steps;
    }
  });
  return { features, weights };
}
