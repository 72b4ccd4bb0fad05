import { resolve } from 'node:path';
import { trainIntentModel } from '../../src/providers/embedded/intents/intent-classifier.ts';
import { loadTrainingData } from '../../src/providers/embedded/training-data/load-training-data.ts';
import { emptyTrainingData } from '../../src/providers/embedded/training-data/training-data.ts';
import { judge } from './judge.ts';
import { trainFinder, valueF1 } from './measure-entities.ts';
import { auroc, inScope, OUT_OF_SCOPE, outOfScope } from './metrics.ts';
import { atLeast, atMost, type QualityRow } from './quality-row.ts';
import { readAnnotatedRows } from './rows.ts';

/** Moment against which the dates of the test rows were resolved, see the data's README. */
const FRAME = { at: Date.UTC(2026, 10, 23, 10), timeZone: 'UTC' };

/** The hotel sample of the data folder: read from its `nlu.yml`, as an operator's would be. */
export async function measureHotel(folder: string, threshold: number): Promise<QualityRow[]> {
  const slice = 'hotel';
  const { sets } = await loadTrainingData(['nlu.yml'], resolve(folder));
  const data = sets[0]?.data ?? emptyTrainingData;
  const rows = readAnnotatedRows(resolve(folder, 'test.jsonl'));
  const verdicts = judge(
    trainIntentModel(data.examples),
    rows.map(({ text, intent }) => ({ text, intent: intent ?? OUT_OF_SCOPE })),
  );
  const inside = inScope(verdicts);
  const outside = outOfScope(verdicts);
  const answered = inside.filter(({ score }) => score >= threshold);
  const right = (members: typeof inside) =>
    members.filter(({ expected, predicted }) => expected === predicted).length;
  return [
    atLeast(slice, `top-1 of ${inside.length}`, right(inside), 33),
    atLeast(slice, 'AUROC', auroc(verdicts), 0.9),
    atLeast(slice, 'right at default threshold', right(answered), 29),
    atMost(slice, 'wrong at default threshold', answered.length - right(answered), 4),
    atLeast(
      slice,
      `refused of ${outside.length}`,
      outside.filter(({ score }) => score < threshold).length,
      16,
    ),
    atLeast(slice, 'entity value F1', valueF1(rows, await trainFinder(data), FRAME), 0.85),
  ];
}
