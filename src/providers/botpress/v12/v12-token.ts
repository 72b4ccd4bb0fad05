import { z } from 'zod';
import { GatewayError } from '../../../core/model/gateway-error.ts';
import type { EngineHttp } from '../../shared/engine-http.ts';
import type { BotpressV12Settings } from './v12-settings.ts';
import { v12LoginSchema } from './v12-wire.ts';

/** The bearer token of the gateway's account. */
export interface V12Tokens {
  /** A token that is good for a while yet; one login serves all who ask at once. @throws GatewayError `ENGINE_…` */
  current(): Promise<string>;
  /** The server refused this one: the next `current` logs in again, unless somebody did already. */
  refused(token: string): void;
}

/** Renewed this long before its end, or after nine tenths of a short life. */
const RENEW_BEFORE_MS = 60_000;
const SHORTEST_SHARE = 0.1;
const DEFAULT_LIFE_MS = 3_600_000;

interface Token {
  readonly jwt: string;
  readonly renewAt: number;
}

/** There is no refresh for machines: the gateway logs in again (docs of v12, "Authentication"). */
export function createV12Tokens(
  http: EngineHttp,
  { email, password, strategy }: NonNullable<BotpressV12Settings['login']>,
  clock: () => number,
): V12Tokens {
  let token: Token | undefined;
  let login: Promise<Token> | undefined;

  async function logIn(): Promise<Token> {
    const { payload } = await http.sendForJson(
      {
        what: 'Botpress login',
        method: 'POST',
        url: `/api/v1/auth/login/${strategy}`,
        json: { email, password },
      },
      v12LoginSchema,
    );
    return { jwt: payload.jwt, renewAt: renewalOf(payload.jwt, payload.exp, clock()) };
  }

  return {
    async current() {
      if (token && clock() < token.renewAt) return token.jwt;
      login ??= logIn().finally(() => {
        login = undefined;
      });
      token = await login.catch(withNothingSent);
      return token.jwt;
    },
    refused(jwt) {
      if (token?.jwt === jwt) token = undefined;
    },
  };
}

/** Whatever became of the login: the message that it was for did not leave. */
function withNothingSent(error: unknown): never {
  if (!(error instanceof GatewayError)) throw error;
  const { code, message, retryAfterMs } = error;
  throw new GatewayError(code, message.slice(`${code}: `.length), { retryAfterMs, neverSent: true });
}

/** The claim `exp` of the token (seconds) is the reliable date; the lifetime beside it helps where there is none. */
function renewalOf(jwt: string, lifeMs: number | null | undefined, now: number): number {
  const endsAt = expiryOf(jwt) ?? now + (lifeMs ?? DEFAULT_LIFE_MS);
  return endsAt - Math.min(RENEW_BEFORE_MS, Math.max(0, endsAt - now) * SHORTEST_SHARE);
}

const claimsSchema = z.object({ exp: z.number() });

/** Epoch milliseconds. */
function expiryOf(jwt: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const read = claimsSchema.safeParse(claims);
    return read.success ? read.data.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
