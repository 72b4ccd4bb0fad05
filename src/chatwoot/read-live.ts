/** How a conversation stands now. A bot sees little of it: the conversation itself, and its newest messages. */
import type { ChatwootClient, ConversationAddress } from './chatwoot-client.ts';
import { type ShownConversation, shownConversationWire } from './chatwoot-wire.ts';

export interface ConversationReader {
  /** Undefined when it cannot be read. Never rejects. */
  read(at: ConversationAddress, signal: AbortSignal): Promise<ShownConversation | undefined>;
}

/**
 * `GET` is open to bots from 4.15 on; before, an empty `PATCH` answers the same. Which of the two works is remembered,
 * for the life of the process: an upgrade of Chatwoot loses nothing by it.
 *
 * Both may fail with 500 when the conversation has a team (protocol §7.4, unverified); then nothing can be read.
 */
export function createConversationReader(client: ChatwootClient): ConversationReader {
  let getRefused = false;
  return {
    async read(at, signal) {
      try {
        if (!getRefused) {
          const shown = await client.readConversation(at, signal);
          if (shown.status !== 401) return readShown(shown.status, shown.json());
          getRefused = true;
        }
        const patched = await client.readByEmptyPatch(at, signal);
        return readShown(patched.status, patched.json());
      } catch {
        return undefined;
      }
    },
  };
}

function readShown(status: number, body: unknown): ShownConversation | undefined {
  return status === 200 ? shownConversationWire.safeParse(body).data : undefined;
}
