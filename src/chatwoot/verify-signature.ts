import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  /** The body exactly as it came over the wire: Rails escapes `<`, `>` and `&`, so re-made JSON never matches. */
  readonly rawBody: Uint8Array;
  /** Header `…Timestamp`: unix seconds of this attempt. */
  readonly timestamp: string | undefined;
  /** Header `…Signature`: `sha256=` and 64 hex digits. */
  readonly signature: string | undefined;
}

export interface SignatureRules {
  /** One secret, or two while they are rotated. */
  readonly secrets: readonly string[];
  readonly toleranceSeconds: number;
}

export type SignatureVerdict =
  | 'valid'
  | 'signature-missing'
  | 'timestamp-malformed'
  | 'timestamp-outside-window'
  | 'signature-wrong';

/**
 * Checks Chatwoot's HMAC-SHA256 over `<timestamp>.<raw body>` in constant time.
 *
 * @param nowMs our clock, epoch milliseconds
 */
export function verifySignature(
  request: SignedRequest,
  rules: SignatureRules,
  nowMs: number,
): SignatureVerdict {
  const { timestamp, signature } = request;
  if (timestamp === undefined || signature === undefined) return 'signature-missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'timestamp-malformed';
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > rules.toleranceSeconds) return 'timestamp-outside-window';
  const given = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1];
  if (given === undefined) return 'signature-wrong';
  return matchesAny(Buffer.from(given, 'hex'), timestamp, request.rawBody, rules.secrets)
    ? 'valid'
    : 'signature-wrong';
}

/** Tries every secret, also after a match, so that timing does not tell which one it was. */
function matchesAny(
  given: Buffer,
  timestamp: string,
  rawBody: Uint8Array,
  secrets: readonly string[],
): boolean {
  let matched = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
    if (timingSafeEqual(expected, given)) matched = true;
  }
  return matched;
}

/** Names of the delivery headers, lower case as Node gives them. */
export function deliveryHeaders(prefix: string): {
  readonly delivery: string;
  readonly timestamp: string;
  readonly signature: string;
} {
  const lower = prefix.toLowerCase();
  return { delivery: `${lower}delivery`, timestamp: `${lower}timestamp`, signature: `${lower}signature` };
}
