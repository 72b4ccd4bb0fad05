const MASK = '•';

/** `token: abc`, `"api_key": abc` … in a text that may not parse; the key and what follows it. */
const secretAssignment =
  /((?:^|[\s{,])["']?(?:\w+_)?(?:tokens?|secrets?|passwords?|api_keys?|private_key)["']?\s*:\s*)([^\s#].*)$/i;

/** Covers the ranges with dots of the same length, so that columns stay right. Lines stay lines. */
export function maskRanges(text: string, ranges: readonly (readonly [number, number])[]): string {
  return ranges.reduce((masked, [start, end]) => {
    const cover = isVariable(text.slice(start, end)) ? text.slice(start, end) : dots(text.slice(start, end));
    return masked.slice(0, start) + cover + masked.slice(end);
  }, text);
}

/** A second look by name, for text that the parser could not make sense of. */
export function maskLine(line: string): string {
  return line.replace(secretAssignment, (_, key: string, value: string) =>
    isVariable(value) || value.startsWith(MASK) ? key + value : key + dots(value),
  );
}

/** `${NAME}` alone tells nothing; a default would. */
function isVariable(text: string): boolean {
  return /^["']?\$\{\w+\}["']?$/.test(text.trim());
}

function dots(text: string): string {
  return text.replace(/[^\r\n]/g, MASK);
}
