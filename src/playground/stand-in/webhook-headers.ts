import { createHmac } from 'node:crypto';
import type { BotRecord } from './records.ts';
import type { World } from './world.ts';

/**
 * The headers of one attempt: the delivery id stays, timestamp and signature are made anew each time. Key of the HMAC
 * is the secret as shown, the message is `<timestamp>.<body>`: `lib/webhooks/trigger.rb`.
 */
export function webhookHeaders(
  world: World,
  bot: BotRecord,
  deliveryId: string,
  body: string,
): Record<string, string> {
  const headers = {
    'Content-Type': 'application/json',
    Accept: 'application/json',
    'User-Agent': world.profile.userAgent,
  };
  if (!world.profile.signs) return headers;
  const named = { ...headers, 'X-Chatwoot-Delivery': deliveryId };
  if (bot.secret === null) return named;
  const timestamp = String(Math.floor(world.now() / 1000));
  const signature = createHmac('sha256', bot.secret).update(`${timestamp}.${body}`).digest('hex');
  return {
    ...named,
    'X-Chatwoot-Timestamp': timestamp,
    'X-Chatwoot-Signature': `sha256=${signature}`,
  };
}
