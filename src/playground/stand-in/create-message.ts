import type { Json, JsonObject } from '../../core/model/json.ts';
import { changeConversation } from './change-conversation.ts';
import { channelRow } from './channel-table.ts';
import { emitMessage } from './emit-event.ts';
import { renderLiquid } from './liquid.ts';
import { liquidValues } from './liquid-values.ts';
import type { Platform } from './platform.ts';
import type {
  AttachmentRecord,
  ContentType,
  ConversationRecord,
  MessageRecord,
  MessageType,
  Sender,
} from './records.ts';
import { sendToChannel } from './send-to-channel.ts';
import { validateMessage } from './validate-message.ts';

const MINUTE_MS = 60_000;
const DEFAULT_PER_MINUTE = 200;
/** What older releases keep of `content_attributes`. */
const OLD_ATTRIBUTES = ['items', 'in_reply_to', 'automation_rule_id'];

export interface MessageDraft {
  readonly content: string | null;
  readonly messageType: MessageType;
  readonly sender: Sender;
  readonly contentType?: ContentType;
  readonly contentAttributes?: Readonly<Record<string, Json>>;
  readonly private?: boolean;
  readonly sourceId?: string | null;
  readonly additionalAttributes?: JsonObject;
  readonly attachments?: readonly AttachmentRecord[];
  /** Posted through the REST API, where older releases filter `content_attributes`. */
  readonly throughApi?: boolean;
}

/** Stores a message and raises all that follows from it. @throws MessageProblem */
export function createMessage(
  platform: Platform,
  conversation: ConversationRecord,
  draft: MessageDraft,
): MessageRecord {
  const message = storeMessage(platform, conversation, draft);
  switch (message.messageType) {
    case 'activity':
      emitMessage(platform, 'message_created', message);
      return message;
    case 'incoming':
      reopen(platform, conversation);
      emitMessage(platform, 'message_created', message);
      if (conversation.waitingSince === null) {
        changeConversation(platform, conversation, { waitingSince: message.createdAt });
      }
      return message;
    case 'outgoing':
    case 'template':
      emitMessage(platform, 'message_created', message);
      noteReply(platform, message);
      sendToChannel(platform, message);
      return message;
  }
}

export function addActivity(platform: Platform, conversation: ConversationRecord, content: string): void {
  createMessage(platform, conversation, { content, messageType: 'activity', sender: null });
}

function storeMessage(
  platform: Platform,
  conversation: ConversationRecord,
  draft: MessageDraft,
): MessageRecord {
  const { world } = platform;
  const now = world.now();
  const contentType = draft.contentType ?? 'text';
  const contentAttributes = keptAttributes(platform, draft);
  if (draft.messageType !== 'activity') {
    validateMessage(world.profile, {
      content: draft.content,
      contentType,
      contentAttributes,
      recentCount: countRecent(conversation, now),
      perMinuteLimit: world.options.messagesPerMinute ?? DEFAULT_PER_MINUTE,
    });
  }
  const message: MessageRecord = {
    id: world.nextId('message'),
    conversation,
    content: finalContent(platform, conversation, draft),
    contentType,
    contentAttributes,
    messageType: draft.messageType,
    private: draft.private ?? false,
    status: 'sent',
    sourceId: draft.sourceId ?? null,
    sender: draft.sender,
    additionalAttributes: draft.additionalAttributes ?? {},
    attachments: [...(draft.attachments ?? [])],
    reachedCustomer: draft.messageType === 'incoming',
    createdAt: now,
    updatedAt: now,
  };
  world.messages.set(message.id, message);
  conversation.messages.push(message);
  if (message.messageType !== 'activity') conversation.lastActivityAt = now;
  return message;
}

function keptAttributes(platform: Platform, draft: MessageDraft): Record<string, Json> {
  const given = draft.contentAttributes ?? {};
  if (!draft.throughApi || platform.world.profile.freeContentAttributes) return { ...given };
  return Object.fromEntries(Object.entries(given).filter(([key]) => OLD_ATTRIBUTES.includes(key)));
}

function finalContent(platform: Platform, conversation: ConversationRecord, draft: MessageDraft) {
  const evaluated = draft.messageType === 'outgoing' || draft.messageType === 'template';
  if (!draft.content || !evaluated) return draft.content;
  return renderLiquid(draft.content, liquidValues(platform.world, conversation, draft.sender));
}

/** Messages are in the order of time: count from the end. */
function countRecent(conversation: ConversationRecord, now: number): number {
  let count = 0;
  for (let index = conversation.messages.length - 1; index >= 0; index -= 1) {
    const message = conversation.messages[index];
    if (!message || message.createdAt <= now - MINUTE_MS) break;
    count += 1;
  }
  return count;
}

/** A customer who writes re-opens: resolved goes back to the bot, snoozed goes to people. */
function reopen(platform: Platform, conversation: ConversationRecord): void {
  if (conversation.contactInbox.contact.blocked) return;
  if (conversation.status === 'resolved') {
    changeConversation(platform, conversation, { status: conversation.inbox.bot ? 'pending' : 'open' });
  } else if (conversation.status === 'snoozed') {
    changeConversation(platform, conversation, { status: 'open', snoozedUntil: null });
  }
}

/** A reply ends the customer's wait; the first one by a person is remembered. */
function noteReply(platform: Platform, message: MessageRecord): void {
  const { conversation, sender } = message;
  if (message.private || message.messageType !== 'outgoing') return;
  if (sender?.kind === 'user') {
    changeConversation(platform, conversation, {
      waitingSince: null,
      firstReplyCreatedAt: conversation.firstReplyCreatedAt ?? message.createdAt,
    });
  } else if (sender?.kind === 'agent_bot' && platform.world.profile.replyClearsWaiting) {
    changeConversation(platform, conversation, { waitingSince: null });
  }
}

/** Whether the customer's next message continues this conversation on its channel. */
export function continuesAfterResolve(conversation: ConversationRecord): boolean {
  return channelRow(conversation.inbox.channel).reusesResolved || conversation.inbox.lockToSingleConversation;
}
