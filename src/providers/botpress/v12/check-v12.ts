import { isGatewayError } from '../../../core/model/gateway-error.ts';
import type { Finding } from '../../../core/ports/provider.ts';
import { findingOf, problemFinding } from '../../shared/check-finding.ts';
import { plainHttpFindings } from '../plain-http-findings.ts';
import type { V12Client } from './v12-client.ts';
import type { BotpressV12Settings } from './v12-settings.ts';

/** Is it there, is it Botpress 12, are its parts up, and may we talk to the bot? No dialogue moves. */
export async function checkV12(
  client: V12Client,
  settings: BotpressV12Settings,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const server = await findingOf(() => checkServer(client, signal), signal, hints);
  if (server.level === 'error') return [server];
  return [
    server,
    await findingOf(() => checkParts(client, signal), signal, hints),
    await findingOf(() => checkBot(client, settings, signal), signal, hints),
    ...plainHttpFindings(settings.url, settings.login !== undefined),
  ];
}

async function checkServer(client: V12Client, signal: AbortSignal): Promise<Finding> {
  try {
    return { level: 'ok', message: `Botpress ${await client.version(signal)} answers.` };
  } catch (error) {
    if (!isGatewayError(error, 'ENGINE_NOT_FOUND')) throw error;
    return problemFinding(error, 'Check the address; with EXTERNAL_URL its path belongs to it.');
  }
}

async function checkParts(client: V12Client, signal: AbortSignal): Promise<Finding> {
  const down = await client.downParts(signal);
  if (down.length === 0) return { level: 'ok', message: 'All parts of the server are up.' };
  return {
    level: 'warning',
    message: `Parts of the server are not up: ${down.join(', ')}.`,
    hint: 'See the log of Botpress. Without nlu no intent is named; without messaging converse still works.',
  };
}

async function checkBot(
  client: V12Client,
  settings: BotpressV12Settings,
  signal: AbortSignal,
): Promise<Finding> {
  if (!settings.login) {
    await client.probeConverse(signal);
    return { level: 'ok', message: `The bot ${settings.bot_id} takes messages, without intents and scores.` };
  }
  await client.predict('hello', signal);
  return { level: 'ok', message: `The bot ${settings.bot_id} understands messages.` };
}

const hints: Readonly<Record<string, string>> = {
  ENGINE_UNAUTHORIZED: 'Check login.email and login.password, or make the bot public.',
  ENGINE_FORBIDDEN: 'Give the account access to the workspace, or configure a login.',
  ENGINE_NOT_FOUND: 'Check bot_id, and that the bot is not disabled.',
};
