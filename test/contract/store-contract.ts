import { describe } from 'vitest';
import { describeCalls } from './store/calls.ts';
import type { OpenStoreHouse } from './store/house.ts';
import { describeIntake } from './store/intake.ts';
import { describeKeeping } from './store/keeping.ts';
import { describeLaneModel } from './store/lane-model.ts';
import { describeLeasing } from './store/leasing.ts';
import { describeTimers } from './store/timers.ts';

/**
 * What every store promises. `openHouse` gives an empty store place: a file, a database.
 * A new store passes this unchanged.
 */
export function describeStoreContract(name: string, openHouse: OpenStoreHouse): void {
  describe(`store contract: ${name}`, () => {
    describeIntake(openHouse);
    describeLeasing(openHouse);
    describeCalls(openHouse);
    describeTimers(openHouse);
    describeKeeping(openHouse);
    describeLaneModel(openHouse);
  });
}
