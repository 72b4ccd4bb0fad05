/** Values of the bot's own, in which null means something. */
const opaque: ReadonlySet<string> = new Set(['session', 'slots', 'value']);

/** Many languages write an absent value as null: the same to us, except in what is the bot's own. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (opaque.has(key)) return inner === null && key !== 'value' ? [] : [[key, inner]];
      return inner === null ? [] : [[key, withoutNulls(inner)]];
    }),
  );
}
