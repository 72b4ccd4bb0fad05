/** The releases of Chatwoot in which every story is told, and what a bot finds different in them. */
import type { ChatwootVersion } from '../../../src/playground/stand-in/version-profiles.ts';

export interface Chatwoot {
  readonly version: ChatwootVersion;
  /** A bot's token may read a conversation and set labels. */
  readonly opensLabels: boolean;
  /** A bot may show that it is typing. */
  readonly showsTyping: boolean;
  /** Every change of a conversation is told of, not only that it was opened or resolved. */
  readonly tellsChanges: boolean;
}

export const chatwoots: readonly Chatwoot[] = [
  { version: '4.2', opensLabels: false, showsTyping: false, tellsChanges: false },
  { version: '4.13', opensLabels: false, showsTyping: true, tellsChanges: true },
  { version: '4.15', opensLabels: true, showsTyping: true, tellsChanges: true },
  { version: '4.16', opensLabels: true, showsTyping: true, tellsChanges: true },
];
