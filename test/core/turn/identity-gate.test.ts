import { describe, expect, it } from 'vitest';
import type { IdentityNeed, IdentityPolicy } from '../../../src/core/model/identity.ts';
import {
  checkGate,
  identityView,
  isLocked,
  recordProof,
  type Visitor,
} from '../../../src/core/turn/identity-gate.ts';
import { NOW, policy } from '../../support/builders.ts';

const MINUTE_MS = 60_000;
const rules: IdentityPolicy = { ...policy().identity, codeFlow: 'confirm' };
const stranger: Visitor = { contact: '9', verified: false, session: 's1', at: NOW };
const known: Visitor = { ...stranger, verified: true };
const proved = { kind: 'proved', value: 'sam@example.com' } as const;
const refused = { kind: 'refused' } as const;
const confirmed: Visitor = { ...stranger, identity: recordProof(stranger, proved, rules) };

function afterWrongCodes(count: number, visitor = stranger): Visitor {
  let wrong = visitor;
  for (let code = 0; code < count; code += 1)
    wrong = { ...wrong, identity: recordProof(wrong, refused, rules) };
  return wrong;
}

describe('checkGate', () => {
  it.each<[string, IdentityNeed | undefined, Visitor, Partial<IdentityPolicy>, string]>([
    ['nothing is needed', undefined, stranger, {}, 'open'],
    ['the site must know them, and does', 'verified', known, {}, 'open'],
    ['the site must know them, and does not', 'verified', stranger, {}, 'log-in'],
    ['the site must know them, but a code is all there is', 'verified', confirmed, {}, 'log-in'],
    ['a code is needed, and there is none', 'code', stranger, {}, 'ask-for-code'],
    ['a code is needed, and there is one', 'code', confirmed, {}, 'open'],
    ['a code is needed, but only the site knows them', 'code', known, {}, 'ask-for-code'],
    ['either will do: the site', 'either', known, {}, 'open'],
    ['either will do: a code', 'either', confirmed, {}, 'open'],
    ['either would do, and there is neither', 'either', stranger, {}, 'ask-for-code'],
    ['people are called instead of asking', 'code', stranger, { otherwise: 'handoff' }, 'people'],
    ['people are called, but the proof is there', 'code', confirmed, { otherwise: 'handoff' }, 'open'],
    ['two wrong codes', 'code', afterWrongCodes(2), {}, 'ask-for-code'],
    ['three wrong codes', 'code', afterWrongCodes(3), {}, 'locked'],
    [
      'three wrong codes, a while ago',
      'code',
      { ...afterWrongCodes(3), at: NOW + 15 * MINUTE_MS },
      {},
      'ask-for-code',
    ],
    ['a proof that is too old', 'code', { ...confirmed, at: NOW + 30 * MINUTE_MS }, {}, 'ask-for-code'],
    ['a proof that is just young enough', 'code', { ...confirmed, at: NOW + 30 * MINUTE_MS - 1 }, {}, 'open'],
    ['a proof of another contact', 'code', { ...confirmed, contact: '10' }, {}, 'ask-for-code'],
    ['a proof of an earlier episode', 'code', { ...confirmed, session: 's2' }, {}, 'ask-for-code'],
    ['a lock of an earlier episode', 'code', { ...afterWrongCodes(3), session: 's2' }, {}, 'locked'],
    ['a contact without an id', 'code', { ...confirmed, contact: '' }, {}, 'ask-for-code'],
  ])('%s', (_name, need, visitor, over, gate) => {
    expect(checkGate(need, visitor, { ...rules, ...over }).kind).toBe(gate);
  });

  it('without a flow for codes only the site can prove a visitor', () => {
    const { codeFlow: _none, ...withoutCodes } = rules;
    expect(checkGate('either', stranger, withoutCodes).kind).toBe('log-in');
  });
});

describe('recordProof', () => {
  it('forgets wrong codes once one was right', () => {
    const identity = recordProof(afterWrongCodes(2), proved, rules);
    expect(identity.failed).toBe(0);
    expect(afterWrongCodes(2, { ...stranger, identity }).identity?.lockedUntil).toBeUndefined();
  });

  it('a wrong code takes an earlier proof away', () => {
    expect(identityView({ ...confirmed, identity: recordProof(confirmed, refused, rules) }).proved).toBe(
      false,
    );
  });

  it('counts anew when a lock is over', () => {
    const later = { ...afterWrongCodes(3), at: NOW + 16 * MINUTE_MS };
    expect(recordProof(later, refused, rules).failed).toBe(1);
    expect(isLocked({ ...later, identity: recordProof(later, refused, rules) })).toBe(false);
  });
});

describe('identityView', () => {
  it('shows templates what was proved, and for how long', () => {
    expect(identityView(confirmed)).toEqual({ proved: true, value: 'sam@example.com' });
    expect(identityView(stranger)).toEqual({ proved: false });
  });
});
