import { z } from 'zod';
import type { Json, JsonObject } from '../model/json.ts';
import { lookUp } from './look-up.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const testSchema = z.strictObject({
  equals: scalar.optional(),
  not: scalar.optional().describe('Differs from this, or is not known.'),
  in: z.array(scalar).min(1).optional().describe('Equals one of these.'),
  exists: z.boolean().optional().describe('Is known and not empty (true), or not (false).'),
  greater: scalar.optional().describe('Numbers by size, anything else (ISO dates) by order of letters.'),
  less: scalar.optional(),
});

/** Names (`slots.guests`, `contact.verified`) with tests; all must hold. No code. */
export const conditionsSchema = z
  .record(z.string().min(1), z.union([scalar, testSchema]))
  .refine((conditions) => Object.keys(conditions).length > 0, { message: 'needs at least one condition' })
  .describe('All must hold. A plain value means `equals`.');

export type Conditions = z.output<typeof conditionsSchema>;
type Test = z.output<typeof testSchema>;

export function holds(conditions: Conditions, view: JsonObject): boolean {
  return Object.entries(conditions).every(([name, condition]) => {
    const test: Test = typeof condition === 'object' ? condition : { equals: condition };
    return passes(test, lookUp(view, name));
  });
}

/** Names whose value is certainly known where the conditions hold. */
export function namesKnownWhen(conditions: Conditions): readonly string[] {
  return Object.entries(conditions)
    .filter(([, test]) => typeof test !== 'object' || implyKnown(test))
    .map(([name]) => name);
}

/** Names that must be known before the conditions can be asked: all but those tested for being there. */
export function namesNeededBy(conditions: Conditions): readonly string[] {
  return Object.entries(conditions)
    .filter(([, test]) => typeof test !== 'object' || test.exists === undefined)
    .map(([name]) => name);
}

function implyKnown(test: Test): boolean {
  return test.exists === true || test.equals !== undefined || test.in !== undefined;
}

function passes(test: Test, value: Json | undefined): boolean {
  return (
    (test.equals === undefined || same(value, test.equals)) &&
    (test.not === undefined || !same(value, test.not)) &&
    (test.in === undefined || test.in.some((one) => same(value, one))) &&
    (test.exists === undefined || test.exists === isKnown(value)) &&
    (test.greater === undefined || compare(value, test.greater) > 0) &&
    (test.less === undefined || compare(value, test.less) < 0)
  );
}

function isKnown(value: Json | undefined): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}

function same(value: Json | undefined, wanted: string | number | boolean): boolean {
  if (value === undefined || value === null || typeof value === 'object') return false;
  return String(value).toLowerCase() === String(wanted).toLowerCase();
}

/** NaN, which is neither greater nor less, when there is nothing to compare. */
function compare(value: Json | undefined, limit: string | number | boolean): number {
  if (value === undefined || value === null || value === '' || typeof value === 'object') return Number.NaN;
  const [left, right] = [Number(value), Number(limit)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
  return String(value) < String(limit) ? -1 : String(value) > String(limit) ? 1 : 0;
}
