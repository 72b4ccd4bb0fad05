/**
 * Finds customers whose message never reached us. Chatwoot tells that somebody waits in a webhook of its own, beside the
 * message: when the message does not come within a few seconds it is lost, and only then the store is asked to keep
 * anything. The usual case costs a look into a map.
 */
import type { NewEvent, Store } from '../core/ports/store.ts';

export interface WaitingWatch {
  /** A message of a customer was accepted. */
  heard(event: NewEvent): void;
  /** Somebody waits since message `messageId`. `event` is kept when that message does not come within `graceMs`. */
  waits(event: NewEvent, messageId: string, graceMs: number): void;
  /** Keeps at once what is still in question: nobody will look again. @throws GatewayError STORE_UNAVAILABLE */
  close(): Promise<void>;
}

export interface WaitingWatchDeps {
  readonly store: Pick<Store, 'accept' | 'state'>;
  /** Epoch milliseconds. */
  clock(): number;
}

interface Waiting {
  readonly event: NewEvent;
  readonly messageId: string;
  readonly until: number;
}

const LOOK_EVERY_MS = 500;
/** Webhooks overtake each other by seconds, not minutes. */
const REMEMBERED_MS = 30_000;

export function createWaitingWatch({ store, clock }: WaitingWatchDeps): WaitingWatch {
  const waiting = new Map<string, Waiting>();
  // In the order in which they were heard: the oldest first.
  const heardLately = new Map<string, { readonly messageId: number; readonly at: number }>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    timer = undefined;
    const now = clock();
    for (const [key, { at }] of heardLately) {
      if (now - at < REMEMBERED_MS) break;
      heardLately.delete(key);
    }
    const due = [...waiting.values()].filter(({ until }) => until <= now);
    void confirm(due).catch(() => {
      // The store reports its own failures; they are asked for again at the next look.
    });
    if (waiting.size > 0 || heardLately.size > 0) arm();
  }

  function arm(): void {
    timer ??= setTimeout(look, LOOK_EVERY_MS);
    timer.unref();
  }

  /** Another process may have heard the message. */
  async function confirm(due: readonly Waiting[]): Promise<void> {
    for (const entry of due) {
      const { event, messageId } = entry;
      const heard = (await store.state(event.key))?.attended?.heard;
      const isHeard = heard && Number.parseInt(heard.messageId, 10) >= Number(messageId);
      if (!isHeard) await store.accept([event]);
      if (waiting.get(event.key) === entry) waiting.delete(event.key);
    }
  }

  return {
    heard({ key, event }) {
      if (event.kind !== 'customer-spoke' || event.utterance.content.kind === 'opened') return;
      const messageId = Number.parseInt(event.utterance.messageId, 10);
      heardLately.delete(key);
      heardLately.set(key, { messageId, at: clock() });
      const entry = waiting.get(key);
      if (entry && Number(entry.messageId) <= messageId) waiting.delete(key);
      arm();
    },
    waits(event, messageId, graceMs) {
      const heard = heardLately.get(event.key);
      if (heard && heard.messageId >= Number(messageId)) return;
      waiting.set(event.key, { event, messageId, until: clock() + graceMs });
      arm();
    },
    async close() {
      clearTimeout(timer);
      await confirm([...waiting.values()]);
    },
  };
}
