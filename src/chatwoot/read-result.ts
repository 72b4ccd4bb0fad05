import type { NewEvent } from '../core/ports/store.ts';
import type { IgnoreReason, UnreadableReason } from './ignore-reasons.ts';
import type { ConversationContext } from './read-conversation.ts';

export interface ReadEventOptions extends ConversationContext {
  /** Epoch milliseconds; used where an event carries no time of its own. */
  readonly receivedAt: number;
  /** A visitor who opens the chat window gets a conversation. */
  readonly createsConversations?: boolean;
}

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: NewEvent }
  /** Our own message came back: proof that the call `callId` arrived as message `reference`, sent by `senderId`. */
  | {
      readonly kind: 'echo';
      readonly callId: string;
      readonly reference: string;
      readonly senderId?: string;
    }
  /** Somebody waits since message `messageId`: `event` matters only when that message never comes. */
  | { readonly kind: 'waiting'; readonly messageId: string; readonly event: NewEvent }
  | { readonly kind: 'ignored'; readonly reason: IgnoreReason }
  /** A customer would be left without an answer: refuse the webhook, so that Chatwoot calls people. */
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason };

export function ignored(reason: IgnoreReason): ReadEvent {
  return { kind: 'ignored', reason };
}
