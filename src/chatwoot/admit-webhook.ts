/** May this request in? By the secret in its path, by its signature, or by both, as the bot is configured. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ChatwootSettings } from './chatwoot-settings.ts';
import { deliveryHeaders, type SignatureVerdict, verifySignature } from './verify-signature.ts';

type Locks = Pick<ChatwootSettings, 'secrets' | 'pathSecret' | 'headerPrefix' | 'toleranceSeconds'>;

export type Admission =
  | 'admitted'
  | 'no-secret-configured'
  | 'path-secret-wrong'
  | Exclude<SignatureVerdict, 'valid'>;

/** A bot without any secret admits nobody. A path secret that a bot does not have is not looked at. */
export function admitPath(bot: Locks, given: string | undefined): Admission {
  if (bot.pathSecret === undefined) return bot.secrets.length === 0 ? 'no-secret-configured' : 'admitted';
  return sameSecret(bot.pathSecret, given ?? '') ? 'admitted' : 'path-secret-wrong';
}

export function admitSignature(
  bot: Locks,
  headers: IncomingHttpHeaders,
  rawBody: Uint8Array,
  nowMs: number,
): Admission {
  if (bot.secrets.length === 0) return 'admitted';
  const names = deliveryHeaders(bot.headerPrefix);
  const verdict = verifySignature(
    { rawBody, timestamp: single(headers[names.timestamp]), signature: single(headers[names.signature]) },
    bot,
    nowMs,
  );
  return verdict === 'valid' ? 'admitted' : verdict;
}

function single(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}

/** Hashed first, so that neither length nor content shows in the time it takes. */
function sameSecret(expected: string, given: string): boolean {
  return timingSafeEqual(digest(expected), digest(given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
