import { passes, type QualityRow } from './quality-row.ts';

/** The quality table as Markdown: it goes into the documentation as it is printed. */
export function formatTable(rows: readonly QualityRow[]): string {
  const head = ['| slice | measure | measured | target | |', '|---|---|---|---|---|'];
  const body = rows.map(
    (row) =>
      `| ${row.slice} | ${row.measure} | ${formatValue(row.value, row)} | ${formatTarget(row)} | ${mark(row)} |`,
  );
  return [...head, ...body].join('\n');
}

function formatTarget(row: QualityRow): string {
  if (!row.target) return '';
  if ('atLeast' in row.target) return `≥ ${formatValue(row.target.atLeast, row)}`;
  return `≤ ${formatValue(row.target.atMost, row)}`;
}

function formatValue(value: number, { unit }: QualityRow): string {
  const digits = Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 3 : 1);
  return unit ? `${digits} ${unit}` : digits;
}

function mark(row: QualityRow): string {
  if (!row.target) return '';
  return passes(row) ? 'ok' : '**below**';
}
