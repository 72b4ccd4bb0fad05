/** What the raw scores say about how sure the best class is. Column order is that of the calibration's weights. */
export type Evidence = readonly [constant: 1, best: number, margin: number, known: number];

/** With one class there is no runner-up; the margin of a clear case stands in. */
const MARGIN_WITHOUT_RIVAL = 1;

export function readEvidence(scores: Float64Array, known: number): Evidence {
  let best = Number.NEGATIVE_INFINITY;
  let second = Number.NEGATIVE_INFINITY;
  for (const score of scores) {
    if (score > best) {
      second = best;
      best = score;
    } else if (score > second) second = score;
  }
  return [1, best, scores.length > 1 ? best - second : MARGIN_WITHOUT_RIVAL, known];
}

/** Position of the highest score; of equals the first. */
export function bestClass(scores: Float64Array): number {
  let best = 0;
  for (let label = 1; label < scores.length; label++) if (scores[label]! > scores[best]!) best = label;
  return best;
}
