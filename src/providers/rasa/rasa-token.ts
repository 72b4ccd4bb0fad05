import { createHmac } from 'node:crypto';

const hashOf = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' } as const;

/**
 * The JWT that Rasa's HTTP API takes (`rasa run --jwt-secret`): user name and role in the payload. Role `admin`, since
 * `user` may see only the conversation named like the user (rasa/server.py). Rasa asks for no expiry.
 */
export function signRasaToken(secret: string, method: keyof typeof hashOf): string {
  const header = encode({ alg: method, typ: 'JWT' });
  const payload = encode({ user: { username: 'gateway', role: 'admin' } });
  const signature = createHmac(hashOf[method], secret).update(`${header}.${payload}`).digest('base64url');
  return `${header}.${payload}.${signature}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
