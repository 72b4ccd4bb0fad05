import { asGatewayError } from '../../core/model/gateway-error.ts';
import type { Finding } from '../../core/ports/provider.ts';
import type { Sql } from './sql.ts';

const probes = 5;
const slowCommitMs = 20;

/** Writes to the disk a few times and says how long it took. Never throws: a failure is a finding. */
export async function checkDatabase(
  durable: <T>(work: (sql: Sql) => T) => Promise<T>,
): Promise<readonly Finding[]> {
  const durations: number[] = [];
  try {
    for (let probe = 0; probe < probes; probe += 1) {
      const startedAt = performance.now();
      await durable((sql) => sql.run('touch'));
      durations.push(performance.now() - startedAt);
    }
  } catch (error) {
    return [failure(asGatewayError(error, 'STORE_UNAVAILABLE').message)];
  }
  return [commitFinding(durations.sort((a, b) => a - b)[Math.floor(probes / 2)] ?? 0)];
}

function failure(message: string): Finding {
  return {
    level: 'error',
    message: `The store cannot be written: ${message}`,
    hint: 'Check space and permissions.',
  };
}

function commitFinding(medianMs: number): Finding {
  const message = `The store commits to disk in ${medianMs.toFixed(1)} ms (median of ${probes}).`;
  if (medianMs <= slowCommitMs) return { level: 'ok', message };
  return {
    level: 'warning',
    message,
    hint: 'Every webhook waits for one commit. Put the store file on a faster local disk, not on a network share.',
  };
}
