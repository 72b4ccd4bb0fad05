import { z } from 'zod';
import type { Json, JsonObject } from '../../core/model/json.ts';

/**
 * Values of Dialogflow's system entities as the gateway writes them: a day as `YYYY-MM-DD`, a person as a name. Empty
 * values are undefined: ES sends the empty string for every parameter that is not filled.
 */
export function normaliseValue(value: Json): Json | undefined {
  if (typeof value === 'string') return value === '' ? undefined : dayOfNoon(value);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  if (isList(value)) return isEmpty(value) ? undefined : value.flatMap((item) => normaliseValue(item) ?? []);
  return dateOf(value) ?? nameOf(value) ?? normaliseObject(value);
}

export function normaliseObject(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const normal = normaliseValue(value);
      return normal === undefined ? [] : [[name, normal]];
    }),
  );
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

function isEmpty(list: readonly Json[]): boolean {
  return list.every((item) => item === '' || item === null);
}

/** ES has no day without a time: `@sys.date` is noon in the agent's zone (cloud.google.com/dialogflow/es/docs/reference/system-entities). */
function dayOfNoon(text: string): string {
  return /^(\d{4}-\d{2}-\d{2})T12:00:00(?:[+-]\d{2}:\d{2}|Z)$/.exec(text)?.[1] ?? text;
}

const dateSchema = z.strictObject({
  year: z.int(),
  month: z.int(),
  day: z.int(),
  hours: z.int().exactOptional(),
  minutes: z.int().exactOptional(),
  seconds: z.number().exactOptional(),
  nanos: z.number().exactOptional(),
});

/** CX writes dates and times as their parts. */
function dateOf(value: JsonObject): string | undefined {
  const read = dateSchema.safeParse(value);
  if (!read.success) return undefined;
  const { year, month, day, hours, minutes, seconds } = read.data;
  const date = `${padded(year, 4)}-${padded(month)}-${padded(day)}`;
  if (hours === undefined) return date;
  return `${date}T${padded(hours)}:${padded(minutes ?? 0)}:${padded(Math.trunc(seconds ?? 0))}`;
}

/** `@sys.person` is `{name}`, in CX with `original` beside it. */
function nameOf(value: JsonObject): string | undefined {
  const { name, original, ...rest } = value;
  if (typeof name !== 'string' || name === '' || Object.keys(rest).length > 0) return undefined;
  return original === undefined || typeof original === 'string' ? name : undefined;
}

function padded(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
