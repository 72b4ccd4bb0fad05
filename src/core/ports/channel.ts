import type { Conversation } from '../model/conversation.ts';
import type { Call, Outcome } from '../model/turn.ts';
import type { Finding } from './provider.ts';

interface Failure {
  readonly error: string;
  readonly afterMs?: number;
  /** The platform is up and fails on this very request, so that waiting may not help. */
  readonly stuck?: true;
}

/** What became of one attempt to send one call. */
export type Delivery =
  | {
      readonly kind: 'sent';
      /** Id of the message on the platform, when one was made. */
      readonly reference?: string;
      /** Something an operator should know, e.g. "sent as plain text: <refusal>". */
      readonly note?: string;
    }
  /** Certainly not done; try again. */
  | ({ readonly kind: 'retry' } & Failure)
  /** May or may not have arrived (timeout, broken connection, 5xx). */
  | ({ readonly kind: 'unknown' } & Failure)
  /** Final: credentials, not found. */
  | { readonly kind: 'dead'; readonly error: string };

/** The customer's side: turns outcomes into calls and sends them. */
export interface Channel {
  /** Pure: the same outcome gives the same calls, with ids `<turn id>/<number>`. */
  plan(outcome: Outcome, conversation: Conversation): readonly Call[];
  /** Exactly one HTTP request; on a refusal of rich content a second one with the plain form. Never throws. */
  deliver(call: Call, signal: AbortSignal): Promise<Delivery>;
  /** Reads back whether an uncertain call arrived. */
  look(call: Call, signal: AbortSignal): Promise<'arrived' | 'not-arrived' | 'unknown'>;
  /**
   * How the conversation stands now, for work that comes late (after an outage, a back-off, a restart).
   * Undefined when it cannot be read. Never throws.
   */
  live?(
    conversation: Conversation,
    signal: AbortSignal,
  ): Promise<Pick<Conversation, 'status' | 'assignee' | 'waitingSince' | 'lastMessage'> | undefined>;
  /** Typing indicator; best effort, never throws. */
  typing(conversation: Conversation, on: boolean, signal: AbortSignal): Promise<void>;
  check(signal: AbortSignal): Promise<readonly Finding[]>;
}
