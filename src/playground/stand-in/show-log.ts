import type { LoggedRequest } from './request-log.ts';
import type { DeliveryAttempt } from './webhook-queue.ts';

/* The logs as the control API shows them. */

export function shownRequest(entry: LoggedRequest) {
  const { at, method, path, body, status, response } = entry;
  return { at, method, path, body, status, response };
}

export function shownDelivery(entry: DeliveryAttempt) {
  return {
    at: entry.at,
    event: entry.event,
    bot: entry.bot,
    message_id: entry.messageId,
    delivery_id: entry.deliveryId,
    attempt: entry.attempt,
    status: entry.status,
    error: entry.error,
    duration_ms: Math.round(entry.durationMs * 10) / 10,
    body: JSON.parse(entry.body) as unknown,
  };
}
