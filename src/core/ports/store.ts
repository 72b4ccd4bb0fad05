import type { Conversation } from '../model/conversation.ts';
import type { ConversationEvent } from '../model/gateway-event.ts';
import type { ConversationState } from '../model/state.ts';
import type { Call, TimerChange, TurnTrace } from '../model/turn.ts';
import type { Finding } from './provider.ts';

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
  /** Order of acceptance among the events still to do. A string, since PostgreSQL's bigint is one. */
  readonly sequence: string;
  readonly id: string;
  readonly event: ConversationEvent;
  /** Times that work on it began, this one included. Counted when it is handed out, so that a crash counts too. */
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
}

export interface StoredCall {
  readonly call: Call;
  /** Turn that planned it. */
  readonly turnId: string;
  /** Failed and interrupted attempts so far. */
  readonly attempts: number;
  readonly plannedAt: number;
  /**
   * True when it may have been sent already: its holder died or lost the lane without giving it back, or its
   * last attempt was postponed as `uncertain-call`. Ask `isSettled` and look before sending again.
   */
  readonly uncertain: boolean;
}

/** A leased conversation. Only its holder may commit; the token fences off earlier holders. */
export interface Lane {
  readonly key: string;
  readonly token: string;
  readonly state?: ConversationState;
  /** Planned calls not yet sent, in order. They go out before the next event is read. */
  readonly calls: readonly StoredCall[];
  /** Events still to do, `event` included. */
  readonly waiting: number;
  /**
   * The oldest event still to do. Absent while `calls` is not empty: send those, then `release(lane, leaseMs)`
   * hands out the event.
   */
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

/**
 * The durable store. Every promise that resolves survives a crash of the process; `accept`, `commit`, `bury`
 * and `dead` survive a power cut too (fsync). Operations take effect in the order in which they were called,
 * so `sent` and `release` may be called without waiting in between (and then share one transaction).
 * Rejects with GatewayError STORE_UNAVAILABLE when it cannot write; nothing is half-done then.
 */
export interface Store {
  /** Durable (fsync) when it resolves. Concurrent accepts share one commit. Order within a key is kept. */
  accept(events: readonly NewEvent[]): Promise<readonly ('accepted' | 'duplicate')[]>;
  /**
   * Up to `max` conversations that have something to do and nobody working on them, longest waiting first.
   * `leaseMs`: without `renew` for that long, another worker may take the lane over.
   */
  lease(max: number, leaseMs: number): Promise<readonly Lane[]>;
  /**
   * One durable transaction. Resolves to the lane as it now stands, still leased, with its calls to send;
   * `release` hands out the next event. `lost`: the lease has gone to another worker; nothing was written.
   */
  commit(lane: Lane, commit: TurnCommit): Promise<Lane | 'lost'>;
  /** The head call ended. Survives a crash of the process; need not survive a power cut (then it is uncertain). */
  sent(lane: Lane, callId: string, end: CallEnd): Promise<'ok' | 'lost'>;
  /**
   * An echo proves that a call arrived, whoever sent it and whoever holds the lane (whose `sent` stays `ok`).
   * False: no such call is open. Ends the wait of a lane that was postponed for it.
   */
  settle(callId: string, reference: string): Promise<boolean>;
  /** Was this call settled (by echo) or ended? */
  isSettled(callId: string): Promise<boolean>;
  /**
   * Give the lane back and do not touch it for `delayMs`, whatever arrives. `event`: the turn failed (its attempt
   * was counted when it was handed out). `call`: the head call certainly did not arrive; a failed attempt.
   * `uncertain-call`: the head call may have arrived; a failed attempt, and it is handed out as uncertain.
   */
  postpone(lane: Lane, delayMs: number, what: 'event' | 'call' | 'uncertain-call'): Promise<'ok' | 'lost'>;
  /** The event of the lane cannot be worked off: dead letter. The lane stays leased; `release` hands out the next. */
  bury(lane: Lane, error: string): Promise<'ok' | 'lost'>;
  renew(lanes: readonly Lane[], leaseMs: number): Promise<void>;
  /**
   * Give the lane back at once. With `leaseMs` and more to do (events, or calls unsent), it is leased again in the
   * same step and returned with a new token; without `leaseMs` it goes to the end of the queue (fairness).
   * Undefined: given back, or lost before.
   */
  release(lane: Lane, leaseMs?: number): Promise<Lane | undefined>;
  /** Due timers become events; expired rows go. Resolves to the next due time, if any. */
  sweep(at: number): Promise<{ readonly nextDueAt?: number; readonly fired: number }>;
  /**
   * Tells when `lease` may find something: after an accept, when a wake time comes, when a lane is given back.
   * Called without arguments and often once for many events; it must not throw. Returns the way to stop.
   */
  subscribe(listener: () => void): () => void;
  /** When the next lane wakes: back-off over, or a lease run out. Past: there is work now. Undefined: all idle. */
  nextWakeAt(): Promise<number | undefined>;
  /**
   * The conversation as the last committed event saw it, for events made by us (timers, late replies); before the
   * first commit, as its oldest waiting event saw it.
   */
  conversation(key: string): Promise<Conversation | undefined>;
  /** Events of a conversation that are still to do, oldest first: what happened while its turn was under way. */
  waiting(key: string, limit: number): Promise<readonly ConversationEvent[]>;
  state(key: string): Promise<ConversationState | undefined>;
  /** Keys of known conversations that end with this, e.g. `:312`; in their order. */
  find(ending: string, limit: number): Promise<readonly string[]>;
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
  check(): Promise<readonly Finding[]>;
  /** Finishes what was called before, then every call rejects. */
  close(): Promise<void>;
}
