/**
 * Chatwoot evaluates Liquid in outgoing messages: `{{contact.name}}` is filled in, unknown names vanish. Text of an
 * engine or a customer must come out as it is.
 *
 * Only the opening braces are wrapped, `{% raw %}{{{% endraw %}`, and not the whole text: Chatwoot itself wraps every
 * pair of backticks in `raw` before it evaluates (app/models/concerns/liquidable.rb, `/`(.*?)`/m`), `raw` does not
 * nest, and text may hold an `{% endraw %}` of its own. Nothing else in Liquid has a meaning without opening braces.
 */

/** Between backticks Chatwoot protects all but this. */
const endOfRaw = /\{%(?=-?\s*endraw)/g;
const opening = /\{\{|\{%/g;
/** A brace in front of code would join the brace of the `{% raw %}` that Chatwoot puts there. */
const openingBeforeCode = /\{\{|\{%|\{$/g;
const backticked = /`.*?`/gs;
/** Zero width: unseen by the reader, but `{` and `%` no longer stand together. */
const ZERO_WIDTH_SPACE = '\u200b';

export function escapeLiquid(text: string): string {
  if (!/\{[{%`]/.test(text)) return text;
  let escaped = '';
  let from = 0;
  for (const { 0: code, index } of text.matchAll(backticked)) {
    escaped +=
      escapePlain(text.slice(from, index), openingBeforeCode) +
      code.replace(endOfRaw, `{${ZERO_WIDTH_SPACE}%`);
    from = index + code.length;
  }
  return escaped + escapePlain(text.slice(from), opening);
}

function escapePlain(text: string, dangerous: RegExp): string {
  return text.replace(dangerous, '{% raw %}$&{% endraw %}');
}
