/** Python spells some things differently; these are the ones that training files use. */
const PYTHON_SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\(\?P</g, '(?<'],
  [/\(\?P=(\w+)\)/g, '\\k<$1>'],
  [/\\A/g, '^'],
  [/\\Z/g, '$'],
];
/** Flags at the start of a Python pattern. Case is ignored anyway, as in Rasa's RegexEntityExtractor. */
const LEADING_FLAGS = /^\(\?[aiLmsux]+\)/;

/**
 * A pattern of a training file as a global JavaScript expression that ignores case. Unicode mode where the pattern
 * allows it; Python accepts escapes (`\-`) that this mode refuses.
 */
export function compilePattern(pattern: string): RegExp | { readonly message: string } {
  const translated = PYTHON_SPELLINGS.reduce(
    (text, [from, to]) => text.replace(from, to),
    pattern.replace(LEADING_FLAGS, ''),
  );
  try {
    return new RegExp(translated, 'giu');
  } catch {
    return compileLeniently(translated);
  }
}

function compileLeniently(pattern: string): RegExp | { readonly message: string } {
  try {
    return new RegExp(pattern, 'gi');
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}
