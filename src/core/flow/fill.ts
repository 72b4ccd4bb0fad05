import type { Json, JsonObject } from '../model/json.ts';
import type { Templates } from '../ports/templates.ts';
import { lookUp } from './look-up.ts';

const ONE_PLACEHOLDER = /^\s*\{\{\{?\s*([\w-]+(?:\.[\w-]+)*)\s*\}?\}\}\s*$/;

/** Fills templates from one view and collects the names that had no value. */
export interface Filler {
  text(template: string): string;
  /** A web address: a lone placeholder is a whole address, inserted parts are percent-encoded. `''`: not usable. */
  url(template: string): string;
  /** A lone placeholder keeps its type (`"{{slots.guests}}"` → 2); objects and lists are filled within. */
  json(template: Json): Json;
  /** Text that may be absent: a missing value is no gap. */
  optionalText(template: string): string | undefined;
  /** The same with `item` in the view. */
  withItem(item: Json): Filler;
  /** The elements of the list at `path`; names it as missing when it is none. */
  list(path: string): readonly Json[];
  readonly missing: readonly string[];
}

export function createFiller(templates: Templates, view: JsonObject, missing: string[] = []): Filler {
  function fill(template: string, encode: 'text' | 'url'): string {
    const rendered = templates.render(template, view, encode);
    missing.push(...rendered.missing);
    return rendered.missing.length === 0 ? rendered.text : closeGaps(rendered.text);
  }
  function value(path: string): Json {
    const found = lookUp(view, path);
    if (found === undefined) missing.push(path);
    return found ?? null;
  }
  function json(template: Json): Json {
    if (typeof template === 'string') {
      const path = lonePath(template);
      return path === undefined ? fill(template, 'text') : value(path);
    }
    if (template === null || typeof template !== 'object') return template;
    if (Array.isArray(template)) return template.map(json);
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, json(value)]));
  }
  return {
    text: (template) => fill(template, 'text'),
    url(template) {
      const path = lonePath(template);
      const url = path === undefined ? fill(template, 'url') : String(value(path));
      return isWebAddress(url) ? new URL(url).href : '';
    },
    json,
    optionalText: (template) => templates.render(template, view, 'text').text || undefined,
    withItem: (item) => createFiller(templates, { ...view, item }, missing),
    list(path) {
      const value = lookUp(view, path);
      if (Array.isArray(value)) return value;
      missing.push(path);
      return [];
    },
    missing,
  };
}

/** A value of `..` would lead to another path than the author wrote, so dot segments are refused. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url) && !/\/\.{1,2}(?=[/?#]|$)/.test(url);
}

function lonePath(template: string): string | undefined {
  return ONE_PLACEHOLDER.exec(template)?.[1];
}

/** "Hello !" → "Hello!": what a missing value leaves behind. */
function closeGaps(text: string): string {
  return text
    .replace(/[ \t]+([,.!?;:])/g, '$1')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}
