import { join } from 'node:path';
import { trainIntentModel } from '../../src/providers/embedded/intents/intent-classifier.ts';
import { judge } from './judge.ts';
import {
  accuracy,
  atThreshold,
  auroc,
  calibrationError,
  inScope,
  OUT_OF_SCOPE,
  type Verdict,
} from './metrics.ts';
import { atLeast, atMost, forComparison, type QualityRow } from './quality-row.ts';
import { hasFile, readAnnotatedRows, readCells, readTsv } from './rows.ts';

export function measureClinc(folder: string, threshold: number): QualityRow[] {
  const slice = 'clinc150';
  const model = trainIntentModel(readTsv(join(folder, 'small_train.tsv')));
  const verdicts = [
    ...judge(model, readTsv(join(folder, 'val.tsv'))),
    ...judge(model, readTsv(join(folder, 'oos_val.tsv'))),
  ];
  const decided = atThreshold(verdicts, threshold);
  return [
    atLeast(slice, 'accuracy', accuracy(verdicts), 0.9),
    atLeast(slice, 'AUROC', auroc(verdicts), 0.945),
    atLeast(slice, 'right at default threshold', decided.right, 0.85),
    atLeast(slice, 'refused at default threshold', decided.refused, 0.8),
    // Over all rows: an out-of-scope row that gets a high score is miscalibrated, too.
    atMost(slice, 'calibration error', calibrationError(verdicts), 0.1),
    forComparison(slice, 'calibration error, in-scope rows only', calibrationError(inScope(verdicts))),
  ];
}

export function measureTenShot(folder: string, slice: string, bound: number): QualityRow[] {
  const model = trainIntentModel(readTsv(join(folder, 'train_10shot.tsv')));
  return [atLeast(slice, 'accuracy', accuracy(judge(model, readTsv(join(folder, 'dev_test.tsv')))), bound)];
}

/** Real chats, beside what hosted engines answered for the same rows in 2020. */
export function measureHint3(
  folder: string,
  name: string,
  bounds: { readonly accuracy: number; readonly auroc: number },
): QualityRow[] {
  const slice = `hint3/${name}`;
  const model = trainIntentModel(readTsv(join(folder, `${name}_train.tsv`)));
  const verdicts = judge(model, readTsv(join(folder, `${name}_dev_test.tsv`)));
  return [
    atLeast(slice, 'accuracy in scope', accuracy(verdicts), bounds.accuracy),
    atLeast(slice, 'AUROC', auroc(verdicts), bounds.auroc),
    ...['dialogflow', 'rasa'].flatMap((engine) => {
      const path = join(folder, `${name}_dev_${engine}_predictions.tsv`);
      if (!hasFile(path)) return [];
      const theirs = readPredictions(path);
      return [
        forComparison(slice, `accuracy in scope, ${engine}`, accuracy(theirs)),
        forComparison(slice, `AUROC, ${engine}`, auroc(theirs)),
      ];
    }),
  ];
}

/** `intent, predicted, score, text`. */
function readPredictions(path: string): Verdict[] {
  return readCells(path).map(([expected = '', predicted = '', score = '0']) => ({
    expected,
    predicted,
    score: Number(score),
  }));
}

/** Training and test rows with entity spans; intents only. */
export function measureAnnotated(train: string, test: string, slice: string, bound: number): QualityRow[] {
  const rows = (path: string) =>
    readAnnotatedRows(path).map(({ text, intent }) => ({ text, intent: intent ?? OUT_OF_SCOPE }));
  return [atLeast(slice, 'accuracy', accuracy(judge(trainIntentModel(rows(train)), rows(test))), bound)];
}
