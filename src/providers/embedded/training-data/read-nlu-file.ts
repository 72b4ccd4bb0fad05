import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { compilePattern } from '../entities/compile-pattern.ts';
import { type ExampleLine, placeOf, readExampleLines } from './example-lines.ts';
import { parseAnnotations } from './parse-annotations.ts';
import {
  emptyTrainingData,
  joinTrainingData,
  type TrainingData,
  type TrainingExample,
  type TrainingProblem,
} from './training-data.ts';

export interface ReadNluFile {
  readonly data: TrainingData;
  readonly problems: readonly TrainingProblem[];
}

/** Other sections that Rasa allows in the same file; the embedded engine has no use for them. */
const FOREIGN_SECTIONS = new Set(
  'stories rules e2e_tests responses intents entities slots forms actions session_config config flows'.split(
    ' ',
  ),
);
const ITEM_KINDS = ['intent', 'synonym', 'lookup', 'regex'] as const;
type ItemKind = (typeof ITEM_KINDS)[number];
const ITEM_KEYS: ReadonlySet<string> = new Set([...ITEM_KINDS, 'examples', 'metadata']);

/** What the readers of one file share. */
interface Reading {
  readonly path: string;
  readonly source: string;
  readonly counter: LineCounter;
  readonly problems: TrainingProblem[];
}

/** Reads one file of Rasa's training data format 3.x. All problems at once; what can be read is read. */
export function readNluFile(path: string, source: string): ReadNluFile {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter });
  const reading: Reading = { path, source, counter, problems: [] };
  for (const error of document.errors) {
    const { line, col } = counter.linePos(error.pos[0]);
    reading.problems.push({ path, line, column: col, level: 'error', message: firstLine(error.message) });
  }
  if (reading.problems.length > 0) return { data: emptyTrainingData, problems: reading.problems };
  const root = document.contents;
  if (!isMap(root)) {
    report(reading, root, 'error', 'Expected "version" and "nlu" at the top of the file.');
    return { data: emptyTrainingData, problems: reading.problems };
  }
  return { data: readRoot(reading, root), problems: reading.problems };
}

function readRoot(reading: Reading, root: YAMLMap): TrainingData {
  for (const pair of root.items) {
    const key = keyOf(pair);
    if (key === 'nlu' || FOREIGN_SECTIONS.has(key)) continue;
    if (key === 'version') checkVersion(reading, pair);
    else report(reading, pair.key, 'warning', `Unknown section "${key}"; expected "nlu".`);
  }
  const items = root.get('nlu', true);
  if (items === undefined) return emptyTrainingData;
  if (!isSeq(items)) {
    report(reading, items, 'error', 'Expected a list under "nlu".');
    return emptyTrainingData;
  }
  return joinTrainingData(items.items.map((item) => readItem(reading, item)));
}

function checkVersion(reading: Reading, pair: Pair): void {
  const version = isScalar(pair.value) ? String(pair.value.value) : '';
  if (!/^3(\.\d+)?$/.test(version)) {
    report(reading, pair.value, 'warning', 'Expected version "3.1"; the file is read as if it were.');
  }
}

function readItem(reading: Reading, item: unknown): TrainingData {
  if (!isMap(item)) {
    report(reading, item, 'error', `Expected one of ${ITEM_KINDS.join(', ')} with examples.`);
    return emptyTrainingData;
  }
  for (const pair of item.items) {
    const key = keyOf(pair);
    if (!ITEM_KEYS.has(key)) report(reading, pair.key, 'error', `Unknown key "${key}".`);
  }
  const kind = ITEM_KINDS.find((candidate) => item.has(candidate));
  const name = kind ? item.get(kind) : undefined;
  if (!kind || typeof name !== 'string' || name.trim() === '') {
    report(reading, item, 'error', `Expected a name after one of ${ITEM_KINDS.join(', ')}.`);
    return emptyTrainingData;
  }
  const { lines, problems } = readExampleLines(
    item.get('examples', true) ?? item,
    reading.source,
    reading.counter,
  );
  reading.problems.push(...problems.map((problem) => ({ ...problem, path: reading.path })));
  return toTrainingData(
    reading,
    kind,
    name.trim(),
    lines.filter((line) => line.text !== ''),
  );
}

function toTrainingData(
  reading: Reading,
  kind: ItemKind,
  name: string,
  lines: readonly ExampleLine[],
): TrainingData {
  const texts = lines.map((line) => line.text);
  switch (kind) {
    case 'intent':
      return { ...emptyTrainingData, examples: lines.map((line) => readExample(reading, name, line)) };
    case 'synonym':
      return { ...emptyTrainingData, synonyms: [{ value: name, texts }] };
    case 'lookup':
      return { ...emptyTrainingData, lookups: [{ entity: name, values: texts }] };
    case 'regex':
      return { ...emptyTrainingData, patterns: readPatterns(reading, name, lines) };
  }
}

function readExample(reading: Reading, intent: string, line: ExampleLine): TrainingExample {
  const { text, spans, problems } = parseAnnotations(line.text);
  const place = { path: reading.path, line: line.line, column: line.column };
  for (const { offset, message } of problems) {
    reading.problems.push({ ...place, column: line.column + offset, level: 'error', message });
  }
  return { text, intent, spans, place };
}

function readPatterns(reading: Reading, entity: string, lines: readonly ExampleLine[]) {
  return lines.flatMap(({ text, line, column }) => {
    const compiled = compilePattern(text);
    if (!('message' in compiled)) return [{ entity, pattern: text }];
    const message = `The pattern does not work in JavaScript: ${compiled.message}`;
    reading.problems.push({ path: reading.path, line, column, level: 'error', message });
    return [];
  });
}

function report(reading: Reading, node: unknown, level: TrainingProblem['level'], message: string): void {
  reading.problems.push({ path: reading.path, ...placeOf(node, reading.counter), level, message });
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? text;
}
