import type { BotPolicy } from '../model/bot.ts';
import type { Conversation } from '../model/conversation.ts';
import type { ConversationState } from '../model/state.ts';
import type { Channel } from '../ports/channel.ts';
import type { Fetcher } from '../ports/fetcher.ts';
import type { Provider } from '../ports/provider.ts';
import type { Templates } from '../ports/templates.ts';

/** One bot, ready to serve. Replaced as a whole when the configuration is loaded again. */
export interface BotRuntime {
  readonly policy: BotPolicy;
  readonly channel: Channel;
  readonly fetch: Fetcher;
  readonly templates: Templates;
  /** The engine that serves this conversation. An engine that is still loading lets the first question wait. */
  provider(conversation: Conversation, state: ConversationState | undefined): Provider;
}

/** The bot part of a conversation key (`<bot>:<account>:<id>`). */
export function botOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
}
