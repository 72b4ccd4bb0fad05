import type { ScoredIntent } from '../../../core/model/nlu-result.ts';
import { wordKey } from '../language/tokens.ts';
import { type Calibration, confidenceOf, fitCalibration } from './calibration.ts';
import { crossFit } from './cross-fit.ts';
import { encodeCorpus, encodeText, type GramIndex } from './encoded-text.ts';
import { bestClass, readEvidence } from './evidence.ts';
import { type IntentScorer, type LabelledText, scoreIntents, trainScorer } from './intent-scorer.ts';
import { pruneModel } from './prune-model.ts';

export interface IntentExample {
  readonly text: string;
  readonly intent: string;
}

/** A trained classifier as plain data. */
export interface IntentModel {
  readonly index: GramIndex;
  readonly scorer: IntentScorer;
  readonly calibration: Calibration;
  /** Intent by wording, of every example that stands under one intent only. */
  readonly examples: ReadonlyMap<string, string>;
}

/** Of a text that is word for word an example: as sure as an engine that can be wrong should say. */
const TAUGHT_CONFIDENCE = 0.99;
/** How fast the rest of the certainty falls off from the second intent on. Cosmetic: order comes from the scores. */
const RUNNER_UP_SHARPNESS = 4;

/** Deterministic: the same examples in the same order give the same model. */
export function trainIntentModel(examples: readonly IntentExample[]): IntentModel {
  const corpus = encodeCorpus(examples.map((example) => example.text));
  const labelled = examples.map(
    (example, position): LabelledText => ({ text: corpus.texts[position]!, intent: example.intent }),
  );
  const scorer = trainScorer(labelled, corpus.gramCount);
  const calibration = fitCalibration(crossFit(labelled, corpus.gramCount));
  return pruneModel({ index: corpus.index, scorer, calibration, examples: uniqueWordings(examples) });
}

/** Short examples ("cancel") share their words with others; what is said exactly so must still be understood. */
function uniqueWordings(examples: readonly IntentExample[]): Map<string, string> {
  const byWording = Map.groupBy(examples, ({ text }) => wordKey(text));
  const wordings = new Map<string, string>();
  for (const [key, members] of byWording) {
    const [intent, ...others] = new Set(members.map((member) => member.intent));
    if (key !== '' && intent !== undefined && others.length === 0) wordings.set(key, intent);
  }
  return wordings;
}

/**
 * All intents, best first. A text that is an example word for word has its intent. The first score is the
 * probability that this intent is right; the others share what is
 * left and never exceed it. A text without a single known n-gram scores 0.
 */
export function classifyIntent(model: IntentModel, text: string): ScoredIntent[] {
  const { scorer, calibration, index, examples } = model;
  if (scorer.intents.length === 0) return [];
  const { scores, known } = scoreIntents(scorer, encodeText(text, index));
  const taught = examples.get(wordKey(text));
  const top = taught === undefined ? bestClass(scores) : scorer.intents.indexOf(taught);
  const calibrated = known > 0 ? confidenceOf(calibration, readEvidence(scores, known)) : 0;
  return rankIntents(scorer.intents, scores, top, taught === undefined ? calibrated : TAUGHT_CONFIDENCE);
}

function rankIntents(
  intents: readonly string[],
  scores: Float64Array,
  top: number,
  confidence: number,
): ScoredIntent[] {
  const best = scores[bestClass(scores)] ?? 0;
  const shares = Array.from(scores, (score, label) =>
    label === top ? 0 : Math.exp(RUNNER_UP_SHARPNESS * (score - best)),
  );
  const sum = shares.reduce((total, share) => total + share, 0) || 1;
  const others = Array.from(scores.keys())
    .filter((label) => label !== top)
    .sort((left, right) => scores[right]! - scores[left]!);
  return [top, ...others].map((label) => ({
    name: intents[label]!,
    score: label === top ? confidence : Math.min(confidence, ((1 - confidence) * shares[label]!) / sum),
  }));
}
