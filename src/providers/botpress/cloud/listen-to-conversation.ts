import { GatewayError } from '../../../core/model/gateway-error.ts';
import type { EventStreamClient } from '../../../outbound/event-stream.ts';
import { TransportFailure } from '../../../outbound/http-client.ts';
import { engineErrorFromTransport } from '../../shared/engine-error.ts';
import { cloudErrorOf } from './cloud-error.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';
import type { ConversationStreamsOptions } from './conversation-streams.ts';
import { readCloudSignalText } from './read-signal.ts';
import { signUserKey } from './user-key.ts';

const WHAT = 'Botpress signals';

/** `GET /conversations/{id}/listen`: one stream of signals, until it ends. */
export function createListen(
  client: EventStreamClient,
  baseUrl: string,
  settings: BotpressCloudSettings,
  clock: () => number,
): ConversationStreamsOptions['listen'] {
  return async ({ conversationId, userId }, { onOpen, onSignal }, signal) => {
    const request = {
      url: `${baseUrl}/conversations/${encodeURIComponent(conversationId)}/listen`,
      headers: { 'x-user-key': signUserKey(settings.encryption_key, userId) },
      openTimeoutMs: settings.timeout_ms,
      idleTimeoutMs: settings.silence_ms,
      signal,
    };
    const onData = (data: string) => {
      const heard = readCloudSignalText(data);
      if (heard?.conversationId === conversationId) onSignal(heard);
    };
    try {
      const refusal = await client.listen(request, { onOpen, onData });
      if (refusal) throw cloudErrorOf(refusal, WHAT, clock()) ?? notAStream();
    } catch (error) {
      if (error instanceof TransportFailure) throw engineErrorFromTransport(error, WHAT);
      throw error;
    }
  };
}

function notAStream(): GatewayError {
  return new GatewayError('ENGINE_BAD_ANSWER', `${WHAT}: the answer is no stream of events.`);
}
