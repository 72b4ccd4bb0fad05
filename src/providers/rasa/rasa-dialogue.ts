import { type GatewayError, isGatewayError } from '../../core/model/gateway-error.ts';
import { emptyNluResult, type NluResult, type Warning } from '../../core/model/nlu-result.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { messageMetadata } from '../shared/message-metadata.ts';
import { resultFromTurn } from './from-rasa-turn.ts';
import type { RasaClient, RasaOutgoing } from './rasa-client.ts';
import { readRasaSession, writeRasaSession } from './rasa-session.ts';
import type { RasaSettings } from './rasa-settings.ts';
import type { SendToRasa } from './rasa-stream.ts';
import type { RasaMessage } from './rasa-wire.ts';
import { planRasaUtterance, rasaSender } from './to-rasa.ts';
import { messagesOfTurn, readTurnRecord, type TurnRecord } from './turn-record.ts';

/** One turn of Rasa's own dialogue: send, then ask the tracker what the turn meant. */
export async function converseWithRasa(
  client: RasaClient,
  send: SendToRasa,
  settings: RasaSettings,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<NluResult> {
  const session = readRasaSession(request.session);
  const { text, words, warnings } = planRasaUtterance(request.content, settings, session.offered);
  if (text === undefined) {
    return { ...emptyNluResult, warnings, session: writeRasaSession(session, [], session.paused) };
  }
  const outgoing = {
    sender: rasaSender(request.sessionId, settings),
    text,
    metadata: messageMetadata(request),
  };
  if (session.paused && settings.http_api) await client.append(outgoing.sender, 'resume', signal);
  const exchange =
    (await recoverTurn(client, settings, request, outgoing, signal)) ??
    (await takeTurn(client, send, settings, request, outgoing, signal));
  return resultFromTurn(
    {
      ...exchange,
      ...(words ? { words: spokenWords(request) } : {}),
      session,
      warnings: [...warnings, ...exchange.warnings],
    },
    settings,
  );
}

interface Exchange {
  readonly messages: readonly RasaMessage[];
  readonly repliesFollow?: boolean;
  readonly record?: TurnRecord;
  readonly warnings: readonly Warning[];
}

/**
 * Sending again moves the dialogue again. So a turn that is repeated first looks whether its message arrived before;
 * then the answer that was lost is taken from the tracker. Undefined: it did not arrive, or nobody can tell.
 */
async function recoverTurn(
  client: RasaClient,
  settings: RasaSettings,
  request: ProviderRequest,
  { sender, text }: RasaOutgoing,
  signal: AbortSignal,
): Promise<Exchange | undefined> {
  if (!settings.http_api || (request.attempt ?? 1) < 2) return undefined;
  try {
    const tracker = await client.tracker(sender, true, signal);
    const record = readTurnRecord(tracker, request.turnId, text);
    const arrived = record.latest === 'ours' && hasMessageId(tracker.latest_message?.metadata);
    return arrived ? { messages: messagesOfTurn(record), record, warnings: [recovered] } : undefined;
  } catch (error) {
    // An API that is closed to us says nothing about the dialogue; an outage would make a second message of it.
    if (isGatewayError(error) && !error.retry) return undefined;
    throw error;
  }
}

/** The same words may have been said before: only the id proves that it is this turn. */
function hasMessageId(metadata: Readonly<Record<string, unknown>> | null | undefined): boolean {
  return metadata?.['message_id'] !== undefined && metadata['message_id'] !== null;
}

const goesOn: Warning = {
  code: 'answer-goes-on',
  detail: 'Rasa is still at work: what it says next comes as late replies, and its intent is unknown.',
};

const recovered: Warning = {
  code: 'answer-recovered',
  detail:
    'The message had arrived before: the answer was read from the tracker instead of being asked for again.',
};

async function takeTurn(
  client: RasaClient,
  send: SendToRasa,
  settings: RasaSettings,
  request: ProviderRequest,
  outgoing: RasaOutgoing,
  signal: AbortSignal,
): Promise<Exchange> {
  const sent = await send(outgoing, request, signal);
  const said = { messages: sent.messages ?? [], repliesFollow: sent.messages === undefined };
  // The tracker knows a turn when it is over.
  if (sent.goesOn) return { ...said, warnings: [goesOn] };
  if (!(settings.tracker ?? settings.http_api)) return { ...said, warnings: [] };
  try {
    const tracker = await readTracker(client, settings, outgoing.sender, signal);
    return { ...said, record: readTurnRecord(tracker, request.turnId, outgoing.text), warnings: [] };
  } catch (error) {
    if (!isGatewayError(error) || mustFail(error, said)) throw error;
    return { ...said, warnings: [trackerUnavailable(error)] };
  }
}

/** A session too long to be read with its events is read without them. */
async function readTracker(client: RasaClient, settings: RasaSettings, sender: string, signal: AbortSignal) {
  if (!settings.events) return client.tracker(sender, false, signal);
  try {
    return await client.tracker(sender, true, signal);
  } catch (error) {
    if (!isGatewayError(error, 'ENGINE_ANSWER_TOO_LARGE')) throw error;
    return client.tracker(sender, false, signal);
  }
}

/**
 * A failed tracker does not spoil an answer. Where there is none, a server that fails on its API as well is down
 * rather than silent: the channel turns every failure into an empty list.
 */
function mustFail(
  error: GatewayError,
  { messages, repliesFollow }: Pick<Exchange, 'messages' | 'repliesFollow'>,
): boolean {
  if (error.code === 'ENGINE_ABORTED') return true;
  return messages.length === 0 && !repliesFollow && error.retry;
}

function trackerUnavailable(error: GatewayError): Warning {
  return {
    code: 'tracker-unavailable',
    detail: `Intent, score and entities are unknown: the tracker cannot be read (${error.code}).`,
  };
}

function spokenWords({ content }: ProviderRequest): string | undefined {
  if (content.kind === 'text') return content.text;
  return content.kind === 'attachment' ? content.caption : undefined;
}
