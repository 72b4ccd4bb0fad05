import type { IdentityNeed, IdentityPolicy } from '../core/model/identity.ts';
import type { IdentityBlock } from './schema/identity-schema.ts';

const MINUTE_MS = 60_000;
const needs = {
  verified: 'verified',
  otp: 'code',
  either: 'either',
} as const satisfies Record<IdentityBlock['intents'][string], IdentityNeed>;

export function resolveIdentity(block: IdentityBlock): IdentityPolicy {
  return {
    intents: needsOf(block.intents),
    flows: needsOf(block.flows),
    ...(block.code_flow !== undefined && { codeFlow: block.code_flow }),
    rememberMs: block.remember_minutes * MINUTE_MS,
    attempts: block.attempts,
    lockMs: block.lock_minutes * MINUTE_MS,
    otherwise: block.otherwise,
    loginText: block.login_text,
    lockedText: block.locked_text,
  };
}

function needsOf(block: IdentityBlock['intents']): ReadonlyMap<string, IdentityNeed> {
  return new Map(Object.entries(block).map(([name, need]) => [name, needs[need]]));
}
