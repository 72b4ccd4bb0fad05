import { emptyNluResult, type NluResult, type Warning } from '../../../core/model/nlu-result.ts';
import type { Provider, ProviderCapabilities, ProviderRequest } from '../../../core/ports/provider.ts';
import { createEventStreamClient } from '../../../outbound/event-stream.ts';
import { createHttpClient } from '../../../outbound/http-client.ts';
import type { ProviderDeps } from '../../shared/provider-deps.ts';
import { checkCloud } from './check-cloud.ts';
import { type CloudClient, createCloudClient } from './cloud-client.ts';
import { createCloudConversations } from './cloud-conversations.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';
import { type ConversationStreams, createConversationStreams } from './conversation-streams.ts';
import { createLateSignals } from './late-signals.ts';
import { createListen } from './listen-to-conversation.ts';
import { asSignal, createStreamTurns } from './stream-turns.ts';
import { planCloudPayload } from './to-cloud.ts';
import { createWebhookTurns } from './webhook-turns.ts';

/** Botpress Cloud over the Chat API. See docs/providers/botpress-cloud.md for what is sent and taken. */
export async function createBotpressCloudProvider(
  settings: BotpressCloudSettings,
  deps: ProviderDeps,
): Promise<Provider> {
  const baseUrl = `${settings.url.replace(/\/+$/, '')}/${settings.webhook_id}`;
  const http = createHttpClient({
    baseUrl,
    timeoutMs: settings.timeout_ms,
    maxBytes: settings.max_answer_bytes,
  });
  const client = createCloudClient(http, settings, deps.clock);
  const mode =
    settings.listen === 'webhook'
      ? webhookMode(client, settings, deps)
      : streamMode(client, baseUrl, settings, deps);
  return {
    name: 'botpress-cloud',
    capabilities,
    respond: (request, signal) => respond(mode.take, settings, request, signal),
    check: (signal) => checkCloud(client, settings, signal),
    ...mode.door,
    async close() {
      mode.close();
      http.close();
    },
  };
}

/** No intents, no scores: replies are used as they are. */
const capabilities: ProviderCapabilities = {
  replies: true,
  intents: false,
  remembers: true,
  repeatable: false,
  oneAtATime: true,
  understands: true,
  languages: [],
  limits: {},
};

type Take = ReturnType<typeof createStreamTurns>['take'];

interface Mode {
  readonly take: Take;
  readonly door: Pick<Provider, 'callbackLock' | 'receive'>;
  close(): void;
}

function streamMode(
  client: CloudClient,
  baseUrl: string,
  settings: BotpressCloudSettings,
  { clock, lateReplies }: ProviderDeps,
): Mode {
  const events = createEventStreamClient({ maxEventBytes: settings.max_answer_bytes });
  const turns = createStreamTurns({
    settings,
    conversations: createCloudConversations(client),
    streams: () => streams,
    late: createLateSignals(settings, lateReplies),
  });
  const streams: ConversationStreams = createConversationStreams({
    listen: createListen(events, baseUrl, settings, clock),
    async readList({ userId, conversationId }, since, signal) {
      const messages = await client.messagesSince(userId, conversationId, since, signal);
      return messages.filter((message) => message.userId !== userId).map(asSignal);
    },
    onSignal: turns.hear,
    lingerMs: settings.linger_ms,
    mostStreams: settings.most_streams,
    random: Math.random,
  });
  return {
    take: turns.take,
    door: {},
    close() {
      streams.close();
      events.close();
    },
  };
}

function webhookMode(
  client: CloudClient,
  settings: BotpressCloudSettings,
  { lateReplies }: ProviderDeps,
): Mode {
  const { webhook_secret, path_secret } = settings;
  const late = createLateSignals(settings, lateReplies);
  const turns = createWebhookTurns({
    settings,
    client,
    conversations: createCloudConversations(client),
    late,
  });
  return {
    take: turns.take,
    door: {
      receive: turns.receive,
      callbackLock: {
        ...(webhook_secret === undefined ? {} : { header: { name: 'x-secret-key', value: webhook_secret } }),
        ...(path_secret === undefined ? {} : { pathSecret: path_secret }),
      },
    },
    close: turns.close,
  };
}

/** There is no NLU apart from the dialogue: while a flow of ours asks, nothing is sent and nothing understood. */
async function respond(
  take: Take,
  settings: BotpressCloudSettings,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<NluResult> {
  const kept = request.session === undefined ? {} : { session: request.session };
  if (request.purpose === 'understand') return { ...emptyNluResult, ...kept };
  const payload = planCloudPayload(request.content, settings);
  if (!payload) return { ...emptyNluResult, ...kept, warnings: [nothingToSend] };
  return take(request, payload, signal);
}

const nothingToSend: Warning = {
  code: 'nothing-to-send',
  detail: 'The message has nothing that Botpress could be asked.',
};
