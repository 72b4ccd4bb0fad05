import { isMap, isNode, isScalar, isSeq, type LineCounter, Scalar } from 'yaml';
import type { TrainingProblem } from './training-data.ts';

/** One training example as written, with its place in the file. */
export interface ExampleLine {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

export interface ExampleLines {
  readonly lines: readonly ExampleLine[];
  readonly problems: readonly Omit<TrainingProblem, 'path'>[];
}

const BULLET = /^(\s*-\s*)(.*?)\s*$/;

/** `examples:` is a text block of `- …` lines, or a list of `{text: …}`. */
export function readExampleLines(node: unknown, source: string, counter: LineCounter): ExampleLines {
  if (isScalar(node) && typeof node.value === 'string')
    return readTextBlock(node, node.value, source, counter);
  if (isSeq(node)) return joinLines(node.items.map((item) => readListItem(item, counter)));
  return { lines: [], problems: [{ ...placeOf(node, counter), level: 'error', message: WANTED }] };
}

const WANTED = 'Expected examples as a text block: "examples: |" and lines that begin with "- ".';

function readTextBlock(node: Scalar, value: string, source: string, counter: LineCounter): ExampleLines {
  const start = placeOf(node, counter);
  const isBlock = node.type === Scalar.BLOCK_LITERAL;
  const sourceLines = isBlock ? source.split('\n') : [];
  const lines: ExampleLine[] = [];
  const problems: Omit<TrainingProblem, 'path'>[] = [];
  value.split('\n').forEach((written, position) => {
    if (written.trim() === '') return;
    // The text of a block begins on the line after its `|`.
    const line = isBlock ? start.line + 1 + position : start.line;
    const indent = isBlock ? Math.max(0, sourceLines[line - 1]?.search(/\S/) ?? 0) : start.column - 1;
    const bullet = BULLET.exec(written);
    if (bullet)
      lines.push({ text: bullet[2] ?? '', line, column: indent + (bullet[1]?.trimStart() ?? '').length + 1 });
    else
      problems.push({
        line,
        column: indent + 1,
        level: 'error',
        message: 'An example must begin with "- ".',
      });
  });
  return { lines, problems };
}

function readListItem(item: unknown, counter: LineCounter): ExampleLines {
  const text = isMap(item) ? item.get('text', true) : item;
  const place = placeOf(text ?? item, counter);
  if (!isScalar(text) || typeof text.value !== 'string') {
    return {
      lines: [],
      problems: [{ ...place, level: 'error', message: 'Expected "text: …" in this example.' }],
    };
  }
  const lines = [{ ...place, text: text.value.trim() }];
  if (isMap(item)) return { lines, problems: [] };
  const message = 'A plain list of examples is not read by Rasa; write "examples: |".';
  return { lines, problems: [{ ...place, level: 'warning', message }] };
}

function joinLines(parts: readonly ExampleLines[]): ExampleLines {
  return { lines: parts.flatMap((part) => part.lines), problems: parts.flatMap((part) => part.problems) };
}

export function placeOf(node: unknown, counter: LineCounter): { line: number; column: number } {
  const offset = rangeStart(node);
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function rangeStart(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
