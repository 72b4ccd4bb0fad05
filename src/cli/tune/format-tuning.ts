/** The table that `tune` prints. */
import type { Tally, TriedThresholds } from '../../core/tune/judge-samples.ts';
import type { Suggestion, TunedRow } from '../../core/tune/suggest-thresholds.ts';

export interface Tuning {
  readonly rows: readonly TunedRow[];
  readonly samples: number;
  readonly labelled: number;
  readonly now: TriedThresholds;
  /** What the thresholds in force make of the same utterances, and what the suggested ones would. */
  readonly current: Tally;
  readonly suggested?: Suggestion & { readonly tally: Tally };
}

interface Column {
  readonly title: string;
  readonly share: (tally: Tally) => number;
}

const fates: readonly Column[] = [
  { title: 'answered', share: ({ answered }) => answered },
  { title: 'clarified', share: ({ clarified }) => clarified },
  { title: 'handed over', share: ({ handedOver }) => handedOver },
];
/** Of the labelled utterances. */
const merits: readonly Column[] = [
  { title: 'right', share: ({ right }) => right },
  { title: 'wrong', share: ({ wrong }) => wrong },
  { title: 'question helps', share: ({ helpful }) => helpful },
  { title: 'question in vain', share: ({ vain }) => vain },
  { title: 'given up', share: ({ givenUp }) => givenUp },
];

export function formatTuning(tuning: Tuning): readonly string[] {
  const { rows, samples, labelled, now, current, suggested } = tuning;
  const columns = labelled > 0 ? [...fates, ...merits] : fates;
  const line = (name: string, tally: Tally) =>
    `${name.padEnd(20)}${columns.map((column) => cell(column, tally, samples, labelled)).join('')}`;
  return [
    `${count(samples, 'utterance')}, ${labelled} labelled. Shares of all; ${labelled > 0 ? 'from "right" on of the labelled ones' : 'no labels, so that right and wrong are not known'}.`,
    '',
    `${'answer from'.padEnd(20)}${columns.map(({ title }) => title.padStart(width(title))).join('')}`,
    ...rows.map((row) => line(row.answer.toFixed(2), row.tally)),
    '',
    line(`now ${shown(now)}`, current),
    ...(suggested
      ? [line(`try ${shown(suggested)}`, suggested.tally), '', explain(suggested)]
      : ['', noScores]),
    'Handed over: not understood (which calls people after `confidence.misses` in a row), or a person was asked for.',
  ];
}

const noScores = 'No suggestion: the engine gives no scores, so that thresholds decide nothing.';

function explain({ answer, clarify, by }: Suggestion): string {
  const keys = `confidence: { answer: ${answer}, clarify: ${clarify} }`;
  return by === 'labels'
    ? `Suggestion: ${keys}. A wrong answer was held to cost twice what a right one brings.`
    : `Suggestion: ${keys}, where the scores part. Label some utterances to know more than that.`;
}

function cell({ title, share }: Column, tally: Tally, samples: number, labelled: number): string {
  const whole = merits.some((merit) => merit.title === title) ? labelled : samples;
  return `${((100 * share(tally)) / whole).toFixed(1)} %`.padStart(width(title));
}

function width(title: string): number {
  return Math.max(title.length, 7) + 3;
}

function shown({ answer, clarify }: TriedThresholds): string {
  return `${answer.toFixed(2)}/${clarify.toFixed(2)}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
