import type { protos } from '@google-cloud/dialogflow-cx';
import type { JsonObject } from '../../core/model/json.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { chooseLanguage } from './choose-language.ts';
import type { DialogflowCxSettings } from './dialogflow-cx-settings.ts';
import { sessionSegment } from './dialogflow-ids.ts';
import { toStruct } from './struct.ts';
import { type DialogflowInput, type DialogflowPlan, flatContext, webhookPayload } from './to-dialogflow.ts';

type CxRequest = protos.google.cloud.dialogflow.cx.v3.IDetectIntentRequest;
type CxMatchRequest = protos.google.cloud.dialogflow.cx.v3.IMatchIntentRequest;
type CxQueryParams = protos.google.cloud.dialogflow.cx.v3.IQueryParameters;

/**
 * Session parameters of a request: what a form of the agent brought, values of an event, and the listed attributes, which
 * nothing that comes from the customer's browser can replace.
 */
export function cxParameters(
  input: DialogflowInput,
  { form }: DialogflowPlan,
  { context }: ProviderRequest,
): JsonObject {
  return { ...form, ...(input.kind === 'event' ? input.parameters : {}), ...flatContext(context) };
}

export function cxRequest(
  input: DialogflowInput,
  parameters: JsonObject,
  request: ProviderRequest,
  settings: DialogflowCxSettings,
): CxRequest {
  return {
    session: cxSessionPath(settings, sessionSegment(request.sessionId)),
    queryInput: queryInput(input, request, settings),
    queryParams: queryParams(parameters, request, settings),
    // The blocks that tell how a playbook ended come with the full view only.
    ...(settings.handoff.escalated_playbook ? { responseView: 'DETECT_INTENT_RESPONSE_VIEW_FULL' } : {}),
  };
}

export function cxMatchRequest(
  input: DialogflowInput,
  parameters: JsonObject,
  request: ProviderRequest,
  settings: DialogflowCxSettings,
): CxMatchRequest {
  const { session, queryInput: asked, queryParams: params } = cxRequest(input, parameters, request, settings);
  return { session, queryInput: asked, queryParams: params, persistParameterChanges: false };
}

/** The forms of google/cloud/dialogflow/cx/v3/session.proto. */
export function cxSessionPath(
  settings: Pick<DialogflowCxSettings, 'project' | 'location' | 'agent' | 'environment'>,
  sessionId: string,
): string {
  const environment = settings.environment === undefined ? '' : `/environments/${settings.environment}`;
  return `${agentPath(settings)}${environment}/sessions/${sessionId}`;
}

function agentPath({
  project,
  location,
  agent,
}: Pick<DialogflowCxSettings, 'project' | 'location' | 'agent'>): string {
  return `projects/${project}/locations/${location}/agents/${agent}`;
}

/** The language stands beside the input here, in ES inside it. */
function queryInput(
  input: DialogflowInput,
  { language }: ProviderRequest,
  settings: DialogflowCxSettings,
): CxRequest['queryInput'] {
  const languageCode = chooseLanguage(language, settings.languages);
  switch (input.kind) {
    case 'text':
      return { languageCode, text: { text: input.text } };
    case 'event':
      return { languageCode, event: { event: input.name } };
    case 'intent':
      return { languageCode, intent: { intent: `${agentPath(settings)}/intents/${input.id}` } };
  }
}

function queryParams(
  parameters: JsonObject,
  request: ProviderRequest,
  settings: DialogflowCxSettings,
): CxQueryParams {
  const { flow_versions, channel, session_ttl_s, sentiment } = settings;
  const versions = Object.entries(flow_versions).map(
    ([flow, version]) => `${agentPath(settings)}/flows/${flow}/versions/${version}`,
  );
  return {
    timeZone: request.timeZone,
    payload: toStruct(webhookPayload(request)),
    ...(Object.keys(parameters).length > 0 ? { parameters: toStruct(parameters) } : {}),
    ...(versions.length > 0 ? { flowVersions: versions } : {}),
    ...(channel === undefined ? {} : { channel }),
    ...(session_ttl_s === undefined ? {} : { sessionTtl: { seconds: session_ttl_s } }),
    ...(sentiment ? { analyzeQueryTextSentiment: true } : {}),
  };
}
