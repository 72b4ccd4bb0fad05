import type { CloudSignal } from './read-signal.ts';
import { timeOf } from './turn-collector.ts';

/** Which messages of a conversation are known: signals and message list tell of the same ones. */
export interface SeenMessages {
  /** True the first time. Events have no id and stand in no list. */
  isNews(signal: CloudSignal): boolean;
  /** From when on there may be news, epoch milliseconds of the service's clock; undefined: not known yet. */
  until(): number | undefined;
  noteTime(at: number): void;
}

const IDS_KEPT = 500;

export function createSeenMessages(since: number | undefined): SeenMessages {
  const ids = new Set<string>();
  let until = since;

  function noteTime(at: number): void {
    if (Number.isFinite(at)) until = Math.max(until ?? 0, at);
  }

  return {
    isNews(signal) {
      if (signal.kind !== 'message') return true;
      if (ids.has(signal.message.id)) return false;
      ids.add(signal.message.id);
      for (const oldest of ids) {
        if (ids.size <= IDS_KEPT) break;
        ids.delete(oldest);
      }
      noteTime(timeOf(signal));
      return true;
    },
    until: () => until,
    noteTime,
  };
}
