/**
 * `listen: webhook`: a turn sends and ends. Any replica may be called, so what the bot says goes straight into the
 * conversation's durable line. A call that was lost is not repeated by the service: the message list is read after a
 * while, and what had been told already is known as a double by its id.
 */
import type { JsonObject } from '../../../core/model/json.ts';
import { emptyNluResult, type NluResult } from '../../../core/model/nlu-result.ts';
import type { CallbackAnswer, EngineCallback } from '../../../core/ports/engine-callback.ts';
import type { ProviderRequest } from '../../../core/ports/provider.ts';
import type { CloudClient } from './cloud-client.ts';
import type { CloudConversations } from './cloud-conversations.ts';
import { readCloudSession, writeCloudSession } from './cloud-session.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';
import type { StreamedConversation } from './conversation-streams.ts';
import type { LateSignals } from './late-signals.ts';
import { readCloudSignal } from './read-signal.ts';
import { asSignal, conversationOf } from './stream-turns.ts';

export interface WebhookTurns {
  /** @throws GatewayError `ENGINE_…` */
  take(request: ProviderRequest, payload: JsonObject, signal: AbortSignal): Promise<NluResult>;
  /** One signal; the lock was opened already. @throws GatewayError STORE_UNAVAILABLE */
  receive(callback: EngineCallback): Promise<CallbackAnswer>;
  close(): void;
}

export interface WebhookTurnsDeps {
  readonly settings: BotpressCloudSettings;
  readonly client: CloudClient;
  readonly conversations: CloudConversations;
  readonly late: LateSignals;
}

export function createWebhookTurns({
  settings,
  client,
  conversations,
  late,
}: WebhookTurnsDeps): WebhookTurns {
  const closing = new AbortController();
  const looks = new Set<NodeJS.Timeout>();

  function lookBackLater(conversation: StreamedConversation, since: number): void {
    for (const afterMs of settings.look_back_ms) {
      const timer = setTimeout(() => {
        looks.delete(timer);
        // What could not be read now is read by the next look, or after the next message.
        lookBack(conversation, since).catch(() => undefined);
      }, afterMs).unref();
      looks.add(timer);
    }
  }

  async function lookBack({ userId, conversationId }: StreamedConversation, since: number): Promise<void> {
    const messages = await client.messagesSince(userId, conversationId, since, closing.signal);
    for (const message of messages) {
      const missed = message.userId !== userId && !late.wasReported(message.id);
      if (missed) await late.report(asSignal(message));
    }
  }

  return {
    async take(request, payload, signal) {
      const conversation = conversationOf(request, settings);
      await conversations.ensure(conversation, signal);
      const { message } = await conversations.sendOnce(conversation, request, payload, signal);
      lookBackLater(conversation, Date.parse(message.createdAt));
      const session = writeCloudSession(readCloudSession(request, settings));
      return { ...emptyNluResult, repliesFollow: true, session };
    },
    async receive({ rawBody }) {
      const body = parse(rawBody);
      if (body === undefined) return { status: 400, body: { status: 'refused', reason: 'not-json' } };
      const signal = readCloudSignal(body);
      if (!signal) return { status: 200, body: { status: 'ignored' } };
      await late.report(signal);
      return { status: 200, body: { status: 'accepted' } };
    },
    close() {
      closing.abort();
      for (const timer of looks) clearTimeout(timer);
    },
  };
}

function parse(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(rawBody).toString('utf8'));
  } catch {
    return undefined;
  }
}
