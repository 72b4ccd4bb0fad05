import { type ErrorCode, GatewayError } from '../../../core/model/gateway-error.ts';
import type { HttpAnswer } from '../../../outbound/http-client.ts';
import { engineErrorFromStatus, readRetryAfter } from '../../shared/engine-error.ts';
import { cloudErrorSchema } from './cloud-wire.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly detail: string;
}

/** `type` of the error body (packages/client, packages/chat-client). */
const meanings: Readonly<Record<string, Meaning>> = {
  Unauthorized: { code: 'ENGINE_UNAUTHORIZED', detail: 'the user key is refused (encryption_key).' },
  Forbidden: { code: 'ENGINE_FORBIDDEN', detail: 'the conversation belongs to another user.' },
  ResourceNotFound: { code: 'ENGINE_NOT_FOUND', detail: 'there is no such thing (webhook_id?).' },
  ReferenceNotFound: { code: 'ENGINE_NOT_FOUND', detail: 'the conversation or user is gone.' },
  ResourceGone: { code: 'ENGINE_NOT_FOUND', detail: 'it is gone.' },
  RateLimited: { code: 'ENGINE_THROTTLED', detail: 'too many requests.' },
  PaymentRequired: { code: 'ENGINE_FORBIDDEN', detail: 'the plan of the bot is used up (payment required).' },
  QuotaExceeded: { code: 'ENGINE_FORBIDDEN', detail: 'the plan of the bot is used up (quota exceeded).' },
  OperationTimeout: { code: 'ENGINE_TIMEOUT', detail: 'Botpress gave up in time.' },
  Internal: { code: 'ENGINE_FAILED', detail: 'an internal failure.' },
  Unknown: { code: 'ENGINE_FAILED', detail: 'a failure without a name.' },
  Runtime: { code: 'ENGINE_BACKEND_FAILED', detail: 'the code of the bot or integration failed.' },
};

/** The body decides, since failures come with status 200 as well. Undefined: it is an answer. */
export function cloudErrorOf(answer: HttpAnswer, what: string, now: number): GatewayError | undefined {
  const general = engineErrorFromStatus(answer, what, now);
  const body = cloudErrorSchema.safeParse(answer.json());
  if (!body.success || body.data.code < 400) return general;
  const meaning = meanings[body.data.type];
  const retryAfterMs = readRetryAfter(answer.headers['retry-after'], now);
  if (meaning) return new GatewayError(meaning.code, `${what}: ${meaning.detail}`, { retryAfterMs });
  return engineErrorFromStatus({ status: body.data.code, headers: answer.headers }, what, now) ?? general;
}
