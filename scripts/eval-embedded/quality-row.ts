/** One line of the quality table. */
export interface QualityRow {
  readonly slice: string;
  readonly measure: string;
  readonly value: number;
  /** Absent: printed for comparison only. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
  readonly unit?: string;
}

export function atLeast(slice: string, measure: string, value: number, bound: number): QualityRow {
  return { slice, measure, value, target: { atLeast: bound } };
}

export function atMost(
  slice: string,
  measure: string,
  value: number,
  bound: number,
  unit?: string,
): QualityRow {
  return { slice, measure, value, target: { atMost: bound }, ...(unit && { unit }) };
}

export function forComparison(slice: string, measure: string, value: number, unit?: string): QualityRow {
  return { slice, measure, value, ...(unit && { unit }) };
}

/** A value that is not a number fails: an empty slice must not pass. */
export function passes(row: QualityRow): boolean {
  if (!row.target) return true;
  return 'atLeast' in row.target ? row.value >= row.target.atLeast : row.value <= row.target.atMost;
}
