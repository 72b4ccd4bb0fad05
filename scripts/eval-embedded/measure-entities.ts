import { join } from 'node:path';
import { z } from 'zod';
import type { Entity } from '../../src/core/model/nlu-result.ts';
import {
  createBuiltinFinder,
  type TimeFrame,
} from '../../src/providers/embedded/entities/builtin-finders.ts';
import { chooseEntities } from '../../src/providers/embedded/entities/candidate.ts';
import { trainEntityModel } from '../../src/providers/embedded/entities/entity-model.ts';
import {
  createEntityFinder,
  type FindEntities,
} from '../../src/providers/embedded/entities/find-entities.ts';
import { tokenise } from '../../src/providers/embedded/language/tokens.ts';
import {
  emptyTrainingData,
  type TrainingData,
} from '../../src/providers/embedded/training-data/training-data.ts';
import { microF1, share } from './metrics.ts';
import { atLeast, atMost, forComparison, type QualityRow } from './quality-row.ts';
import { type AnnotatedRow, readAnnotatedRows, readJsonLines } from './rows.ts';

const LANGUAGE = 'en';

export async function trainFinder(data: TrainingData): Promise<FindEntities> {
  const findBuiltins = await createBuiltinFinder({ languages: [LANGUAGE] });
  return createEntityFinder(trainEntityModel(data, findBuiltins), findBuiltins);
}

/** Spans must match exactly. Built-ins that the corpus does not annotate are not counted. */
export async function measureSpans(train: string, test: string, slice: string): Promise<QualityRow[]> {
  const rows = readAnnotatedRows(train);
  const find = await trainFinder(toTrainingData(rows));
  const annotated = new Set(rows.flatMap(({ entities }) => entities.map(({ entity }) => entity)));
  const frame = { at: Date.UTC(2026, 0, 1), timeZone: 'UTC' };
  const pairs = readAnnotatedRows(test).map(({ text, entities }) => ({
    expected: entities.map(({ entity, start, end }) => `${entity} ${start} ${end}`),
    found: find(text, frame)
      .filter(({ name }) => annotated.has(name))
      .map(({ name, start, end }) => `${name} ${start} ${end}`),
  }));
  return [atLeast(slice, 'entity F1', microF1(pairs), 0.92)];
}

function toTrainingData(rows: readonly AnnotatedRow[]): TrainingData {
  const examples = rows.map(({ text, intent, entities }, position) => ({
    text,
    intent: intent ?? '',
    spans: entities.map(({ entity, start = 0, end = 0 }) => ({ entity, start, end })),
    place: { path: '', line: position + 1, column: 1 },
  }));
  return { ...emptyTrainingData, examples };
}

/** Values must match; numbers and their digits are the same. */
export function valueF1(rows: readonly AnnotatedRow[], find: FindEntities, frame: TimeFrame): number {
  const annotated = new Set(rows.flatMap(({ entities }) => entities.map(({ entity }) => entity)));
  return microF1(
    rows.map(({ text, entities }) => ({
      expected: entities.map(({ entity, value }) => `${entity}=${value}`),
      found: find(text, frame)
        .filter(({ name }) => annotated.has(name))
        .map(({ name, value }) => `${name}=${String(value)}`),
    })),
  );
}

const daySchema = z.object({ year: z.number(), month: z.number(), day: z.number() });
const slotSchema = z.object({
  text: z.string(),
  span: z.tuple([z.number(), z.number()]),
  // Numbers, times and names have other shapes; here only days are read.
  value: z.unknown().optional(),
});
const nluppSchema = z.object({ text: z.string(), slots: z.record(z.string(), slotSchema) });
type NluppRow = z.infer<typeof nluppSchema>;

/** Day of the annotations, see the data's README. */
const NLUPP_FRAME = { at: Date.UTC(2022, 2, 15, 12), timeZone: 'UTC' };
const DATE_SLOTS = new Set(['date', 'date_from', 'date_to']);
/** Rows with a period or a time may rightly hold a date that no slot names ("tonight at 8"). */
const NEAR_DATE_SLOTS = new Set([
  ...DATE_SLOTS,
  'date_period',
  'time',
  'time_from',
  'time_to',
  'time_period',
]);

/** Built-in dates, nothing trained. A slot is found when a date overlaps it. */
export async function measureDates(folder: string): Promise<QualityRow[]> {
  const slice = 'nlupp_hotels';
  const findBuiltins = await createBuiltinFinder({ languages: [LANGUAGE] });
  const rows = readJsonLines(join(folder, 'folds_0_9.jsonl'), nluppSchema).map((row) => ({
    ...row,
    found: chooseEntities(findBuiltins(row.text, tokenise(row.text), NLUPP_FRAME)).filter(
      ({ name }) => name === 'date',
    ),
  }));
  const slots = rows.flatMap((row) => dateSlots(row).map((slot) => ({ slot, found: row.found })));
  const isFound = ({ slot, found }: (typeof slots)[number]) => found.some((one) => overlaps(one, slot.span));
  const without = rows.filter((row) => !Object.keys(row.slots).some((name) => NEAR_DATE_SLOTS.has(name)));
  return [
    atLeast(slice, 'date recall', share(slots, isFound), 0.89),
    forComparison(slice, 'date recall with the annotated day', share(slots, isRight)),
    atMost(
      slice,
      'rows without a date in which one is found',
      share(without, (row) => row.found.length > 0),
      0.04,
    ),
  ];
}

function dateSlots({ slots }: NluppRow) {
  return Object.entries(slots).flatMap(([name, slot]) => (DATE_SLOTS.has(name) ? [slot] : []));
}

function overlaps({ start = 0, end = 0 }: Entity, [from, to]: readonly [number, number]): boolean {
  return start < to && from < end;
}

function isRight({ slot, found }: { slot: z.infer<typeof slotSchema>; found: readonly Entity[] }): boolean {
  const read = daySchema.safeParse(slot.value);
  if (!read.success) return false;
  const { year, month, day } = read.data;
  const iso = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
  return found.some((one) => overlaps(one, slot.span) && one.value === iso);
}
