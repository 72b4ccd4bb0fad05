/** Before the bot speaks: do people have the conversation by now? */
import type { Conversation } from '../model/conversation.ts';
import type { CallEnd, Lane } from '../ports/store.ts';
import { takenWhileThinking } from '../turn/may-answer.ts';
import type { BotRuntime } from './bot-runtime.ts';
import type { ServeDeps } from './serve-deps.ts';

/** From this age on the conversation may have changed hands without a word to us: look before speaking. */
const STALE_AFTER_MS = 30_000;
/** A line that is longer than this has other troubles. */
const LOOK_AHEAD = 100;

export const takenOver: CallEnd = {
  kind: 'skipped',
  error: 'a person took the conversation over before this could be sent',
};

const nothing: ReadonlySet<string> = new Set();
const words: ReadonlySet<string> = new Set(['message']);
/** To resolve what an agent has just taken would be as rude as to talk over them. */
const wordsAndStatus: ReadonlySet<string> = new Set(['message', 'status']);

/** Names of the calls of this lane that are not to be sent any more. */
export async function callsToLeaveOut(
  deps: ServeDeps,
  bot: BotRuntime,
  lane: Lane,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (!lane.calls.some(({ call }) => wordsAndStatus.has(call.name))) return nothing;
  if (await arrivedMeanwhile(deps, bot, lane)) return wordsAndStatus;
  return (await foundMeanwhile(deps, bot, lane, signal)) ? words : nothing;
}

/** It stands in line behind the turn: an agent replied, or took the conversation, while the engine was thinking. */
async function arrivedMeanwhile(
  { store }: ServeDeps,
  { policy }: BotRuntime,
  { key, state, waiting }: Lane,
): Promise<boolean> {
  if (state === undefined || waiting === 0) return false;
  return takenWhileThinking(await store.waiting(key, LOOK_AHEAD), state, policy);
}

async function foundMeanwhile(
  deps: ServeDeps,
  bot: BotRuntime,
  lane: Lane,
  signal: AbortSignal,
): Promise<boolean> {
  const [oldest] = lane.calls;
  if (!oldest || !bot.channel.live || deps.clock() - oldest.plannedAt < STALE_AFTER_MS) return false;
  const conversation = await deps.store.conversation(lane.key);
  const live = conversation && (await bot.channel.live(conversation, signal));
  return live !== undefined && withPeople(live, bot, lane);
}

function withPeople(
  { status, assignee }: Pick<Conversation, 'status' | 'assignee'>,
  { policy }: BotRuntime,
  { state }: Lane,
): boolean {
  const assigned = assignee?.kind === 'person' && assignee.id !== state?.formerAssignee;
  return assigned || !policy.answerStatuses.includes(status);
}
