/**
 * How long a turn may keep a customer waiting. The line of a conversation stands still while a turn hangs, so that no
 * watchdog beside it could speak: the turn itself has to end.
 */
import type { BotPolicy } from '../model/bot.ts';
import { GatewayError } from '../model/gateway-error.ts';
import type { TurnInput } from '../turn/turn.ts';

/**
 * What waited too long already (an outage of ours, a long line) still gets one short try: an answer now is better than
 * an apology now.
 */
const SECOND_CHANCE_MS = 5_000;

/** Epoch milliseconds at which people are called instead; infinity: never. */
export function turnDeadline(
  { watchdog }: Pick<BotPolicy, 'watchdog'>,
  { acceptedAt, attempt }: Pick<TurnInput, 'acceptedAt' | 'attempt'>,
  now: number,
): number {
  if (!watchdog) return Number.POSITIVE_INFINITY;
  const deadline = acceptedAt + watchdog.afterMs;
  const chance = now + Math.min(SECOND_CHANCE_MS, watchdog.afterMs);
  return attempt === 1 ? Math.max(deadline, chance) : deadline;
}

/**
 * Runs work that gets a signal of its own. What does not listen to it is left behind: its result is not used.
 * @throws GatewayError TURN_OVERDUE when the time is over, or was over before
 */
export async function withinTime<Result>(
  leftMs: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (leftMs === Number.POSITIVE_INFINITY) return work(outer);
  const overdue = new GatewayError('TURN_OVERDUE', 'the customer waited too long for this turn.');
  if (leftMs <= 0) throw overdue;
  const inner = new AbortController();
  const stop = () => inner.abort(outer.reason);
  outer.addEventListener('abort', stop, { once: true });
  if (outer.aborted) stop();
  const { promise: timeIsOver, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    // First told here: work that stops at once must not be taken for an ordinary failure.
    reject(overdue);
    inner.abort(overdue);
  }, leftMs);
  try {
    return await Promise.race([timeIsOver, work(inner.signal)]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
  }
}
