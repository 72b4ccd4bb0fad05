/** A classified text: what it is, what was predicted, how sure. `oos`: the text belongs to no intent. */
export interface Verdict {
  readonly expected: string;
  readonly predicted: string;
  readonly score: number;
}

export const OUT_OF_SCOPE = 'oos';

export function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? Number.NaN : items.filter(holds).length / items.length;
}

export function inScope(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter((verdict) => verdict.expected !== OUT_OF_SCOPE);
}

export function outOfScope(verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter((verdict) => verdict.expected === OUT_OF_SCOPE);
}

/** Share of in-scope texts whose best intent is right, whatever the score. */
export function accuracy(verdicts: readonly Verdict[]): number {
  return share(inScope(verdicts), (verdict) => verdict.expected === verdict.predicted);
}

/** In-scope texts answered rightly and wrongly, and out-of-scope texts refused, at a threshold. */
export function atThreshold(verdicts: readonly Verdict[], threshold: number) {
  const answered = (verdict: Verdict) => verdict.score >= threshold;
  return {
    right: share(inScope(verdicts), (one) => answered(one) && one.expected === one.predicted),
    wrong: share(inScope(verdicts), (one) => answered(one) && one.expected !== one.predicted),
    refused: share(outOfScope(verdicts), (one) => !answered(one)),
  };
}

/** Chance that a random in-scope text scores higher than a random out-of-scope one; ties count half. */
export function auroc(verdicts: readonly Verdict[]): number {
  const inside = inScope(verdicts).map((verdict) => verdict.score);
  const outside = outOfScope(verdicts).map((verdict) => verdict.score);
  let wins = 0;
  for (const high of inside) for (const low of outside) wins += high > low ? 1 : high === low ? 0.5 : 0;
  return wins / (inside.length * outside.length);
}

const CALIBRATION_BINS = 10;

/** Expected calibration error over ten bins: how far scores are from the share of right answers. */
export function calibrationError(verdicts: readonly Verdict[]): number {
  let error = 0;
  for (let bin = 0; bin < CALIBRATION_BINS; bin++) {
    const members = verdicts.filter(
      ({ score }) => Math.min(CALIBRATION_BINS - 1, Math.floor(score * CALIBRATION_BINS)) === bin,
    );
    if (members.length === 0) continue;
    const right = share(members, (one) => one.expected === one.predicted);
    const claimed = mean(members.map((one) => one.score));
    error += (members.length / verdicts.length) * Math.abs(right - claimed);
  }
  return error;
}

/** Micro F1 over bags of labels, one bag of expected and one of found for each text. */
export function microF1(pairs: readonly { expected: readonly string[]; found: readonly string[] }[]): number {
  let hits = 0;
  let total = 0;
  for (const { expected, found } of pairs) {
    const open = [...expected];
    for (const label of found) {
      const position = open.indexOf(label);
      if (position < 0) continue;
      open.splice(position, 1);
      hits++;
    }
    total += expected.length + found.length;
  }
  return total === 0 ? Number.NaN : (2 * hits) / total;
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
