/**
 * Sends the planned calls of a lane, in order, one HTTP request each.
 *
 * A call that may have been sent already (timeout, broken connection, crash) is settled first: has its echo come
 * back? does the platform show it? Only when neither is so, it is sent again. What remains is the window in which a
 * request is still on its way while we look; it is as small as `ECHO_WAIT_MS` is long.
 */
import type { Delivery } from '../ports/channel.ts';
import type { CallEnd, Lane, StoredCall } from '../ports/store.ts';
import { backoffMs } from './backoff.ts';
import { type BotRuntime, botOf } from './bot-runtime.ts';
import { reportRefused } from './report-refused.ts';
import type { ServeDeps } from './serve-deps.ts';
import { callsToLeaveOut, takenOver } from './taken-over.ts';

/** The platform sends the echo from inside the request that made the message; two seconds cover its queue. */
const ECHO_WAIT_MS = 2_000;
const ECHO_LOOK_EVERY_MS = 200;
/** A call is tried for this long; then it is a dead letter and the conversation goes on. */
const CALL_PATIENCE_MS = 2 * 60 * 60 * 1000;
const BACKOFF = { firstMs: 500, longestMs: 30_000 };

/** True when all calls are done and the lane is still ours; false when the lane was given back. */
export async function deliverCalls(
  deps: ServeDeps,
  bot: BotRuntime,
  lane: Lane,
  signal: AbortSignal,
): Promise<boolean> {
  const leftOut = await callsToLeaveOut(deps, bot, lane, signal);
  let marked: Promise<'ok' | 'lost'> = Promise.resolve('ok');
  for (const [index, planned] of lane.calls.entries()) {
    if ((await marked) === 'lost') return false;
    if (signal.aborted) return giveBack(deps, lane);
    // A call is begun when the one before it has ended and says so: only the first can have been begun before.
    const stored = index === 0 ? planned : { ...planned, uncertain: false };
    const end = leftOut.has(stored.call.name) ? takenOver : await attempt(deps, bot, lane, stored, signal);
    if (end === 'postponed') return false;
    marked = deps.store.sent(lane, stored.call.id, end);
    if (end.kind === 'dead' && stored.call.name === 'message')
      await reportRefused(deps, bot, lane, stored.call.id);
  }
  // Not awaited: the store keeps the order, and the release that follows shares its transaction, and its failure.
  marked.catch(() => {});
  return true;
}

/** Nobody waits for it: leaving it out is better than saying it twice. */
const perhapsSent: CallEnd = { kind: 'skipped', error: 'it may have been sent already' };

async function giveBack(deps: ServeDeps, lane: Lane): Promise<false> {
  await deps.store.release(lane);
  return false;
}

async function attempt(
  deps: ServeDeps,
  bot: BotRuntime,
  lane: Lane,
  stored: StoredCall,
  signal: AbortSignal,
): Promise<CallEnd | 'postponed'> {
  const { call } = stored;
  if (stored.uncertain && !call.repeatable && (await hasArrived(deps, bot, stored, signal))) {
    return { kind: 'sent', note: 'found on the platform after an uncertain send' };
  }
  if (stored.uncertain && !call.repeatable && call.optional) return perhapsSent;
  if (call.pauseBeforeMs) await deps.sleep(call.pauseBeforeMs, signal);
  const startedAt = deps.clock();
  const delivery = await bot.channel.deliver(call, signal);
  const giveUpAt = stored.plannedAt + patienceOf(bot, call, delivery);
  const end = toEnd(deps, stored, delivery, giveUpAt);
  if (end === 'again') return postpone(deps, lane, stored, delivery, giveUpAt);
  observeEnd(deps, lane, stored, end, deps.clock() - startedAt);
  return end;
}

async function hasArrived(
  deps: ServeDeps,
  bot: BotRuntime,
  stored: StoredCall,
  signal: AbortSignal,
): Promise<boolean> {
  const { call } = stored;
  const found = async () =>
    (await deps.store.isSettled(call.id)) || (await bot.channel.look(call, signal)) === 'arrived';
  if (await found()) return true;
  for (let waited = 0; waited < ECHO_WAIT_MS && !signal.aborted; waited += ECHO_LOOK_EVERY_MS) {
    await deps.sleep(ECHO_LOOK_EVERY_MS, signal);
    if (await deps.store.isSettled(call.id)) return true;
  }
  return found();
}

/**
 * How long a call is tried, milliseconds. While the platform is down nothing else would get through either; when it
 * fails on this very call, what waits behind must not wait for hours, nor must the customer.
 */
function patienceOf({ policy }: BotRuntime, call: StoredCall['call'], delivery: Delivery): number {
  const stuck = (delivery.kind === 'retry' || delivery.kind === 'unknown') && delivery.stuck;
  if (!stuck) return CALL_PATIENCE_MS;
  const customerMs = call.name === 'message' ? policy.watchdog?.afterMs : undefined;
  return Math.min(call.patienceMs ?? CALL_PATIENCE_MS, customerMs ?? CALL_PATIENCE_MS);
}

function toEnd(
  deps: ServeDeps,
  { call, plannedAt }: StoredCall,
  delivery: Delivery,
  giveUpAt: number,
): CallEnd | 'again' {
  switch (delivery.kind) {
    case 'sent':
      return {
        kind: 'sent',
        ...(delivery.reference !== undefined && { reference: delivery.reference }),
        ...(delivery.note !== undefined && { note: delivery.note }),
      };
    case 'dead':
      return { kind: call.optional ? 'skipped' : 'dead', error: delivery.error };
    case 'retry':
    case 'unknown': {
      if (call.optional) return { kind: 'skipped', error: delivery.error };
      if (deps.clock() < giveUpAt) return 'again';
      return {
        kind: 'dead',
        error: `given up after ${Math.round((giveUpAt - plannedAt) / 1_000)} seconds: ${delivery.error}`,
      };
    }
  }
}

async function postpone(
  deps: ServeDeps,
  lane: Lane,
  stored: StoredCall,
  delivery: Delivery,
  giveUpAt: number,
): Promise<'postponed'> {
  if (delivery.kind !== 'retry' && delivery.kind !== 'unknown') return 'postponed';
  const attempt = stored.attempts + 1;
  const wantedMs = backoffMs(BACKOFF, attempt, deps.random(), delivery.afterMs);
  const delayMs = Math.min(wantedMs, Math.max(BACKOFF.firstMs, giveUpAt - deps.clock()));
  await deps.store.postpone(lane, delayMs, delivery.kind === 'unknown' ? 'uncertain-call' : 'call');
  const { key } = lane;
  const { id: callId } = stored.call;
  deps.observe({
    kind: 'call-postponed',
    bot: botOf(key),
    key,
    callId,
    error: delivery.error,
    delayMs,
    attempt,
  });
  return 'postponed';
}

function observeEnd(
  deps: ServeDeps,
  lane: Lane,
  { call }: StoredCall,
  end: CallEnd,
  durationMs: number,
): void {
  deps.observe({
    kind: 'call-ended',
    bot: botOf(lane.key),
    key: lane.key,
    callId: call.id,
    name: call.name,
    end: end.kind,
    ...(end.kind !== 'sent' && { error: end.error }),
    durationMs,
  });
}
