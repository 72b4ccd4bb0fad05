/** One REST call that reached the stand-in. */
export interface LoggedRequest {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  /** Path with query, below the prefix of the stand-in. */
  readonly path: string;
  /** From the path; null for calls that name no conversation. */
  readonly conversationId: number | null;
  /** Parsed JSON, the fields of a multipart form (files as a note), or null. */
  readonly body: unknown;
  /** Status of the answer; 0 when the connection was broken on purpose. */
  readonly status: number;
  /** Parsed body of the answer; null when empty. */
  readonly response: unknown;
}

/** A list that forgets its oldest entries. */
export interface BoundedLog<Entry> {
  readonly entries: readonly Entry[];
  push(entry: Entry): void;
}

export function createBoundedLog<Entry>(limit: number): BoundedLog<Entry> {
  const entries: Entry[] = [];
  return {
    entries,
    push(entry) {
      entries.push(entry);
      // Trim in bulk: moving a long array for each entry would cost more than the entry.
      if (entries.length > limit * 1.25) entries.splice(0, entries.length - limit);
    },
  };
}
