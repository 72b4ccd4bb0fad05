import { type ErrorCode, type GatewayError, isGatewayError } from '../../core/model/gateway-error.ts';
import type { NluResult } from '../../core/model/nlu-result.ts';
import type { Finding, ProviderRequest } from '../../core/ports/provider.ts';
import { chooseLanguage } from './choose-language.ts';
import { type DialogflowSettings, readEndpoint } from './dialogflow-settings.ts';

export type Understand = (request: ProviderRequest, signal: AbortSignal) => Promise<NluResult>;

/** Ways out that depend on the engine, by error code. */
export type Hints = Partial<Record<ErrorCode, string>>;

/**
 * Asks the agent one harmless question in a session of its own: whether the address, the credentials, the role, the region
 * and the agent are right shows only then.
 */
export async function checkDialogflow(
  understand: Understand,
  settings: DialogflowSettings,
  hints: Hints,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const { language, warnings } = await understand(checkRequest(settings), signal);
    return [
      { level: 'ok', message: `The agent in ${settings.project} (${settings.location}) answers.` },
      ...languageFindings(settings, language),
      ...warnings.map(({ detail }): Finding => ({ level: 'warning', message: detail })),
      ...addressFindings(settings),
    ];
  } catch (error) {
    if (!isGatewayError(error) || signal.aborted) throw error;
    return [problem(error, { ...commonHints, ...hints })];
  }
}

const commonHints: Hints = {
  ENGINE_UNAUTHORIZED:
    'Make a new JSON key for the service account (IAM, Service accounts, Keys) and name it as key_file. Is the clock of this machine right?',
  ENGINE_FORBIDDEN:
    'Give the service account the role "Dialogflow API Client" (roles/dialogflow.client) in this project, and enable the Dialogflow API.',
  ENGINE_DNS: 'Check location and api_endpoint: the host name of the service is made of them.',
  ENGINE_UNREACHABLE:
    'Check that this machine may reach *.googleapis.com on port 443, or use transport: rest behind a proxy.',
};

function problem(error: GatewayError, hints: Hints): Finding {
  return { level: 'error', message: error.message, hint: hints[error.code] ?? error.row.hint };
}

function checkRequest({ languages }: DialogflowSettings): ProviderRequest {
  const contact = { id: '0', verified: false, blocked: false, attributes: {} };
  return {
    sessionId: 'gateway-check',
    turnId: 'check',
    content: { kind: 'text', text: 'hello' },
    purpose: 'understand',
    language: chooseLanguage(undefined, languages),
    timeZone: 'UTC',
    at: 0,
    conversation: {
      key: 'check',
      bot: 'check',
      account: '0',
      id: '0',
      inbox: '0',
      channel: 'check',
      status: 'bot',
      canReply: true,
      contact,
      attributes: {},
      labels: [],
      features: [],
    },
    context: {},
  };
}

/** Dialogflow falls back to the agent's own language without a word. */
function languageFindings(
  { languages }: DialogflowSettings,
  answered: string | undefined,
): readonly Finding[] {
  const asked = chooseLanguage(undefined, languages);
  if (!answered || root(answered) === root(asked)) return [];
  return [
    {
      level: 'warning',
      message: `The agent was asked in ${asked} and answered in ${answered}.`,
      hint: 'List the languages of the agent under languages, its own first.',
    },
  ];
}

function root(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}

function addressFindings({ api_endpoint }: DialogflowSettings): readonly Finding[] {
  const endpoint = api_endpoint === undefined ? undefined : readEndpoint(api_endpoint);
  if (!endpoint?.plainText || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(endpoint.host)) return [];
  return [
    {
      level: 'warning',
      message: 'Dialogflow is asked over plain text on another machine.',
      hint: 'Plain text is meant for a stand-in on this machine. Write https:// in api_endpoint.',
    },
  ];
}
