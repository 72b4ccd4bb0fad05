import type { Handoff, HandoffReason } from './handoff.ts';
import type { Json, JsonObject } from './json.ts';
import type { Entity, ScoredIntent, Warning } from './nlu-result.ts';
import type { Reply } from './reply.ts';
import type { ConversationState } from './state.ts';

/** Changes to the conversation beside what is said. Each becomes one call. */
export type Action =
  /** Merged into what is there, never replaced wholesale. */
  | { readonly kind: 'set-attributes'; readonly values: JsonObject }
  | { readonly kind: 'add-labels'; readonly labels: readonly string[] }
  | { readonly kind: 'set-priority'; readonly priority: 'low' | 'medium' | 'high' | 'urgent' }
  | { readonly kind: 'assign'; readonly team?: string; readonly agent?: string }
  | { readonly kind: 'note'; readonly text: string }
  /** The conversation becomes the bot's, or people's, on the platform. */
  | { readonly kind: 'set-status'; readonly status: 'bot' | 'people' }
  | { readonly kind: 'resolve' };

/** `at` absent: forget the timer. */
export interface TimerChange {
  readonly name: string;
  readonly at?: number;
  readonly payload?: JsonObject;
}

export type AnsweredBy =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'engine'; readonly engine: string }
  | { readonly kind: 'mapping'; readonly intent: string }
  | { readonly kind: 'flow'; readonly flow: string; readonly step: string }
  | { readonly kind: 'policy' };

/** One thing that happened in a turn, in order. `detail` is small and JSON-safe. */
export interface TraceStep {
  /** Epoch milliseconds. */
  readonly at: number;
  /** e.g. `may-answer`, `engine-asked`, `flow-stepped`, `fetched`, `decided`. */
  readonly step: string;
  readonly detail: JsonObject;
}

/** Why a turn went as it did. Kept with the conversation; feeds note, `explain`, playground and logs. */
export interface TurnTrace {
  /** Id of the turn: the id of the event that caused it. */
  readonly id: string;
  readonly event: string;
  readonly at: number;
  readonly durationMs: number;
  readonly decision: 'answered' | 'clarified' | 'handed-off' | 'silent' | 'failed';
  /** In words, for an operator. */
  readonly reason: string;
  readonly utterance?: string;
  readonly intent?: ScoredIntent;
  readonly alternatives: readonly ScoredIntent[];
  readonly entities: readonly Entity[];
  readonly engine?: { readonly name: string; readonly durationMs: number; readonly error?: string };
  readonly flow?: { readonly name: string; readonly step: string };
  readonly answeredBy: AnsweredBy;
  /** When people take over. */
  readonly handoff?: HandoffReason;
  /** How often the turn was begun, when it took more than once. */
  readonly attempts?: number;
  readonly warnings: readonly Warning[];
  readonly steps: readonly TraceStep[];
}

/** What a turn decided. Not yet rendered for a channel, not yet committed. */
export interface Outcome {
  /** When the customer did what this answers: epoch milliseconds by the platform's clock. */
  readonly causedAt?: number;
  readonly state: ConversationState;
  readonly replies: readonly Reply[];
  readonly actions: readonly Action[];
  readonly handoff?: Handoff;
  readonly timers: readonly TimerChange[];
  /** Nothing is said yet: the engine answers in its own time. */
  readonly repliesFollow?: true;
  readonly trace: TurnTrace;
}

/**
 * One planned HTTP request to the platform. Stored before it is sent; its id is deterministic
 * (`<turn id>/<number>`) and travels as a marker, so that an uncertain send can be settled.
 */
export interface Call {
  readonly id: string;
  /** e.g. `message`, `note`, `status`, `attributes`; for traces and metrics. */
  readonly name: string;
  /** Channel-specific, JSON-safe; only the channel reads it. */
  readonly request: Json;
  /** Said instead, when the platform refuses `request` as malformed. */
  readonly plainRequest?: Json;
  /** True when sending it twice does no harm (everything but messages). */
  readonly repeatable: boolean;
  /** True when a refusal is skipped instead of becoming a dead letter (decoration: labels, typing). */
  readonly optional: boolean;
  /**
   * Something more important waits behind it: when the platform fails on this very call for so many milliseconds, it
   * becomes a dead letter. Absent: it is tried for hours, as calls are when the platform is down.
   */
  readonly patienceMs?: number;
  /** Do not send before this many milliseconds after the call before it. */
  readonly pauseBeforeMs?: number;
}
