import type { Finding, Provider } from '../../core/ports/provider.ts';
import type { CircuitPosition } from './circuit.ts';
import { codedError } from './coded-error.ts';
import { withDeadline } from './deadline.ts';

/** A check that fails or hangs is a finding; so is a circuit that is not closed. */
export async function checkGuarded(
  provider: Provider,
  timeoutMs: number,
  position: CircuitPosition,
  caller: AbortSignal,
): Promise<readonly Finding[]> {
  const findings = await checkInTime(provider, timeoutMs, caller);
  return position === 'closed' ? findings : [...findings, circuitFinding(provider.name, position)];
}

async function checkInTime(
  provider: Provider,
  timeoutMs: number,
  caller: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    return await withDeadline(caller, timeoutMs, provider.name, (signal) => provider.check(signal));
  } catch (error) {
    const coded = codedError(error, provider.name);
    return [{ level: 'error', message: coded.message, hint: coded.row.hint }];
  }
}

function circuitFinding(name: string, position: CircuitPosition): Finding {
  return {
    level: 'warning',
    message: `The circuit of ${name} is ${position}: the engine failed repeatedly and is hardly asked.`,
  };
}
