/**
 * From what Chatwoot posts to a neutral event, or to the reason why there is none. Reads every event of every
 * version; never throws. Whether the bot may answer is not decided here.
 */
import { envelopeWire } from './chatwoot-wire.ts';
import { readConversationEvent } from './read-conversation-event.ts';
import { readMessageCreated } from './read-message-created.ts';
import { readMessageUpdated } from './read-message-updated.ts';
import { ignored, type ReadEvent, type ReadEventOptions } from './read-result.ts';
import { readWidgetEvent } from './read-widget-event.ts';

export function readEvent(body: unknown, options: ReadEventOptions): ReadEvent {
  const envelope = envelopeWire.safeParse(body);
  if (!envelope.success) return { kind: 'unreadable', reason: 'not-an-event' };
  switch (envelope.data.event) {
    case 'message_created':
      return readMessageCreated(body, options);
    case 'message_updated':
      return readMessageUpdated(body, options);
    case 'conversation_opened':
    case 'conversation_resolved':
    case 'conversation_status_changed':
    case 'conversation_updated':
      return readConversationEvent(body, options);
    case 'webwidget_triggered':
      return readWidgetEvent(body, options);
    default:
      return ignored('unknown-event');
  }
}
