import type { Json } from '../model/json.ts';
import type { Slot } from './flow.ts';
import type { SlotErrorKind } from './slot-schema.ts';

/** Why a value is refused; `limit` is what it was measured against. */
export interface ValueProblem {
  readonly kind: SlotErrorKind;
  readonly limit?: Json;
}

export interface ValueContext {
  /** Today in the time zone of the bot, `YYYY-MM-DD`. */
  readonly today: string;
  /** Value of the slot that this one must come after, when it has one. */
  readonly base?: Json;
}

/** Words of a customer are not kept without end. */
const LONGEST_TEXT = 2000;

/** The first rule that a value breaks. An optional slot left empty breaks none. */
export function checkValue(slot: Slot, value: Json, context: ValueContext): ValueProblem | undefined {
  if (slot.type === 'data' || (slot.optional && value === '')) return undefined;
  return checkSize(slot, value) ?? checkPattern(slot, value) ?? checkOrder(slot, value, context);
}

function checkSize(slot: Slot, value: Json): ValueProblem | undefined {
  const isText = slot.type === 'text';
  const size = isText ? String(value).length : typeof value === 'number' ? value : undefined;
  if (size === undefined) return undefined;
  const min = slot.min ?? (slot.type === 'guests' ? 1 : undefined);
  const max = slot.max ?? (isText ? LONGEST_TEXT : undefined);
  if (min !== undefined && size < min) return { kind: 'min', limit: min };
  return max !== undefined && size > max ? { kind: 'max', limit: max } : undefined;
}

function checkPattern({ pattern }: Slot, value: Json): ValueProblem | undefined {
  if (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(String(value))) return undefined;
  return { kind: 'pattern' };
}

function checkOrder(slot: Slot, value: Json, { today, base }: ValueContext): ValueProblem | undefined {
  if (slot.future && typeof value === 'string' && value < today) return { kind: 'future', limit: today };
  if (slot.after === undefined || base === undefined) return undefined;
  const isAfter = typeof value === 'number' ? value > Number(base) : String(value) > String(base);
  return isAfter ? undefined : { kind: 'after', limit: base };
}

/** The words for a refusal when the flow file has none of its own. Templates with `value` and `limit`. */
export function defaultErrorText(slot: Slot, kind: Exclude<SlotErrorKind, 'invalid'>): string {
  const isText = slot.type === 'text';
  switch (kind) {
    case 'min':
      return isText ? 'Please write at least {{limit}} characters.' : 'It must be at least {{limit}}.';
    case 'max':
      return isText ? 'Please write at most {{limit}} characters.' : 'It can be at most {{limit}}.';
    case 'pattern':
      return 'That does not have the right form.';
    case 'future':
      return '{{value}} is in the past.';
    case 'after':
      return 'It must be later than {{limit}}.';
  }
}
