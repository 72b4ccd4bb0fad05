import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RemoteProviderHouse } from './house.ts';

export function describeFixtures({ fixtures }: RemoteProviderHouse): void {
  const { folder, replay, unused } = fixtures;
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
  const used = names.filter((name) => !(name in unused));

  describe('the vendor’s exchanges', () => {
    it('are there, and none is passed over without a reason', () => {
      expect(used.length).toBeGreaterThan(0);
      expect(names).toEqual(expect.arrayContaining(Object.keys(unused)));
    });

    it.each(used)('%s', async (name) => {
      const outcome = await replay(name, readJson(join(folder, `${name}.json`)));
      expect(outcome).toEqual(readJson(join(folder, 'expected', `${name}.json`)));
    });
  });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
