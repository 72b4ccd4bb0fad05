import type { Conversation } from './conversation.ts';
import type { Json, JsonObject } from './json.ts';
import type { ScoredIntent } from './nlu-result.ts';
import type { Reply } from './reply.ts';
import type { Utterance } from './utterance.ts';

/**
 * What enters a conversation's line and is worked off in order. JSON-safe: the store keeps it as it is.
 * Everything else that the platform sends is ignored with a named reason before it is stored.
 */
export type ConversationEvent =
  | { readonly kind: 'customer-spoke'; readonly conversation: Conversation; readonly utterance: Utterance }
  /** A person answered the customer, from the dashboard or from a phone app. */
  | {
      readonly kind: 'person-replied';
      readonly conversation: Conversation;
      readonly at: number;
      readonly messageId: string;
      readonly from: 'dashboard' | 'other-app';
    }
  /** Status, assignee or team changed; `conversation` holds the new values. */
  | { readonly kind: 'conversation-changed'; readonly conversation: Conversation; readonly at: number }
  /** A private note by a person (agent commands). */
  | {
      readonly kind: 'note-written';
      readonly conversation: Conversation;
      readonly at: number;
      readonly messageId: string;
      readonly text: string;
      readonly author: string;
    }
  /** An engine speaks outside a turn. */
  | {
      readonly kind: 'provider-replied';
      readonly conversation: Conversation;
      readonly at: number;
      readonly replies: readonly Reply[];
      readonly handoff?: { readonly note?: string };
      /** The engine says that the dialogue is over. `resolve`: it asks to close the conversation. */
      readonly ended?: { readonly resolve: boolean };
      /** The session that it was said in; words of an earlier one are dropped. Absent: not known. */
      readonly sessionId?: string;
      /** Name of the engine. Absent: the one that serves the conversation. */
      readonly engine?: string;
    }
  /** An engine that is asked for comparison only has answered. Nothing of it is shown. */
  | {
      readonly kind: 'shadow-answered';
      readonly conversation: Conversation;
      readonly at: number;
      readonly engine: string;
      readonly sessionId: string;
      /** The turn in which it was asked. */
      readonly turnId: string;
      readonly durationMs: number;
      readonly intent?: ScoredIntent;
      /** Code of its failure. */
      readonly error?: string;
      /** What the customer got. */
      readonly shown: { readonly engine: string; readonly intent?: ScoredIntent };
      /** What it wants to remember. */
      readonly session?: Json;
    }
  /** A timer that an earlier turn set is due. */
  | {
      readonly kind: 'timer-due';
      readonly conversation: Conversation;
      readonly at: number;
      readonly name: string;
      readonly payload: JsonObject;
    };

export type ConversationEventKind = ConversationEvent['kind'];
