import type { GatewayConfig } from '../config/gateway-config.ts';

/** What a newcomer wants to know first: where to click, and what to type into Chatwoot. */
export function describeGateway(config: GatewayConfig, url: string): string {
  const publicUrl = config.http.publicUrl ?? url;
  const bots = [...config.bots.values()].flatMap(({ name, provider, chatwoot }) => [
    `  bot ${name}, answered by ${provider}`,
    `    webhook   ${publicUrl}/webhooks/chatwoot/${name}${chatwoot.pathSecret === undefined ? '' : '/<path_secret>'}`,
    `    Chatwoot  ${chatwoot.url}`,
  ]);
  const playground = config.playground.enabled ? ['', `  Open ${url}/ and talk to the bot.`] : [];
  return [`The gateway listens on ${url}`, ...bots, ...playground, ''].join('\n');
}
