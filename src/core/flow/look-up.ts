import type { Json } from '../model/json.ts';

/** The value at a dotted path (`slots.hotel`, `rooms.0.price`), or undefined. `$` is the whole. */
export function lookUp(whole: Json, path: string): Json | undefined {
  if (path === '$') return whole;
  let value: Json | undefined = whole;
  for (const key of path.replace(/^\$\./, '').split('.')) value = child(value, key);
  return value;
}

function child(value: Json | undefined, key: string): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
