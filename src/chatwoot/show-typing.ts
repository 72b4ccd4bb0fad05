import type { Conversation } from '../core/model/conversation.ts';
import type { ChatwootClient } from './chatwoot-client.ts';

/**
 * The typing indicator, where the version has it (4.13 and newer). A version that refuses it to bots is asked once
 * only. Never rejects: an answer must not wait for decoration.
 */
export function createTypingIndicator(
  client: ChatwootClient,
): (conversation: Conversation, on: boolean, signal: AbortSignal) => Promise<void> {
  let refused = false;
  return async (conversation, on, signal) => {
    if (refused || !conversation.features.includes('typing')) return;
    const at = { account: conversation.account, conversation: conversation.id };
    try {
      const { status } = await client.toggleTyping(at, on, signal);
      if (status === 401) refused = true;
    } catch {
      // Best effort; the widget forgets the indicator by itself after 30 s.
    }
  };
}
