import { channelProfiles } from '../../chatwoot/channel-profiles.ts';
import type { EngineRoute } from '../../config/gateway-config.ts';
import type { Finding } from '../../core/ports/provider.ts';

/** A channel that no platform has is a slip of the pen: its route would never fit. */
export function checkRoutes(routes: readonly EngineRoute[]): readonly Finding[] {
  const known = channelProfiles.map(({ key }) => key);
  return routes.flatMap(({ when }, index) =>
    (when.get('channel') ?? [])
      .filter((channel) => !known.includes(plain(channel)))
      .map((channel) => ({
        level: 'warning',
        message: `routes[${index}]: there is no channel "${channel}".`,
        hint: `Channels: ${known.join(', ')}.`,
      })),
  );
}

function plain(channel: string | number | boolean): string {
  return String(channel).toLowerCase().replaceAll('_', '-');
}
