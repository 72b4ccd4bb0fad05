import { createHash } from 'node:crypto';
import type { ReportLateReply } from '../core/ports/engine-callback.ts';
import type { Store } from '../core/ports/store.ts';
import { conversationKeyOf } from '../core/turn/session.ts';

export interface LateReplyDeps {
  readonly bot: string;
  readonly engine: string;
  readonly store: Pick<Store, 'accept' | 'conversation'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/**
 * Gives what an engine says by itself a place in the line of its conversation. The session id names the conversation,
 * so that nothing has to be remembered: it works after a restart and on every replica.
 */
export function createLateReplies({ bot, engine, store, clock }: LateReplyDeps): ReportLateReply {
  return async ({ sessionId, id, replies, handoff, ended }) => {
    const key = conversationKeyOf(bot, sessionId);
    const conversation = key === undefined ? undefined : await store.conversation(key);
    if (key === undefined || !conversation) return 'unknown-session';
    const [result] = await store.accept([
      {
        id: `${bot}:late:${engine}:${fingerprint(sessionId, id)}`,
        aliases: [],
        key,
        event: {
          kind: 'provider-replied',
          conversation,
          at: clock(),
          engine,
          sessionId,
          replies,
          ...(handoff && { handoff }),
          ...(ended && { ended }),
        },
      },
    ]);
    return result ?? 'accepted';
  };
}

/** Ids of engines may be of any length. */
function fingerprint(sessionId: string, id: string): string {
  return createHash('sha256')
    .update(JSON.stringify([sessionId, id]))
    .digest('hex')
    .slice(0, 32);
}
