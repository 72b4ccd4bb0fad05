import { type WireWidgetEvent, widgetEventWire } from './chatwoot-wire.ts';
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
  if (!wire)
    return options.createsConversations ? readVisitor(parsed.data, options) : ignored('no-conversation');
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

/** Somebody without a conversation. Their lane is one of its own: the conversation that begins gets another. */
function readVisitor(wire: WireWidgetEvent, options: ReadEventOptions): ReadEvent {
  const { id: visitor, source_id: source, contact, inbox, event_info: info } = wire;
  if (wire.account == null) return ignored('no-account');
  if (visitor == null || !source || inbox == null) return ignored('no-conversation');
  const account = String(wire.account.id);
  const conversation = readConversation(
    {
      id: visitor,
      status: 'pending',
      inbox_id: inbox.id,
      channel: 'Channel::WebWidget',
      contact_inbox: { contact_id: contact?.id, source_id: source },
      meta: { sender: contact },
      additional_attributes: { referer: info?.referer, browser_language: info?.browser_language },
    },
    account,
    info?.widget_language ? { ...options, widgetLanguage: info.widget_language } : options,
  );
  if (conversation.contact.blocked) return ignored('contact-blocked');
  const name = `visitor-${visitor}`;
  const scope = { bot: options.bot, account };
  const id = conversationEventId(scope, name, 'opened', info?.initiated_at?.timestamp);
  return newEvent(id, options, {
    kind: 'customer-spoke',
    conversation: {
      ...conversation,
      key: `${options.bot}:${account}:${name}`,
      id: name,
      features: [],
      begins: { source },
    },
    utterance: { messageId: id, at: options.receivedAt, content: { kind: 'opened' } },
  });
}
