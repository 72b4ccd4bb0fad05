import { type ClientOptions, googleAuthLibrary, grpc } from 'google-gax';
import { type DialogflowSettings, readEndpoint } from './dialogflow-settings.ts';
import type { ClientCredentials } from './read-credentials.ts';

/** Where and as whom: what the client libraries are constructed with. */
export function clientOptions(settings: DialogflowSettings, credentials: ClientCredentials): ClientOptions {
  return {
    projectId: settings.project,
    ...(settings.transport === 'rest' ? { fallback: 'rest' as const } : {}),
    // The library switches its limit off.
    'grpc.max_receive_message_length': settings.max_answer_bytes,
    ...endpointOptions(settings, credentials),
  };
}

function endpointOptions(settings: DialogflowSettings, credentials: ClientCredentials): ClientOptions {
  const endpoint = settings.api_endpoint === undefined ? undefined : readEndpoint(settings.api_endpoint);
  if (!endpoint) return { ...regionOptions(settings), ...(credentials ? { credentials } : {}) };
  const address = {
    apiEndpoint: endpoint.host,
    ...(endpoint.port === undefined ? {} : { port: endpoint.port }),
  };
  if (!endpoint.plainText) return { ...address, ...(credentials ? { credentials } : {}) };
  return { port: 80, ...address, ...plainTextOptions() };
}

/** `global` has no name of its own (docs/providers/dialogflow-cx.md, "Regions"). */
function regionOptions({ location }: DialogflowSettings): ClientOptions {
  return location === 'global' ? {} : { apiEndpoint: `${location}-dialogflow.googleapis.com` };
}

/**
 * For a stand-in on this machine. Credentials are not sent over plain text, and the library must not go and look for any.
 * The channel credentials must come from the very copy of grpc-js that the clients use: google-gax's.
 */
function plainTextOptions(): ClientOptions {
  return {
    protocol: 'http',
    sslCreds: grpc.credentials.createInsecure(),
    authClient: new googleAuthLibrary.PassThroughClient(),
    'grpc.enable_http_proxy': 0,
  };
}
