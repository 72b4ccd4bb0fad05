import path from 'node:path';
import { type ConfigProblem, isError, sortProblems } from './config-problem.ts';

/**
 * Problems as a compiler prints them, with the line and a caret, in a stable order:
 *
 *     config/gateway.yaml:12:5 error http.prot: expected a known key, found "prot"
 *        12 |     prot: 8300
 *           |     ^
 *        hint: did you mean "port"?
 *
 * Ends with the count and the bots that are left out. Empty for no problems. Files are named relative to `folder`.
 */
export function explainProblems(problems: readonly ConfigProblem[], folder: string): string {
  if (problems.length === 0) return '';
  const explained = sortProblems(problems).map((problem) => explainProblem(problem, folder));
  return `${explained.join('\n\n')}\n\n${countProblems(problems)}${leftOut(problems)}\n`;
}

function explainProblem(problem: ConfigProblem, folder: string): string {
  const { line, column, severity, keyPath, message, hint, excerpt } = problem;
  const file = shortName(problem.file, folder);
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  const about = keyPath === '' ? '' : ` ${keyPath}`;
  const lines = [`${place} ${severity}${about}: ${message}`];
  if (excerpt !== undefined && line > 0) lines.push(...showExcerpt(excerpt, line, column));
  if (hint !== undefined) lines.push(`   hint: ${hint}`);
  return lines.join('\n');
}

const WIDTH = 100;

/** A long line is cut around the column. Tabs stay, so that the caret stands right in every terminal. */
function showExcerpt(excerpt: string, line: number, column: number): readonly string[] {
  const start = column > WIDTH ? column - WIDTH / 2 : 0;
  const text = excerpt.slice(start, start + WIDTH).trimEnd();
  const caret = excerpt.slice(start, column - 1).replace(/[^\t]/g, ' ');
  const number = String(line).padStart(6);
  return [`${number} | ${text}`, `${' '.repeat(6)} | ${caret}^`];
}

function shortName(file: string, folder: string): string {
  const relative = path.relative(folder, file);
  return relative.startsWith('..') ? file : relative;
}

function countProblems(problems: readonly ConfigProblem[]): string {
  const errors = problems.filter(isError).length;
  return [count(errors, 'error'), count(problems.length - errors, 'warning')]
    .filter((text) => text !== '')
    .join(', ');
}

function leftOut(problems: readonly ConfigProblem[]): string {
  const bots = new Set(problems.filter(isError).flatMap(({ bot }) => bot ?? []));
  return bots.size === 0 ? '' : `; left out: ${[...bots].join(', ')}`;
}

function count(number: number, noun: string): string {
  if (number === 0) return '';
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
