import type { ConversationEvent } from '../model/gateway-event.ts';
import type { ConversationState } from '../model/state.ts';
import type { Call, TimerChange, TurnTrace } from '../model/turn.ts';

/** An event to be kept. It is a duplicate when any of its ids was accepted before. */
export interface NewEvent {
  /** Stable id of the event; becomes the turn id. */
  readonly id: string;
  /** Further ids under which the same event may come again (delivery id, event and message id). */
  readonly aliases: readonly string[];
  /** Conversation key: the lane. */
  readonly key: string;
  readonly event: ConversationEvent;
}

export interface StoredEvent {
  /** Order of acceptance within the store. A string, since PostgreSQL's bigint is one. */
  readonly sequence: string;
  readonly id: string;
  readonly event: ConversationEvent;
  /** Times that work on it began, this one included. */
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
}

export interface StoredCall {
  readonly call: Call;
  /** Turn that planned it. */
  readonly turnId: string;
  /** Failed attempts so far. */
  readonly attempts: number;
  readonly plannedAt: number;
  /** True when an earlier worker may have sent it: settle before sending again. */
  readonly uncertain: boolean;
}

/** A leased conversation. Only its holder may commit; the token fences off earlier holders. */
export interface Lane {
  readonly key: string;
  readonly token: string;
  readonly state?: ConversationState;
  /** Planned calls not yet sent, in order. They go out before the next event is read. */
  readonly calls: readonly StoredCall[];
  /** The oldest event still to do; absent when only calls are left. */
  readonly event?: StoredEvent;
}

/** How a sent call ended. */
export type CallEnd =
  | { readonly kind: 'sent'; readonly reference?: string; readonly note?: string }
  | { readonly kind: 'dead'; readonly error: string }
  /** An optional call that the platform would not take. */
  | { readonly kind: 'skipped'; readonly error: string };

/** One transaction: new state, planned calls, timers, trace, and the event is done. */
export interface TurnCommit {
  readonly event: StoredEvent;
  readonly state: ConversationState;
  readonly calls: readonly Call[];
  readonly timers: readonly TimerChange[];
  readonly trace: TurnTrace;
}

export interface StoredTrace {
  readonly trace: TurnTrace;
  readonly calls: readonly {
    readonly call: Call;
    readonly end?: CallEnd;
    readonly attempts: number;
    readonly endedAt?: number;
  }[];
}

export interface DeadLetter {
  readonly id: string;
  readonly key: string;
  readonly kind: 'event' | 'call';
  readonly what: string;
  readonly error: string;
  readonly at: number;
  readonly attempts: number;
}

export interface StoreStats {
  readonly waitingEvents: number;
  readonly waitingCalls: number;
  readonly leasedLanes: number;
  readonly conversations: number;
  readonly deadLetters: number;
  /** Age of the oldest event still to do, milliseconds. */
  readonly oldestEventAgeMs: number;
}

/** The durable store. Every promise that resolves has its effect on disk, unless said otherwise. */
export interface Store {
  /** Durable (fsync) when it resolves. Concurrent accepts share one commit. Order within a key is kept. */
  accept(events: readonly NewEvent[]): Promise<readonly ('accepted' | 'duplicate')[]>;
  /** Up to `max` conversations that have something to do and nobody working on them, longest waiting first. */
  lease(max: number, leaseMs: number): Promise<readonly Lane[]>;
  /**
   * One durable transaction. Resolves to the lane as it now stands: its fresh calls, and the next event once
   * these are sent. `lost`: the lease has gone to another worker; nothing was written.
   */
  commit(lane: Lane, commit: TurnCommit): Promise<Lane | 'lost'>;
  /** The head call ended. Survives a crash of the process; need not survive a power cut (then it is uncertain). */
  sent(lane: Lane, callId: string, end: CallEnd): Promise<'ok' | 'lost'>;
  /** An echo proves that a call arrived, whoever sent it. False: no such call is open. */
  settle(callId: string, reference: string): Promise<boolean>;
  /** Was this call settled (by echo) or ended? */
  isSettled(callId: string): Promise<boolean>;
  /** Give the lane back and do not touch it for `delayMs`; the head call or event counts a failed attempt. */
  postpone(lane: Lane, delayMs: number, what: 'event' | 'call'): Promise<void>;
  /** The head event cannot be worked off: dead letter, the next one is served. */
  bury(lane: Lane, error: string): Promise<void>;
  renew(lanes: readonly Lane[], leaseMs: number): Promise<void>;
  /** Give the lane back at once. Resolves to the same lane freshly leased when it has more to do, else undefined. */
  release(lane: Lane, leaseMs?: number): Promise<Lane | undefined>;
  /** Due timers become events; expired rows go. Resolves to the next due time, if any. */
  sweep(at: number): Promise<{ readonly nextDueAt?: number; readonly fired: number }>;
  state(key: string): Promise<ConversationState | undefined>;
  traces(key: string, limit: number): Promise<readonly StoredTrace[]>;
  /** Conversations whose oldest event or call has waited since before `before` (epoch milliseconds). */
  overdue(
    before: number,
    limit: number,
  ): Promise<readonly { readonly key: string; readonly since: number }[]>;
  readonly dead: {
    list(limit: number): Promise<readonly DeadLetter[]>;
    redrive(id: string): Promise<boolean>;
    discard(id: string): Promise<boolean>;
  };
  stats(): Promise<StoreStats>;
  check(): Promise<readonly import('./provider.ts').Finding[]>;
  close(): Promise<void>;
}
