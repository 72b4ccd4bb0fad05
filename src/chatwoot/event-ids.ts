/**
 * Ids of events. They begin with bot and account, since message ids are unique in one installation only and two bots
 * may get the same message. They come from the body and not from the delivery header: the header is not signed, so
 * that a replay could carry another.
 */
import { createHash } from 'node:crypto';

/** Bot and account of an event. */
export interface EventScope {
  readonly bot: string;
  readonly account: string;
}

export function messageEventId(scope: EventScope, messageId: string): string {
  return `${scope.bot}:${scope.account}:message:${messageId}`;
}

/** One id per submitted value, so that later updates of the same message repeat it. */
export function answerEventId(scope: EventScope, messageId: string, submitted: unknown): string {
  return `${scope.bot}:${scope.account}:answer:${messageId}:${fingerprint(submitted)}`;
}

export function conversationEventId(
  scope: EventScope,
  conversationId: string,
  what: 'changed' | 'opened' | 'waiting',
  facts: unknown,
): string {
  return `${scope.bot}:${scope.account}:${what}:${conversationId}:${fingerprint(facts)}`;
}

/** The same value on every retry; another one when Chatwoot raises the same event twice. */
export function deliveryAliases(bot: string, deliveryId: string | undefined): readonly string[] {
  return deliveryId === undefined ? [] : [`${bot}:delivery:${deliveryId.slice(0, 64)}`];
}

/** The platform message that caused a turn, when a message did. Message ids grow with time. */
export function causingMessageId(eventId: string): number | undefined {
  const found = /^[^:]*:\d+:(?:message|answer):(\d+)(?::|$)/.exec(eventId)?.[1];
  return found === undefined ? undefined : Number(found);
}

export function fingerprint(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 16);
}
