import { type GatewayError, isGatewayError } from '../../../core/model/gateway-error.ts';
import type { Finding } from '../../../core/ports/provider.ts';
import { plainHttpFindings } from '../plain-http-findings.ts';
import type { CloudClient } from './cloud-client.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';

/** Is it there, is the Chat integration installed, and does it take our keys? One user named `…check` is made for that. */
export async function checkCloud(
  client: CloudClient,
  settings: BotpressCloudSettings,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  return [
    await finding('The Chat API answers.', () => client.hello(signal), signal),
    await finding(
      'The Chat integration takes our user keys.',
      () => client.ensureUser(`${settings.id_prefix}check`, signal),
      signal,
    ),
    ...plainHttpFindings(settings.url, true),
    ...(settings.listen === 'webhook' ? [webhookFinding] : []),
  ];
}

/** The address cannot be read back from the Chat API. */
const webhookFinding: Finding = {
  level: 'ok',
  message: 'Replies are awaited at /engines/<bot>/botpress-cloud/ (webhookUrl of the Chat integration).',
};

const hints: Readonly<Record<string, string>> = {
  ENGINE_UNAUTHORIZED: 'Set the same encryptionKey in the Chat integration and here (encryption_key).',
  ENGINE_NOT_FOUND: 'Check webhook_id: the last part of the webhook URL of the Chat integration.',
};

async function finding(message: string, check: () => Promise<void>, signal: AbortSignal): Promise<Finding> {
  try {
    await check();
    return { level: 'ok', message };
  } catch (error) {
    if (!isGatewayError(error) || signal.aborted) throw error;
    return problem(error);
  }
}

function problem(error: GatewayError): Finding {
  return { level: 'error', message: error.message, hint: hints[error.code] ?? error.row.hint };
}
