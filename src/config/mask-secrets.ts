const MASK = '•';

const secretKey = /(?:token|secret|password|api_key|private_key)s?["']?\s*:\s*/.source;

/** The value of a key that looks like a secret's, as far as it goes. */
const oneValue = new RegExp(`(${secretKey})(\\[[^\\]]*\\]?|"[^"]*"?|'[^']*'?|[^\\s,}#][^,}#]*)`, 'gi');
/** And all that follows, where nobody can tell how far it goes. */
const restOfLine = new RegExp(`(${secretKey})([^\\s#].*)$`, 'i');

/** Covers the ranges with dots of the same length, so that columns stay right. Lines stay lines. */
export function maskRanges(text: string, ranges: readonly (readonly [number, number])[]): string {
  return ranges.reduce((masked, [start, end]) => {
    const cover = isVariable(text.slice(start, end)) ? text.slice(start, end) : dots(text.slice(start, end));
    return masked.slice(0, start) + cover + masked.slice(end);
  }, text);
}

/** A second look by name: a misspelt key is not known to be a secret's. `broken`: the file does not parse. */
export function maskLine(line: string, broken: boolean): string {
  return line.replace(broken ? restOfLine : oneValue, (_, key: string, value: string) =>
    isVariable(value) || value.includes(MASK) ? key + value : key + dots(value),
  );
}

/** `${NAME}` alone, or a list of these, tells nothing; a default would. */
function isVariable(text: string): boolean {
  return /^\s*\[?(?:\s*["']?\$\{\w+\}["']?\s*,?)+\s*\]?\s*$/.test(text);
}

function dots(text: string): string {
  return text.replace(/[^\r\n]/g, MASK);
}
