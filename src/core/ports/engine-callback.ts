/** What an engine says outside a turn: reminders, background work, answers that come over a channel of their own. */
import type { Reply } from '../model/reply.ts';

/** A request of the engine to us, whose lock was opened already. The body is not read: it may be signed. */
export interface EngineCallback {
  readonly method: string;
  /** As it was asked for, without the query. It may hold the secret: never logged. */
  readonly path: string;
  /** Names in lower case. A header that came more than once is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly rawBody: Uint8Array;
}

export interface CallbackAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * Who may call back. Everything that is named must fit; a lock that names nothing opens to nobody. What stands in
 * path, headers and query is looked at before the body is read, in constant time.
 */
export interface CallbackLock {
  /** Last segment of the address: `/engines/<bot>/<engine>/<pathSecret>`. */
  readonly pathSecret?: string;
  readonly header?: { readonly name: string; readonly value: string };
  readonly query?: { readonly name: string; readonly value: string };
  /** `receive` looks at a signature over the body and answers 401 itself. */
  readonly signed?: true;
}

/** Something that the engine says by itself. It takes its place in the conversation's own line. */
export interface LateReply {
  /** `ProviderRequest.sessionId` of the session that it belongs to. */
  readonly sessionId: string;
  /** Stable id of this reply within the session: the same when the engine sends it again. */
  readonly id: string;
  readonly replies: readonly Reply[];
  readonly handoff?: { readonly note?: string };
  /** The engine says that the dialogue is over. `resolve`: it asks to close the conversation. */
  readonly ended?: { readonly resolve: boolean };
}

/**
 * `unknown-session`: no conversation of this bot has such a session. What the conversation then makes of an accepted
 * reply (shown, or dropped since people own it or the session is over) stands in its trace.
 * @throws GatewayError STORE_UNAVAILABLE when it could not be kept; the engine should send it again
 */
export type ReportLateReply = (reply: LateReply) => Promise<'accepted' | 'duplicate' | 'unknown-session'>;
