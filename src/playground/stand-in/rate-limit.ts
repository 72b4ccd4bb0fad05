import type { Answer } from '../small-http/http-exchange.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;

/** The limit per client address in a fixed window that begins with the clock's minute. */
export function createRateLimit(world: World): (address: string) => Answer | undefined {
  const limit = world.options.rackAttackLimit;
  let minute = 0;
  let counts = new Map<string, number>();
  return (address) => {
    if (limit === undefined) return undefined;
    const now = Math.floor(world.now() / MINUTE_MS);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count > limit
      ? { status: 429, raw: { contentType: 'text/plain', data: 'Retry later\n' } }
      : undefined;
  };
}
