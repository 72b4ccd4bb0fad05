import type { protos } from '@google-cloud/dialogflow';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { chooseLanguage } from './choose-language.ts';
import type { DialogflowEsSettings } from './dialogflow-es-settings.ts';
import { sessionSegment, sideSession } from './dialogflow-ids.ts';
import { toStruct } from './struct.ts';
import { type DialogflowInput, flatContext, webhookPayload } from './to-dialogflow.ts';

type EsRequest = protos.google.cloud.dialogflow.v2.IDetectIntentRequest;
type EsQueryParams = protos.google.cloud.dialogflow.v2beta1.IQueryParameters;

/** Turns for which the context holds. It is sent again with each, so this only bridges a turn that we do not see. */
const CONTEXT_LIFESPAN = 2;

/** The session of the conversation, or one beside it, of which nothing is remembered. */
export function esSessionId(request: ProviderRequest, { side_session }: DialogflowEsSettings): string {
  return request.purpose === 'understand' && side_session
    ? sideSession(request.sessionId, request.turnId)
    : sessionSegment(request.sessionId);
}

export function esRequest(
  input: DialogflowInput,
  request: ProviderRequest,
  sessionId: string,
  settings: DialogflowEsSettings,
): EsRequest {
  const session = esSessionPath(settings, sessionId);
  return {
    session,
    queryParams: queryParams(request, session, settings),
    queryInput: queryInput(input, chooseLanguage(request.language, settings.languages)),
  };
}

/** The forms of google/cloud/dialogflow/v2/session.proto. A region stands in the path as well as in the host name. */
export function esSessionPath(
  { project, location, environment }: Pick<DialogflowEsSettings, 'project' | 'location' | 'environment'>,
  sessionId: string,
): string {
  const region = location === 'global' ? '' : `/locations/${location}`;
  const users = environment === undefined ? '' : `/environments/${environment}/users/-`;
  return `projects/${project}${region}/agent${users}/sessions/${sessionId}`;
}

function queryInput(input: DialogflowInput, languageCode: string): EsRequest['queryInput'] {
  switch (input.kind) {
    case 'text':
      return { text: { text: input.text, languageCode } };
    case 'event':
      return { event: { name: input.name, languageCode, parameters: toStruct(input.parameters) } };
    // No setting of ES makes one: intents are triggered by events there.
    case 'intent':
      return { event: { name: input.id, languageCode } };
  }
}

function queryParams(
  request: ProviderRequest,
  session: string,
  settings: DialogflowEsSettings,
): EsQueryParams {
  const { project, knowledge_bases, sentiment } = settings;
  return {
    timeZone: request.timeZone,
    payload: toStruct(webhookPayload(request)),
    ...contexts(request, session, settings),
    ...(sentiment ? { sentimentAnalysisRequestConfig: { analyzeQueryTextSentiment: true } } : {}),
    ...(knowledge_bases.length > 0
      ? { knowledgeBaseNames: knowledge_bases.map((id) => `projects/${project}/knowledgeBases/${id}`) }
      : {}),
  };
}

/** The listed attributes, where intents can use them: `#chatwoot.contact_plan`. */
function contexts(
  { context }: ProviderRequest,
  session: string,
  { context_name }: DialogflowEsSettings,
): EsQueryParams {
  const values = flatContext(context);
  if (Object.keys(values).length === 0) return {};
  const name = `${session}/contexts/${context_name}`;
  return { contexts: [{ name, lifespanCount: CONTEXT_LIFESPAN, parameters: toStruct(values) }] };
}
