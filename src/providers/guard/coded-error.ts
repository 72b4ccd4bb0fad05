import { GatewayError } from '../../core/model/gateway-error.ts';

/**
 * An uncoded error is a bug, ours or a library's. Its message may hold anything, so only its class is told; the
 * stack of an error of the language itself is kept as cause.
 */
export function codedError(error: unknown, name: string): GatewayError {
  if (error instanceof GatewayError) return error;
  const kind = error instanceof Error ? error.name : typeof error;
  const cause = error instanceof TypeError || error instanceof RangeError ? error : undefined;
  return new GatewayError('ENGINE_FAILED', `the ${name} engine failed unexpectedly (${kind}).`, { cause });
}
