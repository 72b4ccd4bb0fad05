import { describe } from 'vitest';
import { describeConversations } from './provider/conversations.ts';
import { describeFailures } from './provider/failures.ts';
import { describeFixtures } from './provider/fixtures.ts';
import type { ProviderHouse, RemoteProviderHouse } from './provider/house.ts';
import { describePrivacy } from './provider/privacy.ts';
import { describeSecrets } from './provider/secrets.ts';

/** What every engine promises, wherever it runs. A new engine passes this unchanged. */
export function describeProviderContract(name: string, house: ProviderHouse): void {
  describe(`provider contract: ${name}`, () => {
    describeConversations(house);
  });
}

/** What an engine behind a network promises besides: golden fixtures, every way to fail, no secret told. */
export function describeRemoteProviderContract(name: string, house: RemoteProviderHouse): void {
  describeProviderContract(name, house);
  describe(`remote provider contract: ${name}`, () => {
    describeFixtures(house);
    describeFailures(house);
    describeSecrets(house);
    describePrivacy(house);
  });
}
