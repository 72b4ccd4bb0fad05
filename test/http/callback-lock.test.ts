import { describe, expect, it } from 'vitest';
import type { CallbackLock } from '../../src/core/ports/engine-callback.ts';
import { opensLock } from '../../src/http/callback-lock.ts';

const right = { pathSecret: 'path-1', headers: { 'x-key': 'head-1' }, query: { token: 'query-1' } };
const whole: CallbackLock = {
  pathSecret: 'path-1',
  header: { name: 'X-Key', value: 'head-1' },
  query: { name: 'token', value: 'query-1' },
};

describe('the lock of a callback', () => {
  it('opens when all that it names fits', () => {
    expect(opensLock(whole, right)).toBe(true);
    expect(opensLock({ pathSecret: 'path-1' }, { ...right, headers: {}, query: {} })).toBe(true);
    expect(opensLock({ signed: true }, { pathSecret: undefined, headers: {}, query: {} })).toBe(true);
  });

  it.each([
    ['another path', { ...right, pathSecret: 'path-2' }],
    ['no path', { ...right, pathSecret: undefined }],
    ['another header', { ...right, headers: { 'x-key': 'head-12' } }],
    ['no header', { ...right, headers: {} }],
    ['another token', { ...right, query: { token: 'query-' } }],
    ['no token', { ...right, query: {} }],
  ])('stays shut to %s', (_, key) => {
    expect(opensLock(whole, key)).toBe(false);
    expect(opensLock({ ...whole, signed: true }, key)).toBe(false);
  });

  it('opens to nobody when it names nothing, or nothing but emptiness', () => {
    expect(opensLock({}, right)).toBe(false);
    expect(opensLock({ pathSecret: '' }, { ...right, pathSecret: '' })).toBe(false);
  });
});
