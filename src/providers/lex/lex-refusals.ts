import type { ErrorCode } from '../../core/model/gateway-error.ts';

/** What an error of AWS means for us. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly means: string;
}

const wrongKey: Refusal = { code: 'ENGINE_UNAUTHORIZED', means: 'the access key is unknown or wrong' };
const wrongSignature: Refusal = {
  code: 'ENGINE_UNAUTHORIZED',
  means: 'the secret key is wrong, or the clock of this machine is',
};
const expired: Refusal = {
  code: 'ENGINE_CREDENTIALS_EXPIRED',
  means: 'the temporary credentials have expired',
};
const noCredentials: Refusal = { code: 'ENGINE_UNAUTHORIZED', means: 'no credentials were found' };
const tooOften: Refusal = { code: 'ENGINE_THROTTLED', means: 'the quota of the bot or account is used up' };
const serverFailed: Refusal = { code: 'ENGINE_FAILED', means: 'Lex itself failed' };

/** AWS adds the suffix `Exception` in some services and leaves it out in others. */
export const refusals: Readonly<Record<string, Refusal>> = {
  Validation: {
    code: 'ENGINE_REJECTED',
    means: 'Lex refused a value (text, session id, intent), or the locale is not built',
  },
  AccessDenied: { code: 'ENGINE_FORBIDDEN', means: 'the policy of the account does not allow this' },
  UnrecognizedClient: wrongKey,
  InvalidClientTokenId: wrongKey,
  MissingAuthenticationToken: noCredentials,
  CredentialsProviderError: noCredentials,
  TokenProviderError: noCredentials,
  InvalidSignature: wrongSignature,
  SignatureDoesNotMatch: wrongSignature,
  RequestTimeTooSkewed: wrongSignature,
  ExpiredToken: expired,
  RequestExpired: wrongSignature,
  ResourceNotFound: {
    code: 'ENGINE_NOT_FOUND',
    means: 'there is no such bot, alias or locale in this region',
  },
  Conflict: { code: 'ENGINE_NOT_READY', means: 'another request of the same session is under way' },
  DependencyFailed: {
    code: 'ENGINE_BACKEND_FAILED',
    means: 'the Lambda function, search or model behind the bot failed',
  },
  BadGateway: { code: 'ENGINE_BACKEND_FAILED', means: 'the Lambda function answered with something invalid' },
  Throttling: tooOften,
  TooManyRequests: tooOften,
  InternalServer: serverFailed,
  ServiceUnavailable: serverFailed,
  SyntaxError: { code: 'ENGINE_BAD_ANSWER', means: 'the answer is not JSON' },
};
