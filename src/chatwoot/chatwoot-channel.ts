import type { Channel } from '../core/ports/channel.ts';
import { createChatwootClient } from './chatwoot-client.ts';
import type { ChatwootSettings } from './chatwoot-settings.ts';
import { checkChatwoot } from './check-chatwoot.ts';
import { checkDirectory } from './check-directory.ts';
import { checkInboxes } from './check-inboxes.ts';
import { deliverCall } from './deliver-call.ts';
import { createDirectory } from './directory.ts';
import { createMediaFetcher } from './fetch-media.ts';
import { lookForCall } from './look-for-call.ts';
import { planCalls } from './plan-calls.ts';
import { readAssignee, readLastMessage, readStatus, readWaiting } from './read-conversation.ts';
import { createConversationReader } from './read-live.ts';
import { createTypingIndicator } from './show-typing.ts';
import { createUserClient } from './user-client.ts';

export interface ChatwootChannel extends Channel {
  /** Closes the connections. */
  close(): void;
}

export interface ChatwootChannelDeps {
  /** Epoch milliseconds. */
  now(): number;
}

/** Chatwoot as one bot sees it. */
export function createChatwootChannel(
  settings: ChatwootSettings,
  deps: ChatwootChannelDeps,
): ChatwootChannel {
  const client = createChatwootClient(settings);
  const media = createMediaFetcher(settings);
  const reader = createConversationReader(client);
  const { directory: people } = settings;
  const user = people?.adminToken === undefined ? undefined : createUserClient(settings, people.adminToken);
  const directory = createDirectory(people, user, deps.now);
  return {
    plan: planCalls,
    deliver: (call, signal) => deliverCall({ client, media, reader, directory, now: deps.now }, call, signal),
    look: (call, signal) => lookForCall(reader, call, signal),
    async live(conversation, signal) {
      if (conversation.begins) return undefined;
      const at = { account: conversation.account, conversation: conversation.id };
      const live = await reader.read(at, signal);
      if (!live) return undefined;
      const known = conversation.assignee?.kind === 'this-bot' ? conversation.assignee.id : undefined;
      const assignee = readAssignee(live.meta, known);
      return {
        status: readStatus(live.status),
        ...(assignee && { assignee }),
        ...readWaiting(live),
        ...readLastMessage(live.last_non_activity_message),
      };
    },
    typing: createTypingIndicator(client),
    async check(signal) {
      const found = await Promise.all([
        checkChatwoot(client, settings, signal),
        checkDirectory(people, user, signal),
        checkInboxes(user, signal),
      ]);
      return found.flat();
    },
    close() {
      client.close();
      user?.close();
      media.close();
    },
  };
}
