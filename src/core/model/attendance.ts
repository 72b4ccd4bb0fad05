/** How a bot attends a conversation beside answering it: greeting, coming back, asking, reminding, watching. */
import type { ReplyTemplate } from '../flow/reply-template.ts';

/** When the bot comes back after people owned the conversation. Texts are templates; absent: it comes back silently. */
export interface ReturnPolicy {
  /** No person wrote for this long, milliseconds. Absent: it waits until it is called. */
  readonly quietMs?: number;
  /** Said when people push the conversation back, or let it rest for `quietMs`. */
  readonly text?: string;
  /** Said when the customer re-opens a conversation that was closed. */
  readonly reopenText?: string;
}

/** What agents may tell the bot in private notes: `<prefix> resume`, `<prefix> stop`, `<prefix> summary`. */
export interface AgentCommandsPolicy {
  readonly prefix: string;
}

/** The first word of the bot, once per conversation. */
export interface WelcomePolicy {
  /**
   * `opened`: when the chat window is opened · `created`: at the first sign of a conversation, whatever it is ·
   * `first-message`: before the answer to the first message.
   */
  readonly on: 'opened' | 'created' | 'first-message';
  /** What is said. Empty: the engine is asked with `event`. */
  readonly replies: readonly ReplyTemplate[];
  /** What the engine is told: that the chat was opened, or an event of this name. */
  readonly event?: { readonly kind: 'opened' } | { readonly kind: 'event'; readonly name: string };
  /** A chat window that is opened before there is a conversation begins one. */
  readonly createConversation: boolean;
}

/** Suggestions to the people who own a conversation. */
export interface AssistPolicy {
  /** 0..1; below it nothing is suggested. An engine without scores is believed. */
  readonly minScore: number;
  /** At most one suggestion in this time, milliseconds. */
  readonly everyMs: number;
}

/** "Was this helpful?", asked before a conversation is closed. Texts are templates. */
export interface FeedbackPolicy {
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  /** Said to either answer before the conversation is closed. */
  readonly thanks?: string;
  /** Custom attribute that holds the answer, `yes` or `no`. */
  readonly attribute?: string;
  readonly labels: { readonly yes?: string; readonly no?: string };
  /** What a "no" leads to. */
  readonly onNo: 'handoff' | 'resolve';
  /** Without an answer the conversation is closed after this long, milliseconds. */
  readonly closeAfterMs: number;
}

/** What happens when the customer does not answer the bot. Texts are templates. */
export interface IdlePolicy {
  /** Absent: no reminder. */
  readonly remind?: { readonly afterMs: number; readonly text: string };
  /** Counted from the reminder, or from the bot's last word when there is none. Absent: nothing more happens. */
  readonly end?: {
    readonly afterMs: number;
    readonly how: 'resolve' | 'handoff';
    readonly text?: string;
  };
}

/** Nobody is left waiting. */
export interface WatchdogPolicy {
  /** A customer without an answer for this long goes to people, milliseconds. */
  readonly afterMs: number;
  /** The apology. Plain text. */
  readonly text: string;
}

/** What is absent is off. */
export interface AttendancePolicy {
  readonly returns?: ReturnPolicy;
  readonly agentCommands?: AgentCommandsPolicy;
  readonly welcome?: WelcomePolicy;
  readonly assist?: AssistPolicy;
  readonly feedback?: FeedbackPolicy;
  readonly idle?: IdlePolicy;
  readonly watchdog?: WatchdogPolicy;
}

/** The timers that turns set. One of a name per conversation. */
export const timerNames = ['quiet', 'idle', 'feedback', 'watchdog'] as const;

export type TimerName = (typeof timerNames)[number];

/** What is remembered of it between two turns. */
export interface AttendanceState {
  /** When the timers that are set are due, epoch milliseconds. One that is due at another time was overtaken. */
  readonly timers?: { readonly [name in TimerName]?: number };
  /** The customer's newest message that a turn saw. */
  readonly heard?: { readonly messageId: string; readonly at: number };
  readonly welcomed?: true;
  /** When the bot asked whether it helped. Once per session. */
  readonly feedback?: { readonly askedAt: number };
  /** When people last got a suggestion. */
  readonly assistedAt?: number;
}
