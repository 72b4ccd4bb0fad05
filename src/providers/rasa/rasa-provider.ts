import { emptyNluResult, type NluResult } from '../../core/model/nlu-result.ts';
import type { Provider, ProviderCapabilities, ProviderRequest } from '../../core/ports/provider.ts';
import { createHttpClient } from '../../outbound/http-client.ts';
import { createEngineHttp } from '../shared/engine-http.ts';
import type { ProviderDeps } from '../shared/provider-deps.ts';
import { checkRasa } from './check-rasa.ts';
import { understandingFromRasa } from './from-rasa-parse.ts';
import { rasaCallback } from './rasa-callback.ts';
import { createRasaClient, type RasaClient } from './rasa-client.ts';
import { converseWithRasa } from './rasa-dialogue.ts';
import { readRasaSession } from './rasa-session.ts';
import type { RasaSettings } from './rasa-settings.ts';
import { sendToRasa, streamFromRasa } from './rasa-stream.ts';
import { planRasaUtterance, rasaSender } from './to-rasa.ts';

/** Rasa 3.x, open source and Pro. See docs/providers/rasa.md for what is sent and taken. */
export async function createRasaProvider(settings: RasaSettings, deps: ProviderDeps): Promise<Provider> {
  const http = createHttpClient({
    baseUrl: settings.url,
    timeoutMs: settings.timeout_ms,
    maxBytes: settings.max_answer_bytes,
  });
  const client = createRasaClient(createEngineHttp(http, deps.clock), settings);
  const closed = new AbortController();
  const streams = settings.stream && deps.lateReplies;
  const send = streams ? streamFromRasa(client, settings, streams, closed.signal) : sendToRasa(client);
  return {
    name: 'rasa',
    capabilities: rasaCapabilities(settings),
    respond: (request, signal) =>
      onlyUnderstands(request, settings)
        ? understandWithRasa(client, settings, request, signal)
        : converseWithRasa(client, send, settings, request, signal),
    check: (signal) => checkRasa(client, settings, signal),
    ...(settings.mode === 'dialogue' ? { reset: createReset(client, settings) } : {}),
    ...rasaCallback(settings, deps.lateReplies),
    async close() {
      closed.abort();
      http.close();
    },
  };
}

function rasaCapabilities(settings: RasaSettings): ProviderCapabilities {
  const converses = settings.mode === 'dialogue';
  return {
    replies: converses,
    intents: settings.tracker ?? settings.http_api,
    remembers: converses,
    repeatable: !converses,
    oneAtATime: converses,
    understands: settings.http_api,
    languages: [],
    limits: {},
  };
}

function onlyUnderstands({ purpose }: ProviderRequest, { mode, http_api }: RasaSettings): boolean {
  return mode === 'nlu' || (purpose === 'understand' && http_api);
}

/** `/model/parse`: the NLU pipeline alone, which leaves the dialogue where it is. */
async function understandWithRasa(
  client: RasaClient,
  settings: RasaSettings,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<NluResult> {
  const { offered } = readRasaSession(request.session);
  const { text, words, warnings } = planRasaUtterance(request.content, settings, offered);
  if (text === undefined) return { ...emptyNluResult, ...kept(request), warnings };
  const parse = await client.parse(text, request.turnId, signal);
  const spoken = words && request.content.kind === 'text' ? request.content.text : undefined;
  return {
    ...understandingFromRasa(parse, settings.fallback_intents, spoken),
    ...kept(request),
    replies: [],
    warnings,
  };
}

/** The dialogue's memory goes through untouched. */
function kept({ session }: ProviderRequest): Pick<NluResult, 'session'> {
  return session === undefined ? {} : { session };
}

/** By the tracker where we may; else by the command that every agent knows, whose answer is dropped. */
function createReset(client: RasaClient, settings: RasaSettings): NonNullable<Provider['reset']> {
  return async (sessionId, signal) => {
    const sender = rasaSender(sessionId, settings);
    if (settings.http_api) await client.append(sender, 'restart', signal);
    else await client.send({ sender, text: '/restart', metadata: {} }, signal);
  };
}
