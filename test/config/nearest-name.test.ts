import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/config/nearest-name.ts';

const names = ['host', 'port', 'public_url', 'body_limit_bytes'];

describe('nearestName', () => {
  it.each([
    ['prot', 'port'],
    ['Port', 'port'],
    ['hots', 'host'],
    ['publicUrl', 'public_url'],
    ['public-url', 'public_url'],
    ['body_limit', undefined],
    ['colour', undefined],
  ])('%s → %s', (wrong, right) => {
    expect(nearestName(wrong, names)).toBe(right);
  });

  it('knows nothing among nothing', () => {
    expect(nearestName('a', [])).toBeUndefined();
  });
});
