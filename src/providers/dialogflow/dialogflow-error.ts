import { type ErrorCode, GatewayError } from '../../core/model/gateway-error.ts';
import { type Failure, readFailure } from './read-failure.ts';

/**
 * A failed call in our codes: translated once, here. Codes decide; the words of the service are looked at only where one
 * code has several meanings, and are never repeated, since they name projects and files and may echo the customer.
 */
export function dialogflowError(thrown: unknown, what: string): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  const failure = readFailure(thrown);
  const { code, why } = explain(failure);
  return new GatewayError(code, `${what}: ${why}${reasonOf(failure)}.`, {
    neverSent: neverSent(failure, code),
    ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
  });
}

interface Explanation {
  readonly code: ErrorCode;
  readonly why: string;
}

type Row = Explanation & { readonly when?: RegExp };

/**
 * By status (google/rpc/code.proto); the first row whose words fit. Rows with words come from public reports and from the
 * client library; where the words change, the last row of the status still holds.
 */
const rows: Readonly<Record<number, readonly Row[]>> = {
  1: [{ code: 'ENGINE_FAILED', why: 'the service cancelled the call' }],
  2: [
    {
      when: /metadata from plugin failed|invalid_grant|Could not refresh access token/i,
      code: 'ENGINE_UNAUTHORIZED',
      why: 'no access token could be made from the credentials',
    },
    {
      when: /HTTP|content-type|trailers/i,
      code: 'ENGINE_BAD_ANSWER',
      why: 'what answered does not speak gRPC',
    },
    { code: 'ENGINE_FAILED', why: 'the service failed' },
  ],
  3: [
    {
      when: /correct endpoint to access resources located/i,
      code: 'ENGINE_WRONG_REGION',
      why: 'the agent lives in another region than the setting location',
    },
    {
      when: /exceeds \d+ characters/i,
      code: 'ENGINE_REJECTED',
      why: 'the text is longer than the service takes (text_limit)',
    },
    { code: 'ENGINE_REJECTED', why: 'the service refused the request as invalid' },
  ],
  4: [{ code: 'ENGINE_TIMEOUT', why: 'no answer in time' }],
  5: [
    {
      code: 'ENGINE_NOT_FOUND',
      why: 'there is no such agent, environment or version in this project and location',
    },
  ],
  6: [{ code: 'ENGINE_REJECTED', why: 'the service refused the request' }],
  7: [{ code: 'ENGINE_FORBIDDEN', why: 'the account may not use this agent' }],
  8: [
    {
      // Words of HTML where the length of the answer should stand: more than half a gigabyte.
      when: /larger than max \((?:[5-9]\d{8}|\d{10,})/,
      code: 'ENGINE_BAD_ANSWER',
      why: 'what answered does not speak gRPC',
    },
    {
      when: /larger than max|max size|maxContentLength/i,
      code: 'ENGINE_ANSWER_TOO_LARGE',
      why: 'the answer is over max_answer_bytes',
    },
    { code: 'ENGINE_THROTTLED', why: 'the quota is used up' },
  ],
  9: [{ code: 'ENGINE_NOT_READY', why: 'the agent is not in a state to answer (not trained?)' }],
  10: [{ code: 'ENGINE_FAILED', why: 'the agent is being changed' }],
  11: [{ code: 'ENGINE_REJECTED', why: 'the service refused the request as out of range' }],
  12: [{ code: 'ENGINE_NOT_FOUND', why: 'what answers at this address is not Dialogflow' }],
  13: [
    { when: /serialization failure/i, code: 'ENGINE_REJECTED', why: 'the request could not be written' },
    {
      when: /parsing|deserializ|premature|RST_STREAM|HTTP status|content-type|decompress|compress|invalid wire|index out of range/i,
      code: 'ENGINE_BAD_ANSWER',
      why: 'the answer is not Dialogflow’s protocol, or only half of it',
    },
    { code: 'ENGINE_FAILED', why: 'the service failed' },
  ],
  14: [
    {
      when: /name resolution failed|ENOTFOUND|EAI_AGAIN/i,
      code: 'ENGINE_DNS',
      why: 'the host name of the service is not known',
    },
    {
      when: /certificate|CERT_|SSL|TLS|altnames|wrong version number|EPROTO/i,
      code: 'ENGINE_TLS',
      why: 'no secure connection to the service',
    },
    { code: 'ENGINE_UNREACHABLE', why: 'the service cannot be reached' },
  ],
  15: [{ code: 'ENGINE_BAD_ANSWER', why: 'the answer was damaged' }],
  16: [
    {
      code: 'ENGINE_UNAUTHORIZED',
      why: 'the service did not accept the credentials (wrong or deleted key, wrong clock)',
    },
  ],
};

function explain({ status, text }: Failure): Explanation {
  const candidates = status === undefined ? undefined : rows[status];
  const row = candidates?.find(({ when }) => !when || when.test(text));
  return row ?? { code: 'ENGINE_FAILED', why: 'the client library failed' };
}

/** Google's own name for the reason, a fixed word such as SERVICE_DISABLED. */
function reasonOf({ reason }: Failure): string {
  return reason === undefined ? '' : ` (${reason})`;
}

/** True only when no connection was made at all. */
function neverSent({ text }: Failure, code: ErrorCode): boolean {
  if (code === 'ENGINE_DNS' || code === 'ENGINE_TLS') return true;
  return code === 'ENGINE_UNREACHABLE' && /No connection established|ECONNREFUSED/.test(text);
}
