import { createRandom, shuffle } from '../language/seeded-random.ts';
import { type TaggerInput, tagFeatures, tokenFeatures } from './tag-features.ts';

/** Meaning of a tag: an entity with its role and group. */
export interface TagLabel {
  readonly entity: string;
  readonly role?: string;
  readonly group?: string;
}

/** A trained tagger as plain data. Tags: `O`, then begin and inside of each label. */
export interface TaggerModel {
  readonly labels: readonly TagLabel[];
  /** Row of each feature in `weights`. */
  readonly features: ReadonlyMap<string, number>;
  /** Row per feature, column per tag. */
  readonly weights: Float32Array;
}

/** A text with the right tag of each token. */
export interface TaggedText {
  readonly input: TaggerInput;
  readonly tags: readonly number[];
}

/** A tagged stretch, in tokens; `end` is the token after the last. */
export interface TaggedSpan {
  readonly label: TagLabel;
  readonly start: number;
  readonly end: number;
}

export const OUTSIDE = 0;
export const beginTag = (label: number) => 1 + 2 * label;
export const insideTag = (label: number) => 2 + 2 * label;
const tagCount = (labels: readonly TagLabel[]) => 1 + 2 * labels.length;

/** Passes over the examples; averaging keeps later passes from over-fitting. */
const PASSES = 12;

/**
 * Averaged perceptron (Collins, 2002) that tags from left to right. It learns from its own earlier tags, since these
 * are what it will see in use. Deterministic: the shuffling is seeded.
 */
export function trainTagger(texts: readonly TaggedText[], labels: readonly TagLabel[]): TaggerModel {
  const learner = createLearner(tagCount(labels));
  const prepared = texts.map(({ input, tags }) => ({ input, tags, features: tokenFeatures(input) }));
  const order = Int32Array.from(prepared.keys());
  const random = createRandom();
  for (let pass = 0; pass < PASSES; pass++) {
    // Files group examples by intent; learned in that order, the last group would count most.
    shuffle(order, order.length, random);
    for (const example of order) {
      const { input, tags, features } = prepared[example]!;
      tagTokens(input, features, learner.score, (position, active, guess) =>
        learner.learn(active, tags[position] ?? OUTSIDE, guess),
      );
    }
  }
  return { labels, ...learner.average() };
}

export function findSpans(model: TaggerModel, input: TaggerInput): TaggedSpan[] {
  if (model.labels.length === 0) return [];
  const count = tagCount(model.labels);
  const score = (active: readonly string[]) => {
    const scores = new Float64Array(count);
    for (const feature of active) {
      const row = model.features.get(feature);
      if (row === undefined) continue;
      for (let tag = 0; tag < count; tag++) scores[tag]! += model.weights[row * count + tag]!;
    }
    return scores;
  };
  return toSpans(tagTokens(input, tokenFeatures(input), score), model.labels);
}

type Score = (active: readonly string[]) => Float64Array;
type OnGuess = (position: number, active: readonly string[], guess: number) => void;

/** Tags tokens in order, each with the best tag that may follow the one before. */
function tagTokens(
  input: TaggerInput,
  features: readonly (readonly string[])[],
  score: Score,
  onGuess?: OnGuess,
): number[] {
  const tags: number[] = [];
  input.tokens.forEach((token, position) => {
    const previous = tags[position - 1] ?? OUTSIDE;
    const beforePrevious = tags[position - 2] ?? OUTSIDE;
    const context = tagFeatures(token.word, String(previous), String(beforePrevious));
    const active = [...(features[position] ?? []), ...context];
    const guess = bestTag(score(active), previous);
    onGuess?.(position, active, guess);
    tags.push(guess);
  });
  return tags;
}

/** An inside tag needs its own label before it. */
function mayFollow(tag: number, previous: number): boolean {
  const isInside = tag > 0 && tag % 2 === 0;
  return !isInside || previous === tag || previous === tag - 1;
}

function bestTag(scores: Float64Array, previous: number): number {
  let best = OUTSIDE;
  for (let tag = 1; tag < scores.length; tag++) {
    if (scores[tag]! > scores[best]! && mayFollow(tag, previous)) best = tag;
  }
  return best;
}

function toSpans(tags: readonly number[], labels: readonly TagLabel[]): TaggedSpan[] {
  const spans: TaggedSpan[] = [];
  tags.forEach((tag, position) => {
    if (tag === OUTSIDE) return;
    const label = labels[Math.floor((tag - 1) / 2)]!;
    const last = spans.at(-1);
    if (tag % 2 === 0 && last?.end === position) spans[spans.length - 1] = { ...last, end: position + 1 };
    else spans.push({ label, start: position, end: position + 1 });
  });
  return spans;
}

/** Perceptron weights with their running sums, so that the average over all steps costs nothing per step. */
function createLearner(count: number) {
  const rows = new Map<string, { readonly now: Float64Array; readonly lag: Float64Array }>();
  let step = 1;
  return {
    score(active: readonly string[]): Float64Array {
      const scores = new Float64Array(count);
      for (const feature of active) {
        const now = rows.get(feature)?.now;
        if (now) for (let tag = 0; tag < count; tag++) scores[tag]! += now[tag]!;
      }
      return scores;
    },
    learn(active: readonly string[], right: number, guess: number): void {
      step++;
      if (right === guess) return;
      for (const feature of active) {
        const row = rows.get(feature) ?? { now: new Float64Array(count), lag: new Float64Array(count) };
        rows.set(feature, row);
        row.now[right]! += 1;
        row.lag[right]! += step;
        row.now[guess]! -= 1;
        row.lag[guess]! -= step;
      }
    },
    average() {
      const features = new Map([...rows.keys()].map((feature, position) => [feature, position]));
      const weights = new Float32Array(rows.size * count);
      let position = 0;
      for (const { now, lag } of rows.values()) {
        for (let tag = 0; tag < count; tag++) weights[position * count + tag] = now[tag]! - lag[tag]! / step;
        position++;
      }
      return { features, weights };
    },
  };
}
