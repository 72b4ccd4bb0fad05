/** One event of a lane: run the turn, plan its calls, commit all of it in one transaction. */

import type { Conversation } from '../model/conversation.ts';
import { asGatewayError, type GatewayError } from '../model/gateway-error.ts';
import type { ConversationEvent } from '../model/gateway-event.ts';
import type { ConversationState } from '../model/state.ts';
import type { Call, Outcome } from '../model/turn.ts';
import type { Lane, StoredEvent } from '../ports/store.ts';
import { failedTurn } from '../turn/failed-turn.ts';
import { runTurn } from '../turn/run-turn.ts';
import type { TurnInput } from '../turn/turn.ts';
import { backoffMs } from './backoff.ts';
import { type BotRuntime, botOf } from './bot-runtime.ts';
import type { ServeDeps } from './serve-deps.ts';
import { turnDeadline, withinTime } from './turn-deadline.ts';

/**
 * A turn that began this often is given to people. A crash of the process counts against every turn in hand, and all
 * but one of them are innocent: hence not fewer.
 */
const TURN_ATTEMPTS = 12;
/** From this age on an event's snapshot of the conversation is not believed. */
const STALE_AFTER_MS = 30_000;
const BACKOFF = { firstMs: 400, longestMs: 10_000 };
const LONGEST_PAUSE_MS = 3_000;

/** The lane with the turn's calls to send; `given-back` when the turn is to be repeated or the lease was lost. */
export async function takeTurn(
  deps: ServeDeps,
  bot: BotRuntime,
  lane: Lane,
  stored: StoredEvent,
  signal: AbortSignal,
): Promise<Lane | 'given-back'> {
  const input = await toInput(deps, bot, lane, stored, signal);
  const planned = await runOrFail(deps, bot, lane, input, signal);
  if (planned === 'repeat') return 'given-back';
  const { outcome, calls } = planned;
  const { state, timers, trace } = outcome;
  // The conversation is remembered as it was read last, which may be later than the event.
  const event = { ...stored, event: input.event };
  const committed = await deps.store.commit(lane, { event, state, calls, timers, trace });
  if (committed === 'lost') return 'given-back';
  for (const { at } of timers) if (at !== undefined) deps.timerSet?.(at);
  observeOutcome(deps, lane.key, outcome);
  return committed;
}

/** What a turn decided, with the calls that carry it out. A plan that fails is a turn that failed. */
interface Planned {
  readonly outcome: Outcome;
  readonly calls: readonly Call[];
}

function plan({ channel }: BotRuntime, { event }: TurnInput, outcome: Outcome): Planned {
  return { outcome, calls: channel.plan(outcome, event.conversation) };
}

async function runOrFail(
  deps: ServeDeps,
  bot: BotRuntime,
  lane: Lane,
  input: TurnInput,
  signal: AbortSignal,
): Promise<Planned | 'repeat'> {
  const { fetch, templates } = bot;
  const deadline = turnDeadline(bot.policy, input, deps.clock());
  try {
    return await withinTime(deadline - deps.clock(), signal, async (limited) => {
      const provider = bot.provider(input.event.conversation, lane.state);
      const ports = { provider, fetch, templates, clock: deps.clock, signal: limited };
      return plan(bot, input, await runTurn(input, ports));
    });
  } catch (thrown) {
    const error = asGatewayError(thrown, 'TURN_FAILED');
    observeFailure(deps, lane.key, input, error);
    const tooOften = input.attempt >= TURN_ATTEMPTS && error.code !== 'ENGINE_ABORTED';
    if (tooOften || error.code === 'TURN_OVERDUE') {
      return plan(bot, input, failedTurn(input, error, { clock: deps.clock, templates }));
    }
    const wantedMs = backoffMs(BACKOFF, input.attempt, deps.random(), pauseAsked(error));
    // Waiting longer than the customer may wait would be waiting for nothing.
    const delayMs = Math.max(0, Math.min(wantedMs, deadline - deps.clock()));
    await deps.store.postpone(lane, signal.aborted ? 0 : delayMs, 'event');
    return 'repeat';
  }
}

/** A customer waits meanwhile: a longer pause is not granted, so that people are called in time. */
function pauseAsked({ retryAfterMs = 0 }: GatewayError): number {
  return Math.min(retryAfterMs, LONGEST_PAUSE_MS);
}

async function toInput(
  deps: ServeDeps,
  bot: BotRuntime,
  lane: Lane,
  stored: StoredEvent,
  signal: AbortSignal,
): Promise<TurnInput> {
  return {
    turnId: stored.id,
    event: await freshen(deps, bot, lane, stored, signal),
    ...(lane.state && { state: lane.state }),
    policy: bot.policy,
    acceptedAt: stored.acceptedAt,
    attempt: stored.attempts,
  };
}

/**
 * An event that waited long is read with the status and assignee of now, so that the bot does not talk over a person.
 * What an engine says by itself may come days after the last event, and while others stand before it in the line.
 */
async function freshen(
  deps: ServeDeps,
  bot: BotRuntime,
  { key, state }: Lane,
  { event, acceptedAt }: StoredEvent,
  signal: AbortSignal,
): Promise<ConversationEvent> {
  if (isOfOurs(event)) {
    const newest = (await deps.store.conversation(key)) ?? event.conversation;
    if (event.kind === 'shadow-answered') return { ...event, conversation: newest };
    return { ...event, conversation: await asOfNow(bot, newest, signal) };
  }
  if (event.kind !== 'customer-spoke') return event;
  const isStale = deps.clock() - acceptedAt >= STALE_AFTER_MS;
  if (!isStale && !mayGreet(bot, state)) return event;
  return { ...event, conversation: await asOfNow(bot, event.conversation, signal) };
}

/** Who greets must know whether the platform has greeted in the meantime. An opened window tells so itself. */
function mayGreet({ policy: { welcome } }: BotRuntime, state: ConversationState | undefined): boolean {
  const isNew = !state || (state.turns === 0 && !state.attended?.welcomed);
  return isNew && welcome !== undefined && welcome.on !== 'opened';
}

/** Made by us or an engine, not by the platform: its conversation may be days old. */
function isOfOurs({ kind }: ConversationEvent): boolean {
  return kind === 'provider-replied' || kind === 'shadow-answered' || kind === 'timer-due';
}

async function asOfNow(
  { channel }: BotRuntime,
  known: Conversation,
  signal: AbortSignal,
): Promise<Conversation> {
  const live = await channel.live?.(known, signal);
  if (!live) return known;
  const { assignee: _assignee, waitingSince: _since, lastMessage: _message, ...conversation } = known;
  return { ...conversation, ...live };
}

function observeFailure(deps: ServeDeps, key: string, input: TurnInput, error: GatewayError): void {
  const { turnId, attempt } = input;
  const { code, message } = error;
  deps.observe({ kind: 'turn-failed', bot: botOf(key), key, turnId, code, message, attempt });
}

function observeOutcome(deps: ServeDeps, key: string, { trace, handoff }: Outcome): void {
  const { id: turnId, decision, reason, durationMs } = trace;
  const bot = botOf(key);
  deps.observe({ kind: 'turn-finished', bot, key, turnId, decision, reason, durationMs });
  if (handoff) deps.observe({ kind: 'handoff-decided', bot, key, turnId, reason: handoff.reason });
}
