import type { Json, JsonObject } from '../../core/model/json.ts';

/**
 * `google.protobuf.Struct` and `Value` as the client packages take and give them. A plain object in the place of a
 * Struct is sent as an empty one without a word, so everything goes through here.
 */
export type StructValue =
  | { readonly nullValue: 'NULL_VALUE' }
  | { readonly numberValue: number }
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly structValue: Struct }
  | { readonly listValue: { readonly values: StructValue[] } };

export interface Struct {
  readonly fields: Record<string, StructValue>;
}

/** protobufjs gives up at 100 nested messages, and one level of JSON is two or three of them. What lies deeper is null. */
const DEPTH = 30;

export function toStruct(object: JsonObject, depth = 0): Struct {
  const entries = Object.entries(object).filter(([key]) => key !== '__proto__');
  return { fields: Object.fromEntries(entries.map(([key, value]) => [key, toValue(value, depth + 1)])) };
}

function toValue(value: Json, depth: number): StructValue {
  if (value === null || depth > DEPTH) return { nullValue: 'NULL_VALUE' };
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return Number.isFinite(value) ? { numberValue: value } : { nullValue: 'NULL_VALUE' };
    default:
      return isList(value)
        ? { listValue: { values: value.map((item) => toValue(item, depth + 1)) } }
        : { structValue: toStruct(value, depth) };
  }
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

/** Anything that is not a Struct is an empty object, anything that is not a Value is null. */
export function fromStruct(struct: unknown): JsonObject {
  const fields = member(struct, 'fields');
  if (typeof fields !== 'object' || fields === null) return {};
  // Object.fromEntries defines keys, so that one named __proto__ is a key like any other.
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, fromValue(value)]));
}

function fromValue(value: unknown): Json {
  const scalar = member(value, 'stringValue') ?? member(value, 'numberValue') ?? member(value, 'boolValue');
  if (typeof scalar === 'string' || typeof scalar === 'number' || typeof scalar === 'boolean') return scalar;
  const list = member(member(value, 'listValue'), 'values');
  if (Array.isArray(list)) return list.map(fromValue);
  const struct = member(value, 'structValue');
  return struct ? fromStruct(struct) : null;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
