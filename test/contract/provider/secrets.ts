import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Provider } from '../../../src/core/ports/provider.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { faults } from './faults.ts';
import { guarded } from './guarded.ts';
import type { RemoteProviderHouse } from './house.ts';

const CUSTOMER_TEXT = 'my card is 4111-2222-3333';

export function describeSecrets(house: RemoteProviderHouse): void {
  describe('secrets', () => {
    it('stand in no error, observation, finding or result, and neither does what the customer says', async () => {
      expect(house.secrets.length).toBeGreaterThan(0);
      const told = await everythingTold(house);
      for (const secret of [...house.secrets, CUSTOMER_TEXT]) expect(told).not.toContain(secret);
    });
  });
}

/** All that comes out of the provider in every way of failing, hidden properties and causes included. */
async function everythingTold(house: RemoteProviderHouse): Promise<string> {
  const home = await house.open();
  const { provider, observations } = guarded(home.provider, { retries: 0, timeoutMs: 300 });
  const seen: unknown[] = [observations, provider.capabilities];
  const listen = async () => seen.push(await outcome(provider), await provider.check(never));
  for (const [, fault] of faults) {
    home.standIn.fault(fault);
    await listen();
  }
  home.standIn.fault({ kind: 'hang' });
  await listen();
  await home.standIn.stop();
  await listen();
  await home.close();
  return inspect(seen, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null });
}

const never = new AbortController().signal;

function outcome(provider: Provider): Promise<unknown> {
  return provider.respond(providerRequest(CUSTOMER_TEXT), never).catch((error: unknown) => error);
}
