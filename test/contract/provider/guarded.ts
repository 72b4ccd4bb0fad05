import type { Observation } from '../../../src/core/ports/observer.ts';
import type { Provider } from '../../../src/core/ports/provider.ts';
import {
  defaultGuardSettings,
  type GuardedProvider,
  type GuardSettings,
  guardProvider,
} from '../../../src/providers/guard.ts';

/** A provider as the gateway uses it, with all that is observed of it. */
export function guarded(
  provider: Provider,
  settings: Partial<GuardSettings> = {},
): { readonly provider: GuardedProvider; readonly observations: readonly Observation[] } {
  const observations: Observation[] = [];
  const guard = guardProvider(provider, {
    ...defaultGuardSettings,
    ...settings,
    bot: 'hotel',
    observe: (observation) => observations.push(observation),
    clock: () => performance.now(),
  });
  return { provider: guard, observations };
}
