import { type ErrorCode, GatewayError } from '../../../core/model/gateway-error.ts';
import type { HttpAnswer } from '../../../outbound/http-client.ts';
import { engineErrorFromStatus } from '../../shared/engine-error.ts';
import { v12ErrorSchema } from './v12-wire.ts';

interface Refusal {
  readonly code: ErrorCode;
  /** Ours, never the server's: its messages name users. */
  readonly detail: string;
}

/** `errorCode` of the body (packages/bp/src/core/routers/errors.ts). */
const refusalOfCode: Readonly<Record<string, Refusal>> = {
  BP_0009: { code: 'ENGINE_UNAUTHORIZED', detail: 'Botpress refused e-mail or password (login).' },
  BP_0041: {
    code: 'ENGINE_UNAUTHORIZED',
    detail: 'Botpress wants a valid login; without one the bot must be public.',
  },
  BP_0042: { code: 'ENGINE_FORBIDDEN', detail: 'Botpress asks for a licence.' },
  BP_0043: { code: 'ENGINE_FORBIDDEN', detail: 'the account may not use the workspace of the bot.' },
  BP_0044: { code: 'ENGINE_NOT_FOUND', detail: 'the bot does not exist or is disabled (bot_id).' },
  BP_0140: { code: 'ENGINE_NOT_READY', detail: 'Botpress is not ready yet.' },
};

/** Answers with status 400 that are told apart only by their words. */
const refusalOfMessage: readonly (readonly [pattern: RegExp, refusal: Refusal])[] = [
  [
    /^Request timed out/,
    { code: 'ENGINE_TIMEOUT', detail: 'the bot did not finish within converse.timeout.' },
  ],
  [
    /^No responses found for event target/,
    { code: 'ENGINE_FAILED', detail: 'the replies went to another request of the same user.' },
  ],
  [
    /^Text must be a valid string of less than/,
    { code: 'ENGINE_REJECTED', detail: 'the text is over converse.maxMessageLength: set text_limit to it.' },
  ],
  [
    /^Unauthenticated converse API/i,
    { code: 'ENGINE_FORBIDDEN', detail: 'the public converse API is switched off: give a login.' },
  ],
];

/** Undefined for 2xx. */
export function v12ErrorOf(answer: HttpAnswer, what: string, now: number): GatewayError | undefined {
  const general = engineErrorFromStatus(answer, what, now);
  if (!general || answer.status === 429) return general;
  const refusal = readRefusal(answer);
  return refusal ? new GatewayError(refusal.code, `${what}: ${refusal.detail}`) : general;
}

function readRefusal(answer: HttpAnswer): Refusal | undefined {
  if (answer.status === 503 && /^text\/html\b/i.test(answer.headers['content-type'] ?? '')) {
    return { code: 'ENGINE_NOT_READY', detail: 'Botpress is starting.' };
  }
  const read = v12ErrorSchema.safeParse(answer.json());
  const body = read.success ? read.data : undefined;
  const byCode = refusalOfCode[body?.errorCode ?? ''];
  if (byCode) return byCode;
  const message = body ? (body.message ?? '') : answer.text().slice(0, 200);
  return refusalOfMessage.find(([pattern]) => pattern.test(message))?.[1];
}

const untouching: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ENGINE_DNS',
  'ENGINE_TLS',
  'ENGINE_UNAUTHORIZED',
  'ENGINE_FORBIDDEN',
  'ENGINE_NOT_FOUND',
  'ENGINE_REJECTED',
  'ENGINE_THROTTLED',
  'ENGINE_NOT_READY',
]);

/** True when the failed request certainly did not move the dialogue. */
export function leftDialogueAlone({ code, neverSent }: GatewayError): boolean {
  return neverSent || untouching.has(code);
}
