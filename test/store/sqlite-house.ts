import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/core/ports/store.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { StoreHouse } from '../contract/store/house.ts';

/**
 * A folder for the embedded store. `crash` goes on with a copy of its files as they are at that moment, log and all,
 * as a killed process leaves them.
 */
export async function openSqliteHouse(): Promise<StoreHouse> {
  const root = await mkdtemp(join(tmpdir(), 'gateway-store-'));
  const clock = { now: 1_800_000_000_000 };
  const opened: Store[] = [];
  let life = 0;
  const folder = () => join(root, String(life));

  return {
    clock,
    async open(retention = {}) {
      const store = await openSqliteStore({
        path: join(folder(), 'gateway.db'),
        clock: () => clock.now,
        retention,
      });
      opened.push(store);
      return store;
    },
    async crash() {
      const left = folder();
      life += 1;
      await mkdir(folder());
      for (const name of await readdir(left)) await copyFile(join(left, name), join(folder(), name));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(opened.map((store) => store.close()));
      await rm(root, { recursive: true });
    },
  };
}
