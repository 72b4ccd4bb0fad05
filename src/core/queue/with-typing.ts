import type { Conversation } from '../model/conversation.ts';
import type { Channel } from '../ports/channel.ts';

/** Shows typing when `work` takes longer than `afterMs`. The indicator is a request too: a quick answer sends none. */
export interface TypingIndicator {
  /** Turns typing off, if it was turned on. Never throws. */
  stop(): Promise<void>;
}

export function showTypingWhenSlow(
  channel: Channel,
  conversation: Conversation,
  afterMs: number,
  signal: AbortSignal,
  /** An earlier try may have left it on: its process is gone. */
  leftOn: boolean,
): TypingIndicator {
  let shown: Promise<void> | undefined = leftOn ? Promise.resolve() : undefined;
  const timer = setTimeout(() => {
    shown = channel.typing(conversation, true, signal);
  }, afterMs);
  return {
    async stop() {
      clearTimeout(timer);
      if (!shown) return;
      await shown;
      await channel.typing(conversation, false, AbortSignal.timeout(5_000));
    },
  };
}
