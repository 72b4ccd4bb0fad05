import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { IntentExample } from '../../src/providers/embedded/intents/intent-classifier.ts';

/** `intent<TAB>text` under a header line. */
export function readTsv(path: string): IntentExample[] {
  return readCells(path).map(([intent = '', text = '']) => ({ intent, text }));
}

/** Cells of a tab-separated file without its header line. */
export function readCells(path: string): string[][] {
  const [, ...lines] = readLines(path);
  return lines.map((line) => line.split('\t'));
}

const spanSchema = z.object({
  entity: z.string(),
  start: z.number().optional(),
  end: z.number().optional(),
  value: z.string(),
});
const annotatedRowSchema = z.object({
  text: z.string(),
  /** null: out of scope. */
  intent: z.string().nullable(),
  entities: z.array(spanSchema),
});

export type AnnotatedRow = z.infer<typeof annotatedRowSchema>;

export function readAnnotatedRows(path: string): AnnotatedRow[] {
  return readJsonLines(path, annotatedRowSchema);
}

export function readJsonLines<Row>(path: string, schema: z.ZodType<Row>): Row[] {
  return readLines(path).map((line) => schema.parse(JSON.parse(line)));
}

function readLines(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

export function hasFile(path: string): boolean {
  return existsSync(path);
}
