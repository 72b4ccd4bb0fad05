import type { JsonObject } from '../model/json.ts';

/** A filled template. `missing` names the values that the view did not have. */
export interface Rendered {
  readonly text: string;
  readonly missing: readonly string[];
}

/**
 * A logic-light template engine (`{{slots.hotel}}`, sections). `encode` is applied to every inserted value:
 * `text` leaves it as it is, `url` percent-encodes it.
 */
export interface Templates {
  render(template: string, view: JsonObject, encode: 'text' | 'url'): Rendered;
  /** Names used by a template, for checks at load, e.g. `slots.hotel`. @throws Error on bad syntax */
  names(template: string): readonly string[];
  /**
   * The names without which a template has a gap: those it inserts, but for what a section of the same name
   * guards (`{{#slots.note}}Note: {{slots.note}}{{/slots.note}}` needs nothing). @throws Error on bad syntax
   */
  needs(template: string): readonly string[];
}
