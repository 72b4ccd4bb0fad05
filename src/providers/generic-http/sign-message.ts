/** The signature of both directions: HMAC-SHA256 over `<timestamp>.<raw body>`, the scheme that Chatwoot uses too. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Unix seconds when the request was made. */
export const TIMESTAMP_HEADER = 'x-gateway-timestamp';
/** `sha256=` and 64 hex digits. */
export const SIGNATURE_HEADER = 'x-gateway-signature';

export interface SignatureRules {
  readonly secrets: readonly string[];
  readonly toleranceSeconds: number;
}

export function signatureHeaders(body: string, secret: string, nowMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = digest(timestamp, Buffer.from(body), secret).toString('hex');
  return { [TIMESTAMP_HEADER]: timestamp, [SIGNATURE_HEADER]: `sha256=${signature}` };
}

export type SignatureVerdict = 'valid' | 'signature-missing' | 'timestamp-outside-window' | 'signature-wrong';

/** In constant time, and over every secret, so that time tells nothing. */
export function verifySignature(
  headers: Readonly<Record<string, string>>,
  rawBody: Uint8Array,
  rules: SignatureRules,
  nowMs: number,
): SignatureVerdict {
  const timestamp = headers[TIMESTAMP_HEADER];
  const signature = headers[SIGNATURE_HEADER];
  if (!timestamp || !signature) return 'signature-missing';
  const isTime = /^\d{1,12}$/.test(timestamp);
  if (!isTime || Math.abs(nowMs / 1000 - Number(timestamp)) > rules.toleranceSeconds)
    return 'timestamp-outside-window';
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1];
  const given = Buffer.from(hex ?? '0'.repeat(64), 'hex');
  const matches = rules.secrets.map((secret) => timingSafeEqual(digest(timestamp, rawBody, secret), given));
  return hex !== undefined && matches.includes(true) ? 'valid' : 'signature-wrong';
}

function digest(timestamp: string, rawBody: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
}
