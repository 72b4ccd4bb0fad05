import { widgetEventWire } from './chatwoot-wire.ts';
import { conversationEventId } from './event-ids.ts';
import { readAccount, readConversation } from './read-conversation.ts';
import { newEvent } from './read-message.ts';
import { ignored, type ReadEvent, type ReadEventOptions } from './read-result.ts';

/**
 * The visitor opened the widget. Chatwoot tells so at every opening; one of a page load with nothing said since is
 * enough, and such repetitions get the same id.
 */
export function readWidgetEvent(body: unknown, options: ReadEventOptions): ReadEvent {
  const parsed = widgetEventWire.safeParse(body);
  if (!parsed.success) return ignored('wrong-shape');
  const { current_conversation: wire, event_info: info } = parsed.data;
  if (!wire) return ignored('no-conversation');
  const account = readAccount(wire, parsed.data.account);
  if (account === undefined) return ignored('no-account');
  const opening = [info?.initiated_at?.timestamp, wire.last_activity_at, wire.status];
  const scope = { bot: options.bot, account };
  const id = conversationEventId(scope, String(wire.id), 'opened', opening);
  const context = info?.widget_language ? { ...options, widgetLanguage: info.widget_language } : options;
  const conversation = readConversation(wire, account, context);
  if (conversation.contact.blocked) return ignored('contact-blocked');
  return newEvent(id, options, {
    kind: 'customer-spoke',
    conversation,
    utterance: { messageId: id, at: options.receivedAt, content: { kind: 'opened' } },
  });
}
