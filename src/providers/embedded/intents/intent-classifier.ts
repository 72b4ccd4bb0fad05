import type { ScoredIntent } from '../../../core/model/nlu-result.ts';
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
}

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
  return pruneModel({ index: corpus.index, scorer, calibration });
}

/**
 * All intents, best first. The first score is the probability that this intent is right; the others share what is
 * left and never exceed it. A text without a single known n-gram scores 0.
 */
export function classifyIntent(model: IntentModel, text: string): ScoredIntent[] {
  const { scorer, calibration, index } = model;
  if (scorer.intents.length === 0) return [];
  const { scores, known } = scoreIntents(scorer, encodeText(text, index));
  const top = bestClass(scores);
  const confidence = known > 0 ? confidenceOf(calibration, readEvidence(scores, known)) : 0;
  const shares = Array.from(scores, (score, label) =>
    label === top ? 0 : Math.exp(RUNNER_UP_SHARPNESS * (score - scores[top]!)),
  );
  const sum = shares.reduce((total, share) => total + share, 0) || 1;
  const order = Array.from(scores.keys()).sort((left, right) => scores[right]! - scores[left]!);
  return order.map((label) => ({
    name: scorer.intents[label]!,
    score: label === top ? confidence : Math.min(confidence, ((1 - confidence) * shares[label]!) / sum),
  }));
}
