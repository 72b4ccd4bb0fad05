import { isGatewayError } from '../../core/model/gateway-error.ts';
import type { Finding, Provider, ProviderCapabilities } from '../../core/ports/provider.ts';
import { createHttpClient } from '../../outbound/http-client.ts';
import { callbackLock } from '../shared/callback-settings.ts';
import { createEngineHttp } from '../shared/engine-http.ts';
import type { ProviderDeps } from '../shared/provider-deps.ts';
import { fromGenericHttp } from './from-generic-http.ts';
import type { GenericHttpSettings } from './generic-http-settings.ts';
import { type ReadableAnswer, readableAnswerSchema, type TurnRequest } from './generic-http-wire.ts';
import { receiveLateReply } from './receive-late-reply.ts';
import { signatureHeaders } from './sign-message.ts';
import { checkRequest, toTurnRequest } from './to-generic-http.ts';

const NAME = 'generic-http';
const WHAT = 'The bot';

/** Any service that speaks the gateway's neutral JSON. The protocol: docs/providers/http.md. */
export async function createGenericHttpProvider(
  settings: GenericHttpSettings,
  deps: ProviderDeps,
): Promise<Provider> {
  const client = createHttpClient({
    baseUrl: settings.url,
    timeoutMs: settings.timeout_ms,
    maxBytes: settings.max_answer_bytes,
  });
  const http = createEngineHttp(client, deps.clock);

  function post(turn: TurnRequest, signal: AbortSignal): Promise<ReadableAnswer> {
    const body = JSON.stringify(turn);
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(settings.token === undefined ? {} : { authorization: `Bearer ${settings.token}` }),
      ...signatureHeaders(body, settings.secrets[0] ?? '', deps.clock()),
    };
    const request = { what: WHAT, method: 'POST', url: '', headers, body, signal };
    return http.sendForJson(request, readableAnswerSchema);
  }

  return {
    name: NAME,
    capabilities: capabilitiesOf(settings),
    async respond(request, signal) {
      return fromGenericHttp(await post(toTurnRequest(request), signal), request.purpose);
    },
    check: (signal) => check(() => post(checkRequest(deps.clock()), signal), signal),
    ...lateSide(settings, deps),
    async close() {
      client.close();
    },
  };
}

function capabilitiesOf(settings: GenericHttpSettings): ProviderCapabilities {
  return {
    replies: true,
    intents: true,
    remembers: true,
    repeatable: settings.repeatable,
    oneAtATime: settings.one_at_a_time,
    understands: settings.understands,
    languages: settings.languages,
    limits: settings.text_length === undefined ? {} : { textLength: settings.text_length },
  };
}

function lateSide(
  settings: GenericHttpSettings,
  { lateReplies: report, clock }: ProviderDeps,
): Pick<Provider, 'callbackLock' | 'receive'> {
  const { callback } = settings;
  if (!callback || !report) return {};
  return {
    callbackLock: { ...callbackLock(callback), signed: true },
    receive: (request) => receiveLateReply(request, { settings, report, clock }),
  };
}

async function check(ask: () => Promise<unknown>, signal: AbortSignal): Promise<readonly Finding[]> {
  try {
    await ask();
    return [{ level: 'ok', message: 'The bot answers, and in our words.' }];
  } catch (error) {
    if (!isGatewayError(error) || signal.aborted) throw error;
    return [{ level: 'error', message: error.message, hint: error.row.hint }];
  }
}
