import { join } from 'node:path';
import { measureDates, measureSpans } from './measure-entities.ts';
import { measureFewshot } from './measure-fewshot.ts';
import { measureHotel } from './measure-hotel.ts';
import { measureAnnotated, measureClinc, measureHint3, measureTenShot } from './measure-intents.ts';
import { measureSpeed } from './measure-speed.ts';
import type { QualityRow } from './quality-row.ts';

/** One part of the quality table. */
export interface Slice {
  /** File below the data folder without which the slice is left out. */
  readonly needs: string;
  measure(data: string, threshold: number): QualityRow[] | Promise<QualityRow[]>;
}

const XSID_LANGUAGES = ['en', 'de', 'tr', 'zh'];

/** Every slice there is. Speed comes first: it measures the first training of the process. */
export const slices: readonly Slice[] = [
  { needs: 'hotel/nlu.yml', measure: (data) => measureSpeed(join(data, 'hotel')) },
  {
    needs: 'fewshot/episodes.jsonl',
    measure: (data, threshold) => measureFewshot(join(data, 'fewshot'), threshold),
  },
  {
    needs: 'clinc150/small_train.tsv',
    measure: (data, threshold) => measureClinc(join(data, 'clinc150'), threshold),
  },
  {
    needs: 'banking77/train_10shot.tsv',
    measure: (data) => measureTenShot(join(data, 'banking77'), 'banking77', 0.71),
  },
  {
    needs: 'hwu64/train_10shot.tsv',
    measure: (data) => measureTenShot(join(data, 'hwu64'), 'hwu64', 0.695),
  },
  {
    needs: 'hint3/curekart_train.tsv',
    measure: (data) => measureHint3(join(data, 'hint3'), 'curekart', { accuracy: 0.8, auroc: 0.83 }),
  },
  {
    needs: 'hint3/sofmattress_train.tsv',
    measure: (data) => measureHint3(join(data, 'hint3'), 'sofmattress', { accuracy: 0.74, auroc: 0.8 }),
  },
  {
    needs: 'braun/askubuntu_train.jsonl',
    measure: (data) => measureAnnotated(...trainAndTest(data, 'askubuntu', 'test'), 'braun/askubuntu', 0.89),
  },
  {
    needs: 'braun/chatbot_train.jsonl',
    measure: async (data) => [
      ...measureAnnotated(...trainAndTest(data, 'chatbot', 'dev_test'), 'braun/chatbot', 0.95),
      ...(await measureSpans(...trainAndTest(data, 'chatbot', 'dev_test'), 'braun/chatbot')),
    ],
  },
  ...XSID_LANGUAGES.map((language) => ({
    needs: `xsid/${language}_train.jsonl`,
    measure: (data: string) =>
      measureAnnotated(
        join(data, `xsid/${language}_train.jsonl`),
        join(data, `xsid/${language}_dev_test.jsonl`),
        `xsid/${language}`,
        0.88,
      ),
  })),
  {
    needs: 'hotel/test.jsonl',
    measure: (data, threshold) => measureHotel(join(data, 'hotel'), threshold),
  },
  { needs: 'nlupp_hotels/folds_0_9.jsonl', measure: (data) => measureDates(join(data, 'nlupp_hotels')) },
];

function trainAndTest(data: string, name: string, test: string): [string, string] {
  return [join(data, `braun/${name}_train.jsonl`), join(data, `braun/${name}_${test}.jsonl`)];
}
