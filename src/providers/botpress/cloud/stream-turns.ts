/** `listen: stream`: a turn listens, sends, and gathers what the bot says. What comes outside a turn is late. */
import type { JsonObject } from '../../../core/model/json.ts';
import { emptyNluResult, type NluResult, type Warning } from '../../../core/model/nlu-result.ts';
import type { ProviderRequest } from '../../../core/ports/provider.ts';
import type { CloudConversations, SentMessage } from './cloud-conversations.ts';
import { cloudConversationId, readCloudSession, writeCloudSession } from './cloud-session.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';
import type { CloudMessage } from './cloud-wire.ts';
import type { ConversationStreams, StreamHold } from './conversation-streams.ts';
import { endsTurn, speechFromSignals } from './from-cloud-signals.ts';
import type { LateSignals } from './late-signals.ts';
import type { CloudSignal } from './read-signal.ts';
import { createTurnCollector, type TurnCollector, timeOf } from './turn-collector.ts';

export interface StreamTurns {
  /** @throws GatewayError `ENGINE_…` */
  take(request: ProviderRequest, payload: JsonObject, signal: AbortSignal): Promise<NluResult>;
  /** A signal of any conversation: to its turn, or late. */
  hear(conversationId: string, signal: CloudSignal): void;
}

export interface StreamTurnsDeps {
  readonly settings: BotpressCloudSettings;
  readonly conversations: CloudConversations;
  readonly streams: () => ConversationStreams;
  readonly late: LateSignals;
}

export function createStreamTurns({ settings, conversations, streams, late }: StreamTurnsDeps): StreamTurns {
  const running = new Map<string, TurnCollector>();

  function tellLate(signal: CloudSignal): void {
    // The store is down: the message stands in the list, and the next opening of the stream finds it.
    late.report(signal).catch(() => undefined);
  }

  function begin(conversationId: string, signal: AbortSignal): TurnCollector {
    const { quiet_ms: quietMs, longest_turn_ms: longestMs } = settings;
    const ends = (candidate: CloudSignal) => endsTurn(candidate, settings);
    const collector = createTurnCollector({ quietMs, longestMs, endsTurn: ends }, signal);
    running.set(conversationId, collector);
    return collector;
  }

  function end(conversationId: string, collector: TurnCollector): void {
    collector.stop();
    if (running.get(conversationId) === collector) running.delete(conversationId);
  }

  /** Words of an earlier turn that came just now are late, whatever turn they came into. */
  function place(collector: TurnCollector, { seen }: StreamHold, { message, since }: SentMessage): number {
    const at = Date.parse(message.createdAt);
    seen.noteTime(at);
    for (const older of collector.begin(at)) tellLate(older);
    for (const signal of (since ?? []).map(asSignal)) {
      if (late.wasReported(signal.message.id)) continue;
      seen.isNews(signal);
      collector.add(signal);
    }
    return at;
  }

  async function exchange(
    request: ProviderRequest,
    payload: JsonObject,
    hold: StreamHold,
    signal: AbortSignal,
  ): Promise<NluResult> {
    const conversation = conversationOf(request, settings);
    const collector = begin(conversation.conversationId, signal);
    try {
      const sent = await conversations.sendOnce(conversation, request, payload, signal);
      const at = place(collector, hold, sent);
      if (sent.since?.length && sent.since.every(({ id }) => late.wasReported(id)))
        return answeredLate(request, settings);
      const signals = await collector.collected;
      return toResult(
        request,
        signals,
        Math.max(at, ...signals.map(timeOf).filter(Number.isFinite)),
        settings,
      );
    } finally {
      end(conversation.conversationId, collector);
    }
  }

  return {
    async take(request, payload, signal) {
      const conversation = conversationOf(request, settings);
      await conversations.ensure(conversation, signal);
      const hold = await streams().hold(conversation, readCloudSession(request, settings).seenUntil);
      try {
        return await exchange(request, payload, hold, signal);
      } finally {
        hold.release();
      }
    },
    hear(conversationId, signal) {
      const collector = running.get(conversationId);
      if (collector) collector.add(signal);
      else tellLate(signal);
    },
  };
}

export function conversationOf(request: ProviderRequest, settings: BotpressCloudSettings) {
  const { user } = readCloudSession(request, settings);
  return { userId: user, conversationId: cloudConversationId(settings.id_prefix, request.sessionId) };
}

/** From the message list: it does not say who is the bot, but who is not our user is. */
export function asSignal(message: CloudMessage): Extract<CloudSignal, { kind: 'message' }> {
  return { kind: 'message', conversationId: message.conversationId, message };
}

function toResult(
  request: ProviderRequest,
  signals: readonly CloudSignal[],
  newest: number,
  settings: BotpressCloudSettings,
): NluResult {
  const { replies, handoff, resolve, ended, intent, warnings } = speechFromSignals(signals, settings);
  const { user } = readCloudSession(request, settings);
  return {
    ...emptyNluResult,
    ...(intent ? { intent } : {}),
    replies,
    ...(handoff ? { handoff } : {}),
    ...(resolve || ended ? { ended: { resolve } } : {}),
    session: writeCloudSession({ user, seenUntil: newest + 1 }),
    warnings: replies.length === 0 && !handoff ? [...warnings, saidNothing] : warnings,
  };
}

/** The turn is repeated, and its answer was taken for a late one meanwhile. */
function answeredLate(request: ProviderRequest, settings: BotpressCloudSettings): NluResult {
  const session = writeCloudSession(readCloudSession(request, settings));
  return { ...emptyNluResult, repliesFollow: true, session, warnings: [answeredMeanwhile] };
}

const saidNothing: Warning = { code: 'empty-answer', detail: 'The bot ended its turn without a word.' };

const answeredMeanwhile: Warning = {
  code: 'answer-came-late',
  detail: 'The bot answered after the first attempt had given up: its answer comes as a late reply.',
};
