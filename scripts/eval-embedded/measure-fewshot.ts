import { join } from 'node:path';
import { z } from 'zod';
import {
  type IntentExample,
  type IntentModel,
  trainIntentModel,
} from '../../src/providers/embedded/intents/intent-classifier.ts';
import { asOutOfScope, judge } from './judge.ts';
import { accuracy, atThreshold, auroc, mean } from './metrics.ts';
import { atLeast, atMost, forComparison, type QualityRow } from './quality-row.ts';
import { addTypos } from './random-edits.ts';
import { readJsonLines } from './rows.ts';

const exampleSchema = z.object({ text: z.string(), intent: z.string() });
const episodeSchema = z.object({
  id: z.number(),
  train: z.array(exampleSchema),
  inScope: z.array(exampleSchema),
  farOutOfScope: z.array(z.string()),
  nearOutOfScope: z.array(z.string()),
});
type Episode = z.infer<typeof episodeSchema>;

const SLICE = 'fewshot';

/** Means over small support bots: eight intents of one domain with ten examples each. */
export function measureFewshot(folder: string, threshold: number): QualityRow[] {
  const episodes = readJsonLines(join(folder, 'episodes.jsonl'), episodeSchema);
  const results = episodes.map((episode) => measureEpisode(episode, threshold));
  const average = (pick: (result: (typeof results)[number]) => number) => mean(results.map(pick));
  const clean = average((result) => result.accuracy);
  const typos = average((result) => result.typoAccuracy);
  return [
    atLeast(SLICE, 'accuracy', clean, 0.905),
    atLeast(
      SLICE,
      'AUROC far',
      average((result) => result.far),
      0.95,
    ),
    atLeast(
      SLICE,
      'AUROC near',
      average((result) => result.near),
      0.87,
    ),
    atLeast(
      SLICE,
      'right at default threshold',
      average((result) => result.right),
      0.84,
    ),
    atMost(
      SLICE,
      'wrong at default threshold',
      average((result) => result.wrong),
      0.05,
    ),
    atLeast(
      SLICE,
      'far refused at default threshold',
      average((result) => result.refused),
      0.83,
    ),
    forComparison(SLICE, 'accuracy with typos', typos),
    atMost(SLICE, 'accuracy lost to typos', clean - typos, 0.05),
    ...measureGrowth(episodes, threshold),
  ];
}

function measureEpisode(episode: Episode, threshold: number) {
  const model = trainIntentModel(episode.train);
  const inside = judge(model, episode.inScope);
  const far = judge(model, asOutOfScope(episode.farOutOfScope));
  const near = judge(model, asOutOfScope(episode.nearOutOfScope));
  const misspelt = episode.inScope.map((row, position) => ({ ...row, text: addTypos(row.text, position) }));
  return {
    accuracy: accuracy(inside),
    typoAccuracy: accuracy(judge(model, misspelt)),
    far: auroc([...inside, ...far]),
    near: auroc([...inside, ...near]),
    ...atThreshold([...inside, ...far], threshold),
  };
}

/**
 * More examples must not make the bot accept more of what it does not know (other engines do just that). Twenty per
 * intent borrow ten in-scope rows; only out-of-scope rows are measured here, so none is trained and tested at once.
 */
function measureGrowth(episodes: readonly Episode[], threshold: number): QualityRow[] {
  const refusedWith = (perIntent: number) =>
    mean(
      episodes.map((episode) => {
        const rows = firstPerIntent([...episode.train, ...episode.inScope], perIntent);
        return farRefused(trainIntentModel(rows), episode, threshold);
      }),
    );
  const [five, ten, twenty] = [refusedWith(5), refusedWith(10), refusedWith(20)];
  return [
    forComparison(SLICE, 'far refused, 5 examples per intent', five),
    atLeast(SLICE, 'far refused, 10 examples per intent', ten, five),
    atLeast(SLICE, 'far refused, 20 examples per intent', twenty, ten),
  ];
}

function farRefused(model: IntentModel, episode: Episode, threshold: number): number {
  return atThreshold(judge(model, asOutOfScope(episode.farOutOfScope)), threshold).refused;
}

function firstPerIntent(rows: readonly IntentExample[], perIntent: number): IntentExample[] {
  const counts = new Map<string, number>();
  return rows.filter(({ intent }) => {
    const count = (counts.get(intent) ?? 0) + 1;
    counts.set(intent, count);
    return count <= perIntent;
  });
}
