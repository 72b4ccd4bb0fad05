import type { Finding } from '../core/ports/provider.ts';
import { type HttpAnswer, TransportFailure } from '../outbound/http-client.ts';
import type { ChatwootClient } from './chatwoot-client.ts';
import type { ChatwootSettings } from './chatwoot-settings.ts';
import { readRefusal } from './judge-answer.ts';

/**
 * Nothing in Chatwoot tells a bot who it is. But token and endpoint are checked before the account (protocol §7.1),
 * so that asking for a conversation of account 0 tells whether the token is good, and does nothing.
 */
const nowhere = { account: '0', conversation: '0' };

/** Findings about address, token and webhook protection. Never rejects. */
export async function checkChatwoot(
  client: ChatwootClient,
  settings: ChatwootSettings,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  return [
    await checkToken(client, settings, signal),
    ...checkAddress(settings),
    ...checkProtection(settings),
  ];
}

async function checkToken(
  client: ChatwootClient,
  settings: ChatwootSettings,
  signal: AbortSignal,
): Promise<Finding> {
  try {
    return judgeToken(await client.readConversation(nowhere, signal), settings.url);
  } catch (error) {
    const detail = error instanceof TransportFailure ? error.message : 'the request failed';
    return {
      level: 'error',
      message: `Chatwoot cannot be reached: ${detail}`,
      hint: 'Check chatwoot.url and that Chatwoot is running.',
    };
  }
}

function judgeToken(answer: HttpAnswer, url: string): Finding {
  const said = readRefusal(answer);
  const place = new URL(url).host;
  if (answer.status === 404 && said !== '') {
    return {
      level: 'ok',
      message: `Chatwoot at ${place} takes the bot token and lets it read conversations.`,
    };
  }
  if (answer.status === 401 && /not authorized for bots/i.test(said)) {
    return { level: 'ok', message: `Chatwoot at ${place} takes the bot token (a version before 4.15).` };
  }
  if (answer.status === 401 && /invalid access token/i.test(said)) {
    return {
      level: 'error',
      message: `Chatwoot at ${place} does not know the bot token.`,
      hint: 'Copy the token of the agent bot into chatwoot.token; making a new one kills the old one at once.',
    };
  }
  if (answer.status === 401) {
    return {
      level: 'error',
      message: `Chatwoot at ${place} got no token.`,
      hint: 'Does a proxy in front of Chatwoot drop the header Api-Access-Token?',
    };
  }
  return {
    level: 'error',
    message: `What answers at ${place} is not Chatwoot's API (status ${answer.status}).`,
    hint: 'chatwoot.url must be the address of Chatwoot without /api or /app.',
  };
}

function checkAddress({ url }: ChatwootSettings): readonly Finding[] {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || isNear(hostname)) return [];
  return [
    {
      level: 'warning',
      message: `The token travels to ${hostname} unencrypted.`,
      hint: 'Use https:// in chatwoot.url.',
    },
  ];
}

/** This machine, a private network, or a container's name. */
function isNear(host: string): boolean {
  return (
    /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\]|\[f[cd])/.test(host) ||
    !host.includes('.')
  );
}

function checkProtection({ secrets, pathSecret }: ChatwootSettings): readonly Finding[] {
  if (secrets.length > 0) return [];
  const protectedByPath = pathSecret !== undefined;
  return [
    {
      level: protectedByPath ? 'warning' : 'error',
      message: protectedByPath
        ? 'Webhooks are not signed; only the secret in their address protects them.'
        : 'Nothing protects the webhook: every request is answered with 401.',
      hint: 'From Chatwoot 4.13 on every bot has a secret: put it into chatwoot.secrets.',
    },
  ];
}
