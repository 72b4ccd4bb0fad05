import { channelRow, providerRefusal } from './channel-table.ts';
import { emitMessage } from './emit-event.ts';
import { optionsOf } from './options-of-message.ts';
import type { Platform } from './platform.ts';
import { randomToken } from './random.ts';
import type { MessageRecord } from './records.ts';

/**
 * Passes a reply on to the customer. The widget and API inboxes have it at once. The other channels take a moment and
 * then report an id of their own, or a refusal; a message that came with a `source_id` counts as already sent there.
 */
export function sendToChannel(platform: Platform, message: MessageRecord): void {
  if (message.private) return;
  const row = channelRow(message.conversation.inbox.channel);
  if (!row.ownIds) {
    message.reachedCustomer = true;
    return;
  }
  if (message.sourceId !== null) return;
  platform.later(platform.world.waits.channelMs, () => {
    const options = message.contentType === 'input_select' ? optionsOf(message.contentAttributes) : [];
    const refusal = providerRefusal(row, { content: message.content ?? '', options });
    if (refusal) failToSend(message, refusal);
    else noteSent(platform, message);
    message.updatedAt = platform.world.now();
    emitMessage(platform, 'message_updated', message);
  });
}

function failToSend(message: MessageRecord, refusal: string): void {
  message.status = 'failed';
  message.contentAttributes = { ...message.contentAttributes, external_error: refusal };
}

function noteSent(platform: Platform, message: MessageRecord): void {
  message.sourceId = `wamid.${randomToken(platform.world.random, 28)}`;
  message.reachedCustomer = true;
}
