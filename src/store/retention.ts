/** How long what is done is kept. All in milliseconds, but for the count. */
export interface Retention {
  /** Ids of accepted events: a delivery repeated later than this is taken for new. */
  readonly dedupeMs: number;
  readonly traceMs: number;
  /** Newest traces kept of one conversation; up to 15 more until they are trimmed. */
  readonly tracesPerConversation: number;
  /** A conversation in which nothing happened is forgotten, its state included. */
  readonly idleMs: number;
  readonly deadLetterMs: number;
}

const dayMs = 24 * 60 * 60 * 1000;

export const defaultRetention: Retention = {
  dedupeMs: 7 * dayMs,
  traceMs: 30 * dayMs,
  tracesPerConversation: 50,
  idleMs: 90 * dayMs,
  deadLetterMs: 90 * dayMs,
};
