import type { Observer } from '../../core/ports/observer.ts';
import type { Store } from '../../core/ports/store.ts';
import { sessionOf } from './engine-sessions.ts';
import type { ShadowReport } from './with-shadow.ts';

export interface ShadowReportDeps {
  readonly bot: string;
  readonly observe: Observer;
  /** Absent: nothing is kept. */
  readonly store: Pick<Store, 'accept'> | undefined;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

/** Keeps what a shadow made of an utterance: in the conversation's own line, so that it ends in its traces. */
export function createShadowReports(deps: ShadowReportDeps): (report: ShadowReport) => Promise<void> {
  const { bot, observe, store, clock } = deps;
  return async ({ request, shadow: engine, answer, durationMs, shown }) => {
    const { conversation, turnId, sessionId } = request;
    const result = 'error' in answer ? undefined : answer;
    const session = sessionOf(result?.session, engine);
    const agrees = result !== undefined && result.intent?.name === shown.result.intent?.name;
    observe({ kind: 'shadow-compared', bot, engine, shown: shown.engine, agrees, durationMs });
    const event = {
      kind: 'shadow-answered',
      conversation,
      at: clock(),
      engine,
      sessionId,
      turnId,
      durationMs,
      ...(result?.intent && { intent: result.intent }),
      ...('error' in answer && { error: answer.error }),
      shown: { engine: shown.engine, ...(shown.result.intent && { intent: shown.result.intent }) },
      ...(session !== undefined && { session }),
    } as const;
    // The comparison is worth less than the turn: a store that fails loses it, and says so itself.
    await store
      ?.accept([{ id: `${bot}:shadow:${turnId}`, aliases: [], key: conversation.key, event }])
      .catch(() => {});
  };
}
