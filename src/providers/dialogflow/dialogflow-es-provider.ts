import type { protos, SessionsClient } from '@google-cloud/dialogflow';
import type { CallOptions } from 'google-gax';
import type { Provider, ProviderRequest } from '../../core/ports/provider.ts';
import { readEngineValue } from '../shared/engine-http.ts';
import type { ProviderDeps } from '../shared/provider-deps.ts';
import { checkDialogflow } from './check-dialogflow.ts';
import { converse } from './converse.ts';
import { type ClientConstructor, createConnection } from './dialogflow-connection.ts';
import type { DialogflowEsSettings } from './dialogflow-es-settings.ts';
import { SESSION_ID_LENGTH } from './dialogflow-ids.ts';
import { esAnswerSchema } from './es-wire.ts';
import { answerFromEs } from './from-es.ts';
import { esRequest, esSessionId } from './to-es.ts';

type EsRequest = protos.google.cloud.dialogflow.v2.IDetectIntentRequest;

/** The part of the session clients of v2 and v2beta1 that we use. */
interface EsClient extends Pick<SessionsClient, 'initialize' | 'close'> {
  detectIntent(request: EsRequest, options: CallOptions): Promise<readonly [unknown, ...unknown[]]>;
}

/** Dialogflow ES. See docs/providers/dialogflow-es.md for what is sent and taken. */
export async function createDialogflowEsProvider(
  settings: DialogflowEsSettings,
  { baseFolder }: ProviderDeps,
): Promise<Provider> {
  const connection = await createConnection(await loadClient(settings), settings, baseFolder);
  const what = 'Dialogflow ES';

  function respond(request: ProviderRequest, signal: AbortSignal) {
    return converse(settings, request, async (input, _plan, asked) => {
      const wire = esRequest(input, asked, esSessionId(asked, settings), settings);
      const answer = await connection.call(what, signal, (client, options) =>
        client.detectIntent(wire, options),
      );
      return answerFromEs(readEngineValue(answer, esAnswerSchema, what), settings);
    });
  }

  return {
    name: 'dialogflow-es',
    capabilities: {
      replies: true,
      intents: true,
      remembers: true,
      repeatable: false,
      oneAtATime: true,
      understands: settings.side_session,
      languages: settings.languages,
      limits: { textLength: settings.text_limit.characters, sessionIdLength: SESSION_ID_LENGTH },
    },
    respond,
    check: (signal) => checkDialogflow(respond, settings, esHints, signal),
    close: connection.close,
  };
}

/** The package costs 0.5 s and 50 MB, so it is loaded here and nowhere else. */
async function loadClient({ api_version }: DialogflowEsSettings): Promise<ClientConstructor<EsClient>> {
  const { v2, v2beta1 } = await import('@google-cloud/dialogflow');
  return api_version === 'v2beta1' ? v2beta1.SessionsClient : v2.SessionsClient;
}

const esHints = {
  ENGINE_NOT_FOUND:
    'Check project and location. Is it a CX agent (its address in the console has "agents/")? Then use dialogflow-cx.',
  ENGINE_WRONG_REGION:
    'Set location to the region shown beside the name of the agent in the console, e.g. europe-west1.',
} as const;
