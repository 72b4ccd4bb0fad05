/**
 * May this visitor have this answer? The rules of the gate, pure; what is said at a closed gate is made in
 * `at-gate.ts`.
 *
 * A proof counts for one contact, in one episode of one conversation, for a limited time. Wrong codes are counted for
 * the contact and lock the gate for a while, whatever episode they were entered in.
 */

import type { IdentityNeed, IdentityPolicy, IdentityState } from '../model/identity.ts';
import type { JsonObject } from '../model/json.ts';

/** Who is at the gate, and when. */
export interface Visitor {
  readonly contact: string;
  /** The operator's site proved who it is. */
  readonly verified: boolean;
  readonly session: string;
  readonly identity?: IdentityState;
  /** Epoch milliseconds. */
  readonly at: number;
}

export type Gate =
  | { readonly kind: 'open' }
  | { readonly kind: 'ask-for-code'; readonly flow: string }
  /** Only the site could prove the visitor. */
  | { readonly kind: 'log-in' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'people' };

export function checkGate(need: IdentityNeed | undefined, visitor: Visitor, policy: IdentityPolicy): Gate {
  if (need === undefined) return { kind: 'open' };
  if (need !== 'code' && visitor.verified) return { kind: 'open' };
  if (need !== 'verified' && provedValue(visitor) !== undefined) return { kind: 'open' };
  if (policy.otherwise === 'handoff') return { kind: 'people' };
  if (need === 'verified' || policy.codeFlow === undefined) return { kind: 'log-in' };
  return isLocked(visitor) ? { kind: 'locked' } : { kind: 'ask-for-code', flow: policy.codeFlow };
}

/** What the visitor proved by a code, while that counts. */
export function provedValue({ contact, session, identity, at }: Visitor): string | undefined {
  const valid = identity?.contact === contact && identity.session === session && contact !== '';
  return valid && identity.proved && identity.proved.until > at ? identity.proved.value : undefined;
}

/** What templates and conditions see as `identity.…`. */
export function identityView(visitor: Visitor): JsonObject {
  const value = provedValue(visitor);
  return { proved: value !== undefined, ...(value !== undefined && { value }) };
}

export function isLocked({ contact, identity, at }: Visitor): boolean {
  return identity?.contact === contact && (identity.lockedUntil ?? 0) > at;
}

/** What is known after a code was checked. */
export function recordProof(
  visitor: Visitor,
  proof: { readonly kind: 'proved'; readonly value: string } | { readonly kind: 'refused' },
  policy: IdentityPolicy,
): IdentityState {
  const { contact, session, identity, at } = visitor;
  const common = { contact, session };
  if (proof.kind === 'proved') {
    return { ...common, failed: 0, proved: { value: proof.value, until: at + policy.rememberMs } };
  }
  const lockIsOver = (identity?.lockedUntil ?? Number.POSITIVE_INFINITY) <= at;
  const before = identity?.contact === contact && !lockIsOver ? identity.failed : 0;
  const failed = before + 1;
  return { ...common, failed, ...(failed >= policy.attempts && { lockedUntil: at + policy.lockMs }) };
}
