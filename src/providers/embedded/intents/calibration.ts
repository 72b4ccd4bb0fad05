import type { Evidence } from './evidence.ts';

/** One judged prediction on text that the scorer had not been trained on. */
export interface Judgement {
  readonly evidence: Evidence;
  readonly right: boolean;
  /** How much it counts; whole sets can be weighed up or down. */
  readonly weight: number;
}

/** Weights of the evidence in a logistic function. */
export type Calibration = readonly number[];

/**
 * Where the fit starts and what it is pulled to when examples are few: a score of 1 with full margin on known
 * words is nearly sure (.95), a score of 0 is not (.12).
 */
const PRIOR: Calibration = [-2, 3, 1, 1];
/** Strength of the pull, in judgements. The constant is left almost free: base rates differ most between bots. */
const PULL = [0.01, 1, 1, 1];
const MAX_STEPS = 25;
/** Newton overshoots when few judgements are wrong; no weight moves further than this in one step. */
const LONGEST_STEP = 2;
const CONVERGED = 1e-4;

/** Probability that the best class is right. */
export function confidenceOf(calibration: Calibration, evidence: Evidence): number {
  let sum = 0;
  for (let column = 0; column < evidence.length; column++) sum += evidence[column]! * calibration[column]!;
  return 1 / (1 + Math.exp(-sum));
}

/**
 * Logistic regression with a ridge around the prior, by Newton's method. Slopes never fall below 0, so that more
 * evidence can only raise the confidence.
 */
export function fitCalibration(judgements: readonly Judgement[]): Calibration {
  let calibration = [...PRIOR];
  for (let step = 0; step < MAX_STEPS; step++) {
    const direction = newtonDirection(calibration, judgements);
    const longest = Math.max(...direction.map(Math.abs));
    const factor = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
    calibration = calibration.map((weight, column) => {
      const moved = weight + factor * direction[column]!;
      return column === 0 ? moved : Math.max(0, moved);
    });
    if (longest < CONVERGED) break;
  }
  return calibration;
}

function newtonDirection(calibration: Calibration, judgements: readonly Judgement[]): number[] {
  const gradient = calibration.map((weight, column) => -PULL[column]! * (weight - PRIOR[column]!));
  const curvature = calibration.map((_, row) =>
    calibration.map((__, column) => (row === column ? PULL[row]! : 0)),
  );
  for (const { evidence, right, weight } of judgements) {
    const probability = confidenceOf(calibration, evidence);
    const error = ((right ? 1 : 0) - probability) * weight;
    const slope = probability * (1 - probability) * weight;
    for (let row = 0; row < gradient.length; row++) {
      gradient[row]! += error * evidence[row]!;
      for (let column = 0; column < gradient.length; column++) {
        curvature[row]![column]! += slope * evidence[row]! * evidence[column]!;
      }
    }
  }
  return solve(curvature, gradient);
}

/** Gaussian elimination; the ridge keeps the matrix positive definite, so no pivoting is needed. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = matrix[row]![pivot]! / matrix[pivot]![pivot]!;
      for (let column = pivot; column < size; column++) {
        matrix[row]![column]! -= factor * matrix[pivot]![column]!;
      }
      right[row]! -= factor * right[pivot]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = right[row]!;
    for (let column = row + 1; column < size; column++) rest -= matrix[row]![column]! * solution[column]!;
    solution[row] = rest / matrix[row]![row]!;
  }
  return solution;
}
