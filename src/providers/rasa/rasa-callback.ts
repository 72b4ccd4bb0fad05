import { randomUUID } from 'node:crypto';
import { isGatewayError } from '../../core/model/gateway-error.ts';
import type { Json } from '../../core/model/json.ts';
import type { Reply } from '../../core/model/reply.ts';
import type {
  CallbackAnswer,
  CallbackLock,
  EngineCallback,
  ReportLateReply,
} from '../../core/ports/engine-callback.ts';
import type { Provider } from '../../core/ports/provider.ts';
import { callbackLock } from '../shared/callback-settings.ts';
import { offeredPayloads, speechFromRasa } from './from-rasa-messages.ts';
import { isCommand } from './neutralise-command.ts';
import { readRasaSession, writeRasaSession } from './rasa-session.ts';
import type { RasaSettings } from './rasa-settings.ts';
import type { RasaCallbackMessage } from './rasa-wire.ts';
import { readRasaCallback } from './read-rasa-messages.ts';

/**
 * Rasa's callback channel: answers of that channel, and what Rasa says by itself (reminders, external events). Each
 * message is posted on its own, once, to the one address that credentials.yml names (rasa/core/channels/callback.py).
 */
export function rasaCallback(
  settings: RasaSettings,
  report: ReportLateReply | undefined,
): Pick<Provider, 'callbackLock' | 'receive' | 'afterLateReply'> {
  const { callback } = settings;
  if (!report) return {};
  return {
    afterLateReply: rememberOffers,
    ...(callback && {
      callbackLock: rasaLock(callback),
      receive: (request) => receiveFromRasa(request, settings, report),
    }),
  };
}

/** Rasa sends the `token` of its endpoint in the query (rasa/utils/endpoints.py). */
function rasaLock(callback: NonNullable<RasaSettings['callback']>): CallbackLock {
  const { token } = callback;
  return { ...callbackLock(callback), ...(token ? { query: { name: 'token', value: token } } : {}) };
}

async function receiveFromRasa(
  { rawBody, headers }: EngineCallback,
  settings: RasaSettings,
  report: ReportLateReply,
): Promise<CallbackAnswer> {
  const messages = readPost(rawBody);
  const [first] = messages;
  if (!first) return { status: 422, body: { status: 'refused', reason: 'not-a-rasa-message' } };
  const sender = first.recipient_id;
  const isOurs = sender.startsWith(settings.sender_prefix);
  const { replies, handoff, resolve } = speechFromRasa(messages, settings.handoff);
  const kept = isOurs
    ? await report({
        sessionId: sender.slice(settings.sender_prefix.length),
        // Rasa never posts a message twice and gives it no id; a proxy that repeats names the request.
        id: headers['x-request-id'] || randomUUID(),
        replies,
        ...(handoff && { handoff }),
        ...(resolve && { ended: { resolve } }),
      })
    : 'unknown-session';
  if (kept !== 'unknown-session') return { status: 200, body: { status: kept } };
  return { status: 404, body: { status: 'refused', reason: kept } };
}

/** Empty when it is nothing of Rasa's, or when it is for several at once, which Rasa never does. */
function readPost(rawBody: Uint8Array): readonly RasaCallbackMessage[] {
  try {
    const messages = readRasaCallback(JSON.parse(Buffer.from(rawBody).toString('utf8')));
    return messages.every(({ recipient_id }) => recipient_id === messages[0]?.recipient_id) ? messages : [];
  } catch (error) {
    if (error instanceof SyntaxError || isGatewayError(error, 'ENGINE_BAD_ANSWER')) return [];
    throw error;
  }
}

/** Buttons that came by themselves may be pressed like all others. */
function rememberOffers(session: Json | undefined, replies: readonly Reply[]): Json {
  const before = readRasaSession(session);
  return writeRasaSession(before, offeredPayloads(replies).filter(isCommand), before.paused);
}
