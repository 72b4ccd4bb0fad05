import type { Judgement } from './calibration.ts';
import { bestClass, readEvidence } from './evidence.ts';
import { type IntentScorer, type LabelledText, scoreIntents, trainScorer } from './intent-scorer.ts';

const FOLDS = 5;
/** Below this, hiding a fifth of the intents would leave too few to tell apart. */
const INTENTS_FOR_HIDING = 4;
/** Up to here every fold is used; above, held-out text is plenty and training is what takes time. */
const EXAMPLES_FOR_ALL_FOLDS = 600;
const EXAMPLES_FOR_SOME_FOLDS = 3000;
const SOME_FOLDS = 3;
/**
 * Share of out-of-scope text that the confidence reckons with. Real chats hold more (HINT3: a third to a half), but
 * a higher share would refuse too much that bots with few examples could answer. A bot with many examples covers
 * more of what people ask, and its folds look worse than the whole. Both chosen on folds of training rows.
 */
const OUT_OF_SCOPE_SHARE = 0.25;
const OUT_OF_SCOPE_SHARE_OF_LARGE_BOTS = 0.2;

interface Placed extends LabelledText {
  readonly fold: number;
  /** Order of first appearance of its intent; decides in which fold the intent is hidden. */
  readonly rank: number;
}

/**
 * Judges text that the scorer did not see. In each fold a part of the examples is held out and, besides, *whole
 * intents* are: their texts are like those of a customer who asks for what the bot does not know.
 */
export function crossFit(examples: readonly LabelledText[], gramCount: number): Judgement[] {
  const placed = placeInFolds(examples);
  const judged: (Judgement & { readonly outOfScope: boolean })[] = [];
  for (let fold = 0; fold < foldsFor(placed.length); fold++) {
    const split = splitFold(placed, fold);
    if (new Set(split.training.map((example) => example.intent)).size < 2) continue;
    const scorer = trainScorer(split.training, gramCount);
    for (const example of split.held) judged.push({ ...judge(scorer, example), outOfScope: false });
    for (const example of split.hidden) judged.push({ ...judge(scorer, example), outOfScope: true });
  }
  const isLarge = placed.length > EXAMPLES_FOR_ALL_FOLDS;
  return weighOutOfScope(judged, isLarge ? OUT_OF_SCOPE_SHARE_OF_LARGE_BOTS : OUT_OF_SCOPE_SHARE);
}

function foldsFor(exampleCount: number): number {
  if (exampleCount <= EXAMPLES_FOR_ALL_FOLDS) return FOLDS;
  return exampleCount <= EXAMPLES_FOR_SOME_FOLDS ? SOME_FOLDS : 1;
}

/** Spreads the examples of every intent evenly over the folds. */
function placeInFolds(examples: readonly LabelledText[]): Placed[] {
  const ranks = new Map<string, number>();
  const seen = new Map<string, number>();
  return examples.map((example) => {
    const rank = ranks.get(example.intent) ?? ranks.size;
    ranks.set(example.intent, rank);
    const count = seen.get(example.intent) ?? 0;
    seen.set(example.intent, count + 1);
    return { ...example, rank, fold: (count + rank) % FOLDS };
  });
}

interface Split {
  readonly training: readonly Placed[];
  /** Held out, of intents that the fold knows. */
  readonly held: readonly Placed[];
  /** Of intents that the fold does not know. */
  readonly hidden: readonly Placed[];
}

function splitFold(placed: readonly Placed[], fold: number): Split {
  const intentCount = new Set(placed.map((example) => example.intent)).size;
  const isHidden = (example: Placed) => intentCount >= INTENTS_FOR_HIDING && example.rank % FOLDS === fold;
  const training = placed.filter((example) => example.fold !== fold && !isHidden(example));
  const trained = new Set(training.map((example) => example.intent));
  // With many examples a fifth of the hidden texts is enough; with few, all of them are needed.
  const allHidden = placed.length <= EXAMPLES_FOR_ALL_FOLDS;
  return {
    training,
    held: placed.filter((example) => example.fold === fold && trained.has(example.intent)),
    hidden: placed.filter((example) => isHidden(example) && (allHidden || example.fold === fold)),
  };
}

function judge(scorer: IntentScorer, example: LabelledText): Judgement {
  const { scores, known } = scoreIntents(scorer, example.text);
  return {
    evidence: readEvidence(scores, known),
    right: scorer.intents[bestClass(scores)] === example.intent,
    weight: 1,
  };
}

function weighOutOfScope(
  judged: readonly (Judgement & { readonly outOfScope: boolean })[],
  outOfScopeShare: number,
): Judgement[] {
  const outside = judged.filter((judgement) => judgement.outOfScope).length;
  const inside = judged.length - outside;
  const weight = (inside * outOfScopeShare) / (1 - outOfScopeShare) / Math.max(1, outside);
  return judged.map(({ evidence, right, outOfScope }) => ({
    evidence,
    right,
    weight: outOfScope ? weight : 1,
  }));
}
