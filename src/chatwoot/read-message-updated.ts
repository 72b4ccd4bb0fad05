import { readChannel } from './channel-profiles.ts';
import type { WireMessageEvent } from './chatwoot-wire.ts';
import { answerEventId, fingerprint } from './event-ids.ts';
import type { IgnoreReason } from './ignore-reasons.ts';
import { readAnswer } from './read-answer.ts';
import { customerSpoke, readMessage, readTime } from './read-message.ts';
import { ignored, type ReadEvent, type ReadEventOptions } from './read-result.ts';

/** Only an answer given in the widget is an event; everything else that changes a message is noise. */
export function readMessageUpdated(body: unknown, options: ReadEventOptions): ReadEvent {
  const read = readMessage(body, options);
  if ('kind' in read) return read;
  const { message, scope } = read;
  if (message.content_attributes?.deleted) return ignored('deleted');
  if (message.message_type === 'incoming') return ignored(editReason(message));
  const answer = readAnswer(message);
  switch (answer.kind) {
    case 'csat':
      return ignored('csat');
    case 'none':
      return ignored(changeReason(message));
    case 'unreadable':
      return { kind: 'unreadable', reason: 'answer-unreadable' };
    case 'answer': {
      const messageId = String(message.id);
      const id = answerEventId(scope, messageId, answer.submitted);
      const utterance = {
        messageId: `${messageId}/${fingerprint(answer.submitted)}`,
        at: answeredAt(message, options.receivedAt),
        content: answer.content,
      };
      return customerSpoke(read, id, utterance, options);
    }
  }
}

/** The event names the time of the question only; the newest message, when it is the same, that of its last change. */
function answeredAt(message: WireMessageEvent, otherwise: number): number {
  const newest = message.conversation.messages?.[0];
  return newest?.id === message.id ? readTime(newest.updated_at, otherwise) : otherwise;
}

/** Telegram is the one channel whose edits Chatwoot passes on. */
function editReason(message: WireMessageEvent): IgnoreReason {
  return readChannel(message.conversation) === 'telegram' ? 'telegram-edit' : 'unchanged-answer';
}

/** Told apart for the operator's counts only. */
function changeReason(message: WireMessageEvent): IgnoreReason {
  if (message.content_attributes?.external_error != null) return 'delivery-failed';
  const newest = message.conversation.messages?.[0];
  const seen = newest?.status === 'read' || newest?.status === 'delivered';
  if (newest?.id === message.id && seen) return 'read-receipt';
  return message.source_id == null ? 'unchanged-answer' : 'channel-id';
}
