import { createHash, timingSafeEqual } from 'node:crypto';
import type { CallbackLock } from '../core/ports/engine-callback.ts';

export interface CallbackKey {
  readonly pathSecret: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** Everything that the lock names must fit; a lock that names nothing opens to nobody. Takes the same time either way. */
export function opensLock(lock: CallbackLock, key: CallbackKey): boolean {
  const { pathSecret, header, query, signed } = lock;
  const tests = [
    ...(pathSecret === undefined ? [] : [sameSecret(pathSecret, key.pathSecret)]),
    ...(header ? [sameSecret(header.value, key.headers[header.name.toLowerCase()])] : []),
    ...(query ? [sameSecret(query.value, key.query[query.name])] : []),
    ...(signed ? [true] : []),
  ];
  return tests.length > 0 && tests.every(Boolean);
}

/** Hashed first, so that neither length nor content shows in the time it takes. */
function sameSecret(expected: string, given: string | undefined): boolean {
  return timingSafeEqual(digest(expected), digest(given ?? '')) && expected !== '';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
