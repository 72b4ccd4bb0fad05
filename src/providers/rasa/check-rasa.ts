import { type GatewayError, isGatewayError } from '../../core/model/gateway-error.ts';
import type { Finding } from '../../core/ports/provider.ts';
import { findingOf, problemFinding } from '../shared/check-finding.ts';
import type { RasaClient } from './rasa-client.ts';
import type { RasaSettings } from './rasa-settings.ts';

/** Is it there, is it Rasa, is the channel open, may we use the API, and is a model loaded? */
export async function checkRasa(
  client: RasaClient,
  settings: RasaSettings,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const server = await findingOf(() => checkServer(client, signal), signal);
  if (server.level === 'error') return [server];
  return [
    server,
    ...(settings.mode === 'dialogue'
      ? [await findingOf(() => checkChannel(client, settings, signal), signal)]
      : []),
    ...(settings.http_api ? [await findingOf(() => checkModel(client, settings, signal), signal)] : []),
    ...transportFindings(settings),
  ];
}

async function checkServer(client: RasaClient, signal: AbortSignal): Promise<Finding> {
  try {
    return { level: 'ok', message: `Rasa ${await client.version(signal)} answers.` };
  } catch (error) {
    if (!isGatewayError(error, 'ENGINE_NOT_FOUND') && !isGatewayError(error, 'ENGINE_BAD_ANSWER'))
      throw error;
    return problemFinding(
      error,
      'Something answers at rasa.url, but it is not Rasa. Check host, port and path.',
    );
  }
}

async function checkChannel(
  client: RasaClient,
  settings: RasaSettings,
  signal: AbortSignal,
): Promise<Finding> {
  try {
    await client.probeChannel(signal);
    return { level: 'ok', message: `The channel ${settings.channel} is open.` };
  } catch (error) {
    if (!isGatewayError(error, 'ENGINE_NOT_FOUND')) throw error;
    return problemFinding(
      error,
      `Put a line \`${settings.channel}:\` into credentials.yml and restart Rasa.`,
    );
  }
}

async function checkModel(client: RasaClient, settings: RasaSettings, signal: AbortSignal): Promise<Finding> {
  try {
    const model = await client.model(signal);
    if (model) return { level: 'ok', message: `The model ${model} is loaded.` };
    return { level: 'error', message: 'Rasa has no model loaded.', hint: noModel };
  } catch (error) {
    if (!isGatewayError(error)) throw error;
    return modelProblem(error, settings);
  }
}

function modelProblem(error: GatewayError, settings: RasaSettings): Finding {
  switch (error.code) {
    case 'ENGINE_NOT_READY':
      return problemFinding(error, noModel);
    case 'ENGINE_UNAUTHORIZED':
      return problemFinding(error, 'Check rasa.token (--auth-token) or rasa.jwt_secret (--jwt-secret).');
    case 'ENGINE_NOT_FOUND':
      return {
        ...problemFinding(error, 'Start Rasa with --enable-api, or set rasa.http_api: false.'),
        // Dialogue works without it, but no intent, score or entity is known.
        level: settings.mode === 'nlu' ? 'error' : 'warning',
      };
    default:
      return problemFinding(error, error.row.hint);
  }
}

const noModel = 'Train one (`rasa train`) and start Rasa with it, or wait until it is loaded.';

/** The token stands in the address of each request, so on plain HTTP everyone on the way can read it. */
function transportFindings({ url, token, jwt_secret, proxy_token }: RasaSettings): readonly Finding[] {
  const { protocol, hostname } = new URL(url);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (protocol === 'https:' || isLocal || !(token ?? jwt_secret ?? proxy_token)) return [];
  return [
    {
      level: 'warning',
      message: 'Credentials for Rasa travel over plain HTTP.',
      hint: 'Use https, or keep Rasa in the same private network.',
    },
  ];
}
