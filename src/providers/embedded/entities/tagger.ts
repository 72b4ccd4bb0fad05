import { createRandom, shuffle } from '../language/seeded-random.ts';
import { createPerceptron, type TagScorer, UNKNOWN_FEATURE } from './perceptron.ts';
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
  const learner = createPerceptron(tagCount(labels));
  const prepared = texts.map(({ input, tags }) => ({
    input,
    tags,
    features: tokenFeatures(input).map((names) => names.map(learner.idOf)),
  }));
  const order = Int32Array.from(prepared.keys());
  const random = createRandom();
  for (let pass = 0; pass < PASSES; pass++) {
    // Files group examples by intent; learned in that order, the last group would count most.
    shuffle(order, order.length, random);
    for (const example of order) {
      const { input, tags, features } = prepared[example]!;
      tagTokens(input, features, learner, (position, active, guess) =>
        learner.learn(active, tags[position] ?? OUTSIDE, guess),
      );
    }
  }
  return { labels, ...learner.average() };
}

export function findSpans(model: TaggerModel, input: TaggerInput): TaggedSpan[] {
  if (model.labels.length === 0) return [];
  const scorer = createScorer(model, tagCount(model.labels));
  const features = tokenFeatures(input).map((names) => names.map(scorer.idOf));
  return toSpans(tagTokens(input, features, scorer), model.labels);
}

function createScorer({ features, weights }: TaggerModel, count: number): TagScorer {
  const scores = new Float64Array(count);
  return {
    idOf: (feature) => features.get(feature) ?? UNKNOWN_FEATURE,
    score(active) {
      scores.fill(0);
      for (const id of active) {
        if (id === UNKNOWN_FEATURE) continue;
        for (let tag = 0; tag < count; tag++) scores[tag]! += weights[id * count + tag]!;
      }
      return scores;
    },
  };
}

type OnGuess = (position: number, active: readonly number[], guess: number) => void;

/** Tags tokens in order, each with the best tag that may follow the one before. */
function tagTokens(
  input: TaggerInput,
  features: readonly (readonly number[])[],
  scorer: TagScorer,
  onGuess?: OnGuess,
): number[] {
  const tags: number[] = [];
  input.tokens.forEach((token, position) => {
    const previous = tags[position - 1] ?? OUTSIDE;
    const beforePrevious = tags[position - 2] ?? OUTSIDE;
    const context = tagFeatures(token.word, previous, beforePrevious).map(scorer.idOf);
    const active = [...(features[position] ?? []), ...context];
    const guess = bestTag(scorer.score(active), previous);
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
