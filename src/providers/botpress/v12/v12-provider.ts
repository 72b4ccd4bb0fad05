import { emptyNluResult, type NluResult } from '../../../core/model/nlu-result.ts';
import type { Provider, ProviderCapabilities, ProviderRequest } from '../../../core/ports/provider.ts';
import { createHttpClient } from '../../../outbound/http-client.ts';
import type { ProviderDeps } from '../../shared/provider-deps.ts';
import { checkV12 } from './check-v12.ts';
import { resultFromV12, speechFromV12 } from './from-v12-answer.ts';
import { understandingFromV12 } from './from-v12-nlu.ts';
import { nothingToSend, planV12Utterance, type V12Utterance } from './to-v12.ts';
import { createV12Client, type V12Client } from './v12-client.ts';
import { exchangeWithV12, type V12Answer } from './v12-exchange.ts';
import { createV12Lines } from './v12-lines.ts';
import { readV12Session } from './v12-session.ts';
import type { BotpressV12Settings } from './v12-settings.ts';

/** A turn is repeated within a second or two; longer than that nobody comes for an answer. */
const CLAIM_MS = 5_000;

/** Botpress 12.x, self-hosted: the converse API. See docs/providers/botpress-v12.md for what is sent and taken. */
export async function createBotpressV12Provider(
  settings: BotpressV12Settings,
  deps: ProviderDeps,
): Promise<Provider> {
  const http = createHttpClient({
    baseUrl: settings.url,
    timeoutMs: settings.timeout_ms,
    maxBytes: settings.max_answer_bytes,
  });
  const client = createV12Client(http, settings, deps.clock);
  const renewed = new Map<string, number>();
  const lines = createV12Lines<V12Answer>({
    claimMs: CLAIM_MS,
    onUnclaimed: (sessionId, turnId, answer) => reportLate(sessionId, turnId, answer, settings, deps),
  });

  async function converse(request: ProviderRequest, signal: AbortSignal): Promise<NluResult> {
    const utterance = planV12Utterance(request.content, settings);
    if (utterance.kind === 'nothing') return { ...kept(request), warnings: [nothingToSend] };
    if (isTooLong(utterance, settings)) return tooLong(request, settings);
    const answer = await lines.take(
      {
        line: request.sessionId,
        turnId: request.turnId,
        repeated: (request.attempt ?? 1) > 1,
        exchange: (past) => exchangeWithV12({ client, settings, renewed }, request, utterance, past),
      },
      signal,
    );
    return resultFromV12(answer, questionOf(request, utterance), settings);
  }

  return {
    name: 'botpress-v12',
    capabilities: v12Capabilities(settings),
    respond: (request, signal) =>
      request.purpose === 'understand' || settings.mode === 'nlu'
        ? understand(client, settings, request, signal)
        : converse(request, signal),
    check: (signal) => checkV12(client, settings, signal),
    async close() {
      http.close();
    },
  };
}

function v12Capabilities({ login, mode }: BotpressV12Settings): ProviderCapabilities {
  const converses = mode === 'dialogue';
  return {
    replies: converses,
    intents: login !== undefined,
    remembers: converses,
    repeatable: !converses,
    oneAtATime: converses,
    understands: true,
    languages: [],
    limits: {},
  };
}

/** NLU alone leaves the dialogue where it is; without a login nothing is understood, and nothing is moved. */
async function understand(
  client: V12Client,
  settings: BotpressV12Settings,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<NluResult> {
  const utterance = planV12Utterance(request.content, settings);
  if (!settings.login || utterance.kind !== 'text') return kept(request);
  const nlu = await client.predict(utterance.text, signal);
  const words = utterance.words ? utterance.text : undefined;
  return { ...kept(request), ...understandingFromV12(nlu, settings.fallback_intents, words) };
}

/** The dialogue's memory goes through untouched. */
function kept({ session }: ProviderRequest): NluResult {
  return { ...emptyNluResult, ...(session === undefined ? {} : { session }) };
}

function questionOf({ content, session }: ProviderRequest, utterance: V12Utterance) {
  const words = utterance.kind === 'text' && utterance.words ? { words: utterance.text } : {};
  return { ...words, chosen: content.kind !== 'text', session: readV12Session(session) };
}

function isTooLong(utterance: V12Utterance, { long_text, text_limit }: BotpressV12Settings): boolean {
  return long_text === 'handoff' && utterance.kind === 'text' && utterance.text.length > text_limit;
}

function tooLong(request: ProviderRequest, { text_limit }: BotpressV12Settings): NluResult {
  const note = `the message is longer than the ${text_limit} characters that Botpress takes`;
  return { ...kept(request), handoff: { note } };
}

/** What could not be kept is lost: nobody repeats it. */
function reportLate(
  sessionId: string,
  turnId: string,
  { converse }: V12Answer,
  settings: BotpressV12Settings,
  { lateReplies }: ProviderDeps,
): void {
  const { replies, handoff, resolve, ended } = speechFromV12(converse.responses, settings.handoff);
  if (!lateReplies || (replies.length === 0 && !handoff && !resolve)) return;
  const end = resolve || ended ? { ended: { resolve } } : {};
  lateReplies({ sessionId, id: turnId, replies, ...(handoff && { handoff }), ...end }).catch(() => undefined);
}
