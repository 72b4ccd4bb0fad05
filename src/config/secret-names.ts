import { nearestName } from './nearest-name.ts';

/** Keys whose values are secrets, by name, in every block: ours and the engines'. */
const secretName = /^(?:.+_)?(?:tokens?|secrets?|passwords?|api_keys?|private_key|secret_access_key)$/i;

/** Is the value of this key a secret? Each such key has a `…_file` sibling. */
export function isSecretName(key: string | number | undefined): boolean {
  return typeof key === 'string' && secretName.test(key);
}

const usualNames = ['token', 'secret', 'secrets', 'password', 'api_key', 'private_key', 'path_secret'];

/** Also true for a misspelt name (`tokn`): what stands behind it is not shown either. */
export function mayBeSecret(key: string): boolean {
  return isSecretName(key) || nearestName(key, usualNames) !== undefined;
}

/** `token_file` → `token`; undefined when the key does not name the file of a secret. */
export function secretOfFileKey(key: string): string | undefined {
  const base = /^(.+)_file$/.exec(key)?.[1];
  return base !== undefined && isSecretName(base) ? base : undefined;
}

export const REDACTED = '[redacted]';

/** A deep copy with every secret replaced, for printing. Maps and sets become objects and lists. */
export function redactSecrets(value: unknown, key?: string): unknown {
  if (isSecretName(key) && value !== undefined) return REDACTED;
  if (value instanceof Map) return redactSecrets(Object.fromEntries(value), key);
  if (value instanceof Set) return [...value];
  if (Array.isArray(value)) return value.map((item) => redactSecrets(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, redactSecrets(inner, snake(name))]),
  );
}

/** Resolved settings are in camel case: `pathSecret`, `apiKey`. */
function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
