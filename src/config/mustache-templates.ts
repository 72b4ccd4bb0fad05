import Mustache from 'mustache';
import type { Json, JsonObject } from '../core/model/json.ts';
import type { Rendered, Templates } from '../core/ports/templates.ts';

type Encode = 'text' | 'url';

/**
 * Templates by Mustache. Values are never HTML-escaped: a chat message is not HTML, and the channel escapes what
 * its platform would evaluate. `{{x}}`, `{{{x}}}` and `{{&x}}` mean the same, so that no value enters a URL raw.
 */
export function createMustacheTemplates(): Templates {
  const parsed = new Mustache.Writer();
  return {
    render: (template, view, encode) => render(parsed, template, view, encode),
    names: (template) => [...new Set(collectNames(parsed.parse(template), false))],
    needs: (template) => [...new Set(collectNeeds(parsed.parse(template), []))],
  };
}

function render(parsed: Mustache.Writer, template: string, view: JsonObject, encode: Encode): Rendered {
  const missing = new Set<string>();
  const writer = new Mustache.Writer();
  const insert = (token: string[], context: Mustache.Context): string => {
    const name = token[1] ?? '';
    const text = valueAsText(context.lookup(name));
    if (text === '') missing.add(name);
    return encode === 'url' ? encodeURIComponent(text) : text;
  };
  writer.escapedValue = insert;
  writer.unescapedValue = insert;
  const tokens = parsed.parse(template);
  const text = writer.renderTokens(tokens, new Mustache.Context(view), undefined, template);
  return { text, missing: [...missing] };
}

function valueAsText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(valueAsText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Inside a section a bare name may be a field of the item, so only dotted names are reported there. */
function collectNames(tokens: unknown, inSection: boolean): string[] {
  if (!Array.isArray(tokens)) return [];
  return tokens.flatMap((token: unknown) => {
    if (!Array.isArray(token)) return [];
    const [symbol, name, , , inner]: unknown[] = token;
    if (symbol === '>') throw new Error('Partials ({{> …}}) are not available.');
    if (symbol === 'text' || typeof name !== 'string') return [];
    const own = name === '.' || (inSection && !name.includes('.')) ? [] : [name];
    return [...own, ...collectNames(inner, true)];
  });
}

/** `guards`: names of the sections around; what is inserted below one of them is there when it is inserted. */
function collectNeeds(tokens: unknown, guards: readonly string[]): string[] {
  if (!Array.isArray(tokens)) return [];
  return tokens.flatMap((token: unknown) => {
    if (!Array.isArray(token)) return [];
    const [symbol, name, , , inner]: unknown[] = token;
    if (typeof name !== 'string' || symbol === 'text') return [];
    if (symbol === '#') return collectNeeds(inner, [...guards, name]);
    if (symbol === '^') return collectNeeds(inner, guards);
    return isGuarded(name, guards) ? [] : [name];
  });
}

function isGuarded(name: string, guards: readonly string[]): boolean {
  if (guards.length > 0 && !name.includes('.')) return true;
  return name === '.' || guards.some((guard) => name === guard || name.startsWith(`${guard}.`));
}
