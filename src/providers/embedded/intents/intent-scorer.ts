import type { EncodedText } from './encoded-text.ts';
import { type GramWeights, toVector, weighGrams } from './gram-weights.ts';
import { type LinearModel, scoreClasses, trainLinearSvm } from './linear-svm.ts';

/** A training text with its intent. */
export interface LabelledText {
  readonly text: EncodedText;
  readonly intent: string;
}

/** Scores intents without saying how sure it is. Plain data: it crosses threads and rests in files. */
export interface IntentScorer {
  readonly intents: readonly string[];
  readonly grams: GramWeights;
  readonly linear: LinearModel;
}

export interface RawScores {
  /** By position in `intents`. */
  readonly scores: Float64Array;
  /** Share of the text that training has seen. */
  readonly known: number;
}

export function trainScorer(examples: readonly LabelledText[], gramCount: number): IntentScorer {
  const intents = [...new Set(examples.map((example) => example.intent))];
  const position = new Map(intents.map((intent, index) => [intent, index]));
  const texts = examples.map((example) => example.text);
  const grams = weighGrams(texts, gramCount);
  const vectors = texts.map((text) => toVector(text, grams));
  const labels = Int32Array.from(examples, (example) => position.get(example.intent) ?? 0);
  return { intents, grams, linear: trainLinearSvm(vectors, labels, intents.length, gramCount) };
}

export function scoreIntents(scorer: IntentScorer, text: EncodedText): RawScores {
  const vector = toVector(text, scorer.grams);
  return { scores: scoreClasses(scorer.linear, vector), known: vector.known };
}
