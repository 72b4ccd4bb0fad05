/** What created and updated messages have in common. */
import { z } from 'zod';
import type { Utterance } from '../core/model/utterance.ts';
import type { NewEvent } from '../core/ports/store.ts';
import { MAX_UTTERANCE_LENGTH } from './bounded.ts';
import { messageEventWire, type WireMessageEvent } from './chatwoot-wire.ts';
import { deliveryAliases, type EventScope } from './event-ids.ts';
import { readAccount, readConversation } from './read-conversation.ts';
import { ignored, type ReadEvent, type ReadEventOptions } from './read-result.ts';

export interface ReadMessage {
  readonly message: WireMessageEvent;
  readonly scope: EventScope;
}

/** Told apart even when the rest cannot be read, since only a lost customer message is worth a refusal. */
const direction = z.object({ message_type: z.string().nullish() });

/** The message with the account that it belongs to; a result of its own when it cannot be read. */
export function readMessage(body: unknown, options: ReadEventOptions): ReadMessage | ReadEvent {
  const parsed = messageEventWire.safeParse(body);
  const account = parsed.success ? readAccount(parsed.data.conversation, parsed.data.account) : undefined;
  if (!parsed.success || account === undefined) {
    const fromBot = ['outgoing', 'template'].includes(direction.safeParse(body).data?.message_type ?? '');
    return fromBot ? ignored('wrong-shape') : { kind: 'unreadable', reason: 'message-unreadable' };
  }
  return { message: parsed.data, scope: { bot: options.bot, account } };
}

/** The event that a customer's utterance makes. */
export function customerSpoke(
  { message, scope }: ReadMessage,
  id: string,
  utterance: Utterance,
  options: ReadEventOptions,
): ReadEvent {
  const conversation = readConversation(message.conversation, scope.account, options);
  if (conversation.contact.blocked || message.sender?.blocked === true) return ignored('contact-blocked');
  return newEvent(id, options, { kind: 'customer-spoke', conversation, utterance });
}

export function newEvent(id: string, options: ReadEventOptions, event: NewEvent['event']): ReadEvent {
  const aliases = deliveryAliases(options.bot, options.deliveryId);
  return { kind: 'event', event: { id, aliases, key: event.conversation.key, event } };
}

/** An ISO time of Chatwoot as epoch milliseconds. */
export function readTime(text: string | null | undefined, otherwise: number): number {
  const time = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? otherwise : time;
}

/** Says how long a text was that did not fit. */
export function cutNote(content: string | null | undefined): Pick<Utterance, 'cutFrom'> {
  const length = content?.length ?? 0;
  return length > MAX_UTTERANCE_LENGTH ? { cutFrom: length } : {};
}
