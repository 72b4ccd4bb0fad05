/** Keys and list positions from the root of a file down to a value. */
export type KeyPath = readonly (string | number)[];

/** `['bots', 'hotel', 'flows', 0]` as `bots.hotel.flows[0]`. */
export function formatKeyPath(path: KeyPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** zod allows symbols in its paths; ours have none. */
export function toKeyPath(path: readonly PropertyKey[]): KeyPath {
  return path.map((key) => (typeof key === 'symbol' ? String(key) : key));
}

/** The path as one string, for maps. */
export function keyOf(path: KeyPath): string {
  return JSON.stringify(path);
}
