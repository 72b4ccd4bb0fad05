import type { Lane } from '../ports/store.ts';
import { refusedAnswer } from '../turn/attendance/watchdog.ts';
import type { BotRuntime } from './bot-runtime.ts';
import type { ServeDeps } from './serve-deps.ts';

/**
 * What the bot said became a dead letter: the customer reads nothing. The conversation's own line decides what follows,
 * behind the calls that are still to be sent. The same call is reported once.
 */
export async function reportRefused(
  deps: ServeDeps,
  bot: BotRuntime,
  lane: Lane,
  callId: string,
): Promise<void> {
  if (!bot.policy.watchdog) return;
  const conversation = await deps.store.conversation(lane.key);
  if (!conversation) return;
  const event = refusedAnswer(conversation, deps.clock());
  await deps.store.accept([{ id: `${callId}/refused`, aliases: [], key: lane.key, event }]);
}
