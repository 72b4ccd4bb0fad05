import type { SkippedDelivery } from '../core/explain/conversation-report.ts';

/** Remembers for a while which webhooks led to nothing, and why. In memory only, bounded, without any text. */
export interface SkippedDeliveries {
  note(key: string, delivery: SkippedDelivery): void;
  /** Oldest first. */
  of(key: string): readonly SkippedDelivery[];
}

const CONVERSATIONS_KEPT = 1_000;
const DELIVERIES_KEPT = 30;

export function createSkippedDeliveries(
  limits: { readonly conversations: number; readonly deliveries: number } = {
    conversations: CONVERSATIONS_KEPT,
    deliveries: DELIVERIES_KEPT,
  },
): SkippedDeliveries {
  // A map keeps its order, so that the conversation that was quiet longest stands first.
  const byKey = new Map<string, readonly SkippedDelivery[]>();
  return {
    note(key, delivery) {
      const before = byKey.get(key) ?? [];
      byKey.delete(key);
      byKey.set(key, withDelivery(before, delivery).slice(-limits.deliveries));
      const [quietest] = byKey.keys();
      if (byKey.size > limits.conversations && quietest !== undefined) byKey.delete(quietest);
    },
    of: (key) => byKey.get(key) ?? [],
  };
}

/** The same again and again is one line: what is rare must not be pushed out by what is not. */
function withDelivery(
  before: readonly SkippedDelivery[],
  delivery: SkippedDelivery,
): readonly SkippedDelivery[] {
  const last = before.at(-1);
  const same =
    last?.event === delivery.event &&
    last.outcome === delivery.outcome &&
    last.reason === delivery.reason &&
    last.messageId === delivery.messageId;
  return same
    ? [...before.slice(0, -1), { ...delivery, times: (last.times ?? 1) + 1 }]
    : [...before, delivery];
}
