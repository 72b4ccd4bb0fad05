/**
 * Serves one leased conversation: unsent calls first, then event by event, each turn's calls before the next event.
 * A busy conversation gives the lane back after a while, so that it does not starve the others.
 */
import type { Lane } from '../ports/store.ts';
import { botOf } from './bot-runtime.ts';
import { deliverCalls } from './deliver-calls.ts';
import type { ServeDeps } from './serve-deps.ts';
import { takeTurn } from './take-turn.ts';
import { showTypingWhenSlow } from './with-typing.ts';

const EVENTS_PER_SERVING = 50;
/** A bot that is not configured (broken file, removed) may come back with the next reload. */
const UNKNOWN_BOT_DELAY_MS = 60_000;

export interface Serving {
  /** The lane as it is now: what `renew` needs. */
  current: Lane;
}

/** `mayGoOn` is asked before each further event; false lets the lane go (drain). */
export async function serveConversation(
  deps: ServeDeps,
  serving: Serving,
  mayGoOn: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  for (let events = 0; ; events += 1) {
    const more = await serveNext(deps, serving, signal);
    if (!more) return;
    const next = await deps.store.release(
      serving.current,
      events < EVENTS_PER_SERVING && mayGoOn() ? deps.leaseMs : undefined,
    );
    if (!next) return;
    serving.current = next;
  }
}

/** Works off what the lane holds now. False: the lane was given back already. */
async function serveNext(deps: ServeDeps, serving: Serving, signal: AbortSignal): Promise<boolean> {
  const lane = serving.current;
  const bot = deps.findBot(botOf(lane.key));
  if (!bot) {
    await deps.store.postpone(lane, UNKNOWN_BOT_DELAY_MS, lane.calls.length > 0 ? 'call' : 'event');
    return false;
  }
  if (lane.calls.length > 0) return deliverCalls(deps, bot, lane, signal);
  if (!lane.event) return true;
  const { event } = lane.event;
  const { typingAfterMs } = bot.policy;
  const repeated = lane.event.attempts > 1;
  const typing = showTypingWhenSlow(bot.channel, event.conversation, typingAfterMs, signal, repeated);
  try {
    const taken = await takeTurn(deps, bot, lane, lane.event, signal);
    if (taken === 'given-back') return false;
    serving.current = taken;
    return taken.calls.length === 0 || (await deliverCalls(deps, bot, taken, signal));
  } finally {
    await typing.stop();
  }
}
