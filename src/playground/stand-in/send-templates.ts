import { createMessage } from './create-message.ts';
import type { Platform } from './platform.ts';
import type { ConversationRecord, MessageRecord } from './records.ts';

/** The templates that Chatwoot itself sends on a customer's first message, beside whatever the bot answers. */
export function sendFirstMessageTemplates(platform: Platform, message: MessageRecord): void {
  const { conversation } = message;
  const { inbox } = conversation;
  if (!inbox.greeting && !inbox.emailCollect) return;
  const isFirst = conversation.messages.every(
    (other) => other === message || other.messageType !== 'incoming',
  );
  if (!isFirst) return;
  if (inbox.greeting) template(platform, conversation, inbox.greeting);
  if (inbox.emailCollect && conversation.contactInbox.contact.email === null) {
    template(platform, conversation, 'Give the team a way to reach you.');
    createMessage(platform, conversation, {
      content: 'Get notified by email',
      contentType: 'input_email',
      messageType: 'template',
      sender: null,
    });
  }
}

/** Once per conversation, when it is resolved. */
export function sendCsatSurvey(platform: Platform, conversation: ConversationRecord): void {
  const sent = conversation.messages.some((message) => message.contentType === 'input_csat');
  if (!conversation.inbox.csat || sent) return;
  createMessage(platform, conversation, {
    content: 'Please rate the conversation',
    contentType: 'input_csat',
    contentAttributes: { display_type: 'emoji' },
    messageType: 'template',
    sender: null,
  });
}

function template(platform: Platform, conversation: ConversationRecord, content: string): void {
  createMessage(platform, conversation, { content, messageType: 'template', sender: null });
}
