/**
 * Offsets counted in Unicode code points (Python) as UTF-16 units (JavaScript): an emoji is one of the former and two
 * of the latter. Undefined when they do not lie within the text.
 */
export function codePointOffsets(
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start) return undefined;
  const points = [...text];
  if (end > points.length) return undefined;
  const before = points.slice(0, start).join('').length;
  return { start: before, end: before + points.slice(start, end).join('').length };
}
