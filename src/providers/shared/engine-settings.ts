import { z } from 'zod';
import type { GuardSettings } from '../guard.ts';

/** Settings that every engine behind a network has: spread into its own `z.strictObject`. */
export const remoteEngineSettings = {
  timeout_ms: z
    .int()
    .min(100)
    .max(600_000)
    .default(30_000)
    .describe('How long one question to the engine may take, repetitions included, in milliseconds.'),
  retries: z
    .int()
    .min(0)
    .max(10)
    .default(2)
    .describe('Further tries of a request that may safely be sent again.'),
  circuit: z
    .strictObject({
      failures: z
        .int()
        .min(1)
        .max(1000)
        .default(5)
        .describe('Outages in a row after which it is left alone.'),
      open_ms: z.int().min(10).max(3_600_000).default(10_000).describe('For how long, in milliseconds.'),
    })
    .default({ failures: 5, open_ms: 10_000 })
    .describe('When the engine fails repeatedly it is not asked for a while.'),
} as const;

/** An engine's address: http or https, without query and fragment, and without credentials in it. */
export const engineUrl = z
  .url({ protocol: /^https?$/, hostname: /^.+$/ })
  .refine((text) => isPlainUrl(text), 'must not hold user, password, query or fragment')
  .describe('Address of the engine, e.g. http://localhost:5005.');

function isPlainUrl(text: string): boolean {
  // What is no address at all has been told already.
  if (!URL.canParse(text)) return true;
  const { username, password, search, hash } = new URL(text);
  return `${username}${password}${search}${hash}` === '';
}

interface RemoteEngineSettings {
  readonly timeout_ms: number;
  readonly retries: number;
  readonly circuit: { readonly failures: number; readonly open_ms: number };
}

/** The same in the guard's words. */
export function remoteGuard({ timeout_ms, retries, circuit }: RemoteEngineSettings): GuardSettings {
  return {
    timeoutMs: timeout_ms,
    retries,
    circuit: { failures: circuit.failures, openMs: circuit.open_ms },
  };
}
