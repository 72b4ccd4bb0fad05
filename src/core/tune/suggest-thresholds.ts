/** Which thresholds would suit these utterances best. Pure. */
import type { BotPolicy } from '../model/bot.ts';
import {
  type Sample,
  type Tally,
  type TriedThresholds,
  tallySamples,
  withThresholds,
} from './judge-samples.ts';

export interface TunedRow extends TriedThresholds {
  readonly tally: Tally;
}

export interface Suggestion extends TriedThresholds {
  /** `labels`: the best by what is right and wrong. `gap`: where the scores part, since nobody said what is right. */
  readonly by: 'labels' | 'gap';
}

/**
 * What one utterance is worth. A wrong answer costs twice what a right one brings: it is the one mistake that the
 * customer has to notice. A question that helps is nearly an answer; one in vain is a nuisance.
 */
const worth: Readonly<Partial<Record<keyof Tally, number>>> = {
  right: 1,
  wrong: -2,
  helpful: 0.6,
  vain: -0.5,
  givenUp: -0.2,
  spared: 0.6,
};

/** Thresholds tried: 0.05, 0.10 … 0.95. */
const steps = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);

/** One row for each threshold; `clarify` stays as it is configured, but never above it. */
export function tuneAnswer(
  samples: readonly Sample[],
  policy: BotPolicy,
  engine: string,
  clarify: number,
): readonly TunedRow[] {
  return steps.map((answer) =>
    tryThresholds(samples, policy, engine, { answer, clarify: Math.min(clarify, answer) }),
  );
}

function tryThresholds(
  samples: readonly Sample[],
  policy: BotPolicy,
  engine: string,
  tried: TriedThresholds,
): TunedRow {
  return { ...tried, tally: tallySamples(samples, withThresholds(policy, engine, tried), engine) };
}

/** @param now the thresholds in force; of two that are as good, the nearer to them is taken */
export function suggestThresholds(
  samples: readonly Sample[],
  policy: BotPolicy,
  engine: string,
  now: TriedThresholds,
): Suggestion | undefined {
  const labelled = samples.filter(({ label }) => label !== undefined);
  if (labelled.length > 0) return { ...bestByLabels(labelled, policy, engine, now), by: 'labels' };
  const answer = widestGap(samples.flatMap(({ nlu }) => nlu.intent?.score ?? []));
  return answer === undefined ? undefined : { answer, clarify: Math.min(now.clarify, answer), by: 'gap' };
}

function bestByLabels(
  samples: readonly Sample[],
  policy: BotPolicy,
  engine: string,
  now: TriedThresholds,
): TriedThresholds {
  const tried = steps.flatMap((answer) =>
    steps.filter((clarify) => clarify <= answer).map((clarify) => ({ answer, clarify })),
  );
  const valued = tried.map((thresholds) => ({
    thresholds,
    value: valueOfTally(tryThresholds(samples, policy, engine, thresholds).tally),
    distance: Math.abs(thresholds.answer - now.answer) + Math.abs(thresholds.clarify - now.clarify),
  }));
  const [best] = valued.toSorted((one, other) => other.value - one.value || one.distance - other.distance);
  return best?.thresholds ?? now;
}

function valueOfTally(tally: Tally): number {
  const value = Object.entries(worth).reduce((sum, [name, each]) => {
    const found = Object.entries(tally).find(([counted]) => counted === name);
    return sum + each * (found?.[1] ?? 0);
  }, 0);
  // Sums in another order differ in the last digit, which must not decide.
  return Math.round(value * 1000) / 1000;
}

/** The step at which low and high scores part best (Otsu: the greatest distance between the two means). */
function widestGap(scores: readonly number[]): number | undefined {
  const parted = steps.map((step) => ({ step, spread: spreadAt(scores, step) }));
  const [best] = parted.toSorted((one, other) => other.spread - one.spread);
  return best && best.spread > 0 ? best.step : undefined;
}

function spreadAt(scores: readonly number[], step: number): number {
  const low = scores.filter((score) => score < step);
  const high = scores.filter((score) => score >= step);
  if (low.length === 0 || high.length === 0) return 0;
  return low.length * high.length * (mean(high) - mean(low)) ** 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
