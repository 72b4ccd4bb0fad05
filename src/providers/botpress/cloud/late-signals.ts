import { createHash } from 'node:crypto';
import type { ReportLateReply } from '../../../core/ports/engine-callback.ts';
import { sessionOfConversation } from './cloud-session.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';
import { speechFromSignals } from './from-cloud-signals.ts';
import type { CloudSignal } from './read-signal.ts';

/** What the bot says outside a turn goes into the conversation's own line, one after the other. */
export interface LateSignals {
  /** @throws GatewayError STORE_UNAVAILABLE */
  report(signal: CloudSignal): Promise<void>;
  /** Was this message told already, so that no turn may show it as well? */
  wasReported(messageId: string): boolean;
}

type SpokenSignal = Exclude<CloudSignal, { kind: 'writing' }>;

const IDS_KEPT = 10_000;

export function createLateSignals(
  settings: BotpressCloudSettings,
  lateReplies: ReportLateReply | undefined,
): LateSignals {
  const reported = new Set<string>();
  const lines = new Map<string, Promise<void>>();

  async function tell(sessionId: string, signal: SpokenSignal): Promise<void> {
    const { replies, handoff, resolve } = speechFromSignals([signal], settings);
    if (replies.length === 0 && !handoff && !resolve) return;
    const end = resolve ? { ended: { resolve } } : {};
    await lateReplies?.({ sessionId, id: idOf(signal), replies, ...(handoff && { handoff }), ...end });
  }

  /** In the order in which they came, whatever became of the one before. */
  function inLine(sessionId: string, task: () => Promise<void>): Promise<void> {
    const done = (lines.get(sessionId) ?? Promise.resolve()).then(task);
    const tail = done
      .catch(() => undefined)
      .then(() => {
        if (lines.get(sessionId) === tail) lines.delete(sessionId);
      });
    lines.set(sessionId, tail);
    return done;
  }

  return {
    async report(signal) {
      const sessionId = sessionOfConversation(settings.id_prefix, signal.conversationId);
      if (sessionId === undefined || signal.kind === 'writing') return;
      if (signal.kind === 'message') remember(reported, signal.message.id);
      await inLine(sessionId, () => tell(sessionId, signal));
    },
    wasReported: (messageId) => reported.has(messageId),
  };
}

/** Events of the bot are not stored by the service and have no id; what they say and when is theirs alone. */
function idOf(signal: SpokenSignal): string {
  if (signal.kind === 'message') return signal.message.id;
  const { createdAt, payload } = signal.event;
  return createHash('sha256')
    .update(JSON.stringify([createdAt, payload]))
    .digest('hex')
    .slice(0, 32);
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  for (const oldest of ids) {
    if (ids.size <= IDS_KEPT) break;
    ids.delete(oldest);
  }
}
