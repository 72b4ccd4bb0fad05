/**
 * A stand-in for the template language that Chatwoot runs over the content of outgoing messages: enough to catch
 * a gateway that relays `{{…}}`, or that recognises its echo by text. Text in backticks is protected by wrapping it
 * into a raw block *before* parsing, just as Chatwoot does; raw blocks do not nest, so backticks inside a raw block
 * end in a syntax error, and then the whole text stays as it was.
 */
export type LiquidValues = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

const TOKEN = /\{\{-?([\s\S]*?)(-?\}\}?)|\{%-?\s*(\w*)[\s\S]*?-?%\}|\{\{|\{%/g;
const END_RAW = /\{%-?\s*endraw\s*-?%\}/g;
const END_COMMENT = /\{%-?\s*endcomment\s*-?%\}/g;

export function renderLiquid(content: string, values: LiquidValues): string {
  const guarded = content.replace(/`([\s\S]*?)`/g, '{% raw %}`$1`{% endraw %}');
  return renderParsed(guarded, values) ?? content;
}

/** Undefined on a syntax error. */
function renderParsed(text: string, values: LiquidValues): string | undefined {
  const token = new RegExp(TOKEN);
  let output = '';
  let position = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    output += text.slice(position, match.index);
    position = token.lastIndex;
    if (match[1] !== undefined) {
      if (!match[2]?.endsWith('}}')) return undefined;
      output += evaluate(match[1], values);
      continue;
    }
    const block = readBlock(text, match[3], position);
    if (!block) return undefined;
    output += block.output;
    position = block.end;
    token.lastIndex = position;
  }
  return output + text.slice(position);
}

/** Only `raw` and `comment` blocks are known; any other tag counts as a syntax error, as an unknown tag does there. */
function readBlock(text: string, tag: string | undefined, from: number) {
  if (tag !== 'raw' && tag !== 'comment') return undefined;
  const end = new RegExp(tag === 'raw' ? END_RAW : END_COMMENT);
  end.lastIndex = from;
  const match = end.exec(text);
  if (!match) return undefined;
  return { output: tag === 'raw' ? text.slice(from, match.index) : '', end: end.lastIndex };
}

function evaluate(expression: string, values: LiquidValues): string {
  const [head = '', ...filters] = expression.split('|').map((part) => part.trim());
  const value = lookUp(head, values);
  if (value !== '') return value;
  const fallback = filters.find((filter) => filter.startsWith('default'));
  return fallback ? lookUp(fallback.replace(/^default\s*:\s*/, ''), values) : '';
}

function lookUp(operand: string, values: LiquidValues): string {
  const literal = /^(?:"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?)$)/.exec(operand);
  if (literal) return literal[1] ?? literal[2] ?? literal[3] ?? '';
  const [group = '', key = ''] = operand.split(/[.\s]/);
  const found = Object.hasOwn(values, group) ? values[group] : undefined;
  return found && Object.hasOwn(found, key) ? (found[key] ?? '') : '';
}
