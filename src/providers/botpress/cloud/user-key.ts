import { createHmac } from 'node:crypto';

/**
 * The key of a user: a JWT (HS256) over its id, signed with the encryption key of the Chat integration. No expiry is
 * asked for, and nothing has to be stored (botpress/botpress: integrations/chat, "personal" mode).
 */
export function signUserKey(encryptionKey: string, userId: string): string {
  const head = encode({ alg: 'HS256', typ: 'JWT' });
  const body = encode({ id: userId });
  const signature = createHmac('sha256', encryptionKey).update(`${head}.${body}`).digest('base64url');
  return `${head}.${body}.${signature}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
