import type { NluResult } from '../../core/model/nlu-result.ts';
import type { Provider, ProviderRequest } from '../../core/ports/provider.ts';
import { readEngineValue } from '../shared/engine-http.ts';
import type { ProviderDeps } from '../shared/provider-deps.ts';
import { checkDialogflow } from './check-dialogflow.ts';
import { converse } from './converse.ts';
import { cxAnswerSchema, cxMatchesSchema } from './cx-wire.ts';
import { createConnection } from './dialogflow-connection.ts';
import type { DialogflowCxSettings } from './dialogflow-cx-settings.ts';
import { SESSION_ID_LENGTH } from './dialogflow-ids.ts';
import { answerFromCx, understandingFromCx } from './from-cx.ts';
import { cxMatchRequest, cxParameters, cxRequest } from './to-cx.ts';

/** Dialogflow CX ("Conversational Agents"). See docs/providers/dialogflow-cx.md for what is sent and taken. */
export async function createDialogflowCxProvider(
  settings: DialogflowCxSettings,
  { baseFolder }: ProviderDeps,
): Promise<Provider> {
  // The package costs 0.6 s and 80 MB, so it is loaded here and nowhere else.
  const { v3 } = await import('@google-cloud/dialogflow-cx');
  const connection = await createConnection(v3.SessionsClient, settings, baseFolder);
  const what = 'Dialogflow CX';

  function detect(request: ProviderRequest, signal: AbortSignal): Promise<NluResult> {
    return converse(settings, request, async (input, plan, asked) => {
      const parameters = cxParameters(input, plan, asked);
      const wire = cxRequest(input, parameters, asked, settings);
      const answer = await connection.call(what, signal, (client, options) =>
        client.detectIntent(wire, options),
      );
      return answerFromCx(readEngineValue(answer, cxAnswerSchema, what), settings, parameters);
    });
  }

  /** `MatchIntent` names the intent and leaves the session where it is. */
  function understand(request: ProviderRequest, signal: AbortSignal): Promise<NluResult> {
    return converse(settings, request, async (input, plan, asked) => {
      const wire = cxMatchRequest(input, cxParameters(input, plan, asked), asked, settings);
      const answer = await connection.call(what, signal, (client, options) =>
        client.matchIntent(wire, options),
      );
      return understandingFromCx(readEngineValue(answer, cxMatchesSchema, what));
    });
  }

  return {
    name: 'dialogflow-cx',
    capabilities: {
      replies: true,
      intents: true,
      remembers: true,
      repeatable: false,
      oneAtATime: true,
      understands: true,
      languages: settings.languages,
      limits: { textLength: settings.text_limit.characters, sessionIdLength: SESSION_ID_LENGTH },
    },
    respond: (request, signal) =>
      request.purpose === 'understand' ? understand(request, signal) : detect(request, signal),
    check: (signal) => checkDialogflow(understand, settings, cxHints, signal),
    close: connection.close,
  };
}

const cxHints = {
  ENGINE_NOT_FOUND:
    'Check project, location, agent and environment: agent and environment are ids (UUIDs), not names. An ES agent needs dialogflow-es.',
  ENGINE_WRONG_REGION: 'Set location to the region that stands in the address of the agent in the console.',
} as const;
