import { type GatewayError, isGatewayError } from '../../core/model/gateway-error.ts';
import type { Finding } from '../../core/ports/provider.ts';

export function problemFinding(error: GatewayError, hint: string): Finding {
  return { level: 'error', message: error.message, hint };
}

/**
 * What no check has words for is a finding all the same; only the caller's abort is not. `hints`: the engine's own
 * words by error code; else those of the error table.
 */
export async function findingOf(
  check: () => Promise<Finding>,
  signal: AbortSignal,
  hints: Readonly<Record<string, string>> = {},
): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    if (!isGatewayError(error) || signal.aborted) throw error;
    return problemFinding(error, hints[error.code] ?? error.row.hint);
  }
}
