import { createRandom, type Random, shuffle } from '../language/seeded-random.ts';
import type { TextVector } from './gram-weights.ts';

/** One linear scorer per class: score = weights · vector + bias. */
export interface LinearModel {
  /** Row per feature, column per class: a prediction reads only the rows of its features. */
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

/** Cost of an error against the width of the margin. 1 is the usual choice for vectors of length 1. */
const COST = 1;
/** Passes over the examples; later passes change scores in the third digit only. */
const MAX_PASSES = 12;
/** Stop a class when no example violates its optimality condition by more than this (LIBLINEAR's default). */
const TOLERANCE = 0.1;

/**
 * One-vs-rest L2-regularised squared-hinge SVM by dual coordinate descent with shrinking
 * (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithms 1 and 3).
 * Deterministic: the shuffling is seeded, so the same examples in the same order give the same model.
 */
export function trainLinearSvm(
  vectors: readonly TextVector[],
  labels: Int32Array,
  classCount: number,
  featureCount: number,
): LinearModel {
  const weights = new Float32Array(featureCount * classCount);
  const biases = new Float32Array(classCount);
  const random = createRandom();
  const curvature = Float64Array.from(vectors, (vector) => 1 + DIAGONAL + squaredLength(vector.values));
  const problem = { vectors, curvature, random };
  const scorer: Scorer = { weights: new Float64Array(featureCount), bias: 0 };
  for (let label = 0; label < classCount; label++) {
    const signs = Int8Array.from(labels, (other) => (other === label ? 1 : -1));
    separate(problem, signs, scorer);
    for (let feature = 0; feature < featureCount; feature++) {
      weights[feature * classCount + label] = scorer.weights[feature]!;
    }
    biases[label] = scorer.bias;
  }
  return { weights, biases };
}

export function scoreClasses(model: LinearModel, vector: TextVector): Float64Array {
  const scores = Float64Array.from(model.biases);
  for (let position = 0; position < vector.ids.length; position++) {
    const row = vector.ids[position]! * scores.length;
    const value = vector.values[position]!;
    for (let label = 0; label < scores.length; label++) scores[label]! += model.weights[row + label]! * value;
  }
  return scores;
}

/** The squared hinge adds this to the diagonal of the dual problem. */
const DIAGONAL = 0.5 / COST;

interface Problem {
  readonly vectors: readonly TextVector[];
  /** Second derivative of the dual along each example. */
  readonly curvature: Float64Array;
  readonly random: Random;
}

interface Scorer {
  readonly weights: Float64Array;
  bias: number;
}

/** One class against the rest, into `scorer`. Examples that stay outside the margin are set aside (shrinking). */
function separate(problem: Problem, signs: Int8Array, scorer: Scorer): void {
  scorer.weights.fill(0);
  scorer.bias = 0;
  const multipliers = new Float64Array(signs.length);
  const order = Int32Array.from(signs, (_, example) => example);
  let active = order.length;
  let bound = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    shuffle(order, active, problem.random);
    const result = runPass(problem, signs, scorer, multipliers, order, active, bound);
    active = result.active;
    bound = result.violation;
    if (result.violation >= TOLERANCE) continue;
    if (active === order.length) break;
    active = order.length;
    bound = Number.POSITIVE_INFINITY;
  }
}

function runPass(
  problem: Problem,
  signs: Int8Array,
  scorer: Scorer,
  multipliers: Float64Array,
  order: Int32Array,
  activeBefore: number,
  bound: number,
): { active: number; violation: number } {
  let active = activeBefore;
  let violation = 0;
  for (let position = 0; position < active; position++) {
    const example = order[position]!;
    const vector = problem.vectors[example]!;
    const sign = signs[example]!;
    const multiplier = multipliers[example]!;
    const gradient = marginOf(scorer, vector) * sign - 1 + DIAGONAL * multiplier;
    if (multiplier === 0 && gradient >= 0) {
      if (gradient > bound) swap(order, position--, --active);
      continue;
    }
    violation = Math.max(violation, Math.abs(gradient));
    const next = Math.max(multiplier - gradient / problem.curvature[example]!, 0);
    multipliers[example] = next;
    move(scorer, vector, (next - multiplier) * sign);
  }
  return { active, violation };
}

function marginOf(scorer: Scorer, vector: TextVector): number {
  let sum = scorer.bias;
  for (let position = 0; position < vector.ids.length; position++) {
    sum += scorer.weights[vector.ids[position]!]! * vector.values[position]!;
  }
  return sum;
}

function move(scorer: Scorer, vector: TextVector, step: number): void {
  scorer.bias += step;
  for (let position = 0; position < vector.ids.length; position++) {
    scorer.weights[vector.ids[position]!]! += step * vector.values[position]!;
  }
}

function squaredLength(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

function swap(order: Int32Array, left: number, right: number): void {
  const kept = order[left]!;
  order[left] = order[right]!;
  order[right] = kept;
}
