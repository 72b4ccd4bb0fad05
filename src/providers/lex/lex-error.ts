import { z } from 'zod';
import { GatewayError } from '../../core/model/gateway-error.ts';
import { TransportFailure, type TransportFailureKind } from '../../outbound/http-client.ts';
import { engineErrorFromStatus, engineErrorFromTransport } from '../shared/engine-error.ts';
import { type Refusal, refusals } from './lex-refusals.ts';

/** What the SDK throws, as far as it can be trusted. Its messages are not read: they repeat the customer's words. */
const sdkErrorSchema = z.object({
  name: z.string().catch('Error'),
  code: z.string().optional().catch(undefined),
  message: z.string().catch(''),
  $metadata: z.object({ httpStatusCode: z.number().optional(), requestId: z.string().optional() }).catch({}),
  $response: z.object({ headers: z.record(z.string(), z.string()) }).catch({ headers: {} }),
});

type SdkError = z.output<typeof sdkErrorSchema>;

/**
 * Anything that the SDK threw, in our codes. By name first, then by status, then by the code of the socket; never by
 * `instanceof`, which fails when two copies of the SDK are installed. The original is not attached as a cause: it
 * holds the answer as it came.
 */
export function lexError(error: unknown, what: string, signal: AbortSignal, now: number): GatewayError {
  if (signal.aborted) return new GatewayError('ENGINE_ABORTED', `${what}: the call was cancelled.`);
  if (error instanceof GatewayError) return error;
  if (error instanceof TransportFailure) return transportError(error.kind, what);
  const read = sdkErrorSchema.safeParse(error);
  if (!read.success) return new GatewayError('ENGINE_FAILED', `${what}: the client failed.`);
  return (
    namedError(read.data, what, now) ??
    statusError(read.data, what, now) ??
    socketError(read.data, what) ??
    new GatewayError('ENGINE_FAILED', `${what}: the client failed unexpectedly (${read.data.name}).`)
  );
}

function namedError(error: SdkError, what: string, now: number): GatewayError | undefined {
  const name = error.name.replace(/Exception$/, '');
  const refusal = wrongScope(error) ?? (Object.hasOwn(refusals, name) ? refusals[name] : noRegion(error));
  if (!refusal) return undefined;
  const { retryAfterMs } = statusError(error, what, now) ?? {};
  return new GatewayError(refusal.code, `${what}: ${refusal.means} (${traceOf(error)}).`, { retryAfterMs });
}

/** A signature for another region than the endpoint's: "Credential should be scoped to a valid region". */
function wrongScope({ name, message }: SdkError): Refusal | undefined {
  if (!/^(?:InvalidSignature|SignatureDoesNotMatch)/.test(name) || !/scoped? .*region/i.test(message))
    return undefined;
  return { code: 'ENGINE_WRONG_REGION', means: 'the request was signed for another region' };
}

function noRegion({ name, message }: SdkError): Refusal | undefined {
  if (name !== 'Error' || message !== 'Region is missing') return undefined;
  return { code: 'ENGINE_WRONG_REGION', means: 'no region is given: set lex.region or AWS_REGION' };
}

/** AWS support asks for the request id. */
function traceOf({ name, $metadata: { httpStatusCode, requestId } }: SdkError): string {
  const status = httpStatusCode === undefined ? '' : `, status ${httpStatusCode}`;
  return `${name}${status}${requestId ? `, request ${requestId}` : ''}`;
}

function statusError(
  { $metadata, $response }: SdkError,
  what: string,
  now: number,
): GatewayError | undefined {
  const status = $metadata.httpStatusCode;
  if (status === undefined) return undefined;
  const error = engineErrorFromStatus({ status, headers: $response.headers }, what, now);
  // Good news that broke off or made no sense.
  return error ?? new GatewayError('ENGINE_BAD_ANSWER', `${what}: the answer broke off or cannot be read.`);
}

const failureOfCode: Readonly<Record<string, TransportFailureKind>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ETIMEDOUT: 'timeout',
};

/** By code and not by name: the SDK calls a reset connection `TimeoutError`, too. */
function socketError({ code, name }: SdkError, what: string): GatewayError | undefined {
  if (code === undefined) return name === 'TimeoutError' ? transportError('timeout', what) : undefined;
  if (/EPROTO|CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code)) return transportError('tls', what);
  return transportError(failureOfCode[code] ?? 'broken', what);
}

const words: Readonly<Record<TransportFailureKind, string>> = {
  timeout: 'no answer in time.',
  refused: 'the connection was refused.',
  dns: 'the host name does not resolve.',
  tls: 'the TLS connection failed.',
  broken: 'the connection broke.',
  truncated: 'the answer broke off.',
  'too-large': 'the answer is too large.',
  aborted: 'the call was cancelled.',
  'not-allowed': 'the address is not allowed.',
};

function transportError(kind: TransportFailureKind, what: string): GatewayError {
  return engineErrorFromTransport(new TransportFailure(kind, words[kind]), what);
}
