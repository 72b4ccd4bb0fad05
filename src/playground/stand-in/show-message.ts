import type { Json } from '../../core/model/json.ts';
import type { ConversationRecord, ConversationStatus, MessageRecord, MessageType } from './records.ts';
import { attachmentsKey } from './serialize-message.ts';
import { isoTime } from './times.ts';
import type { World } from './world.ts';

/** A message as the control API shows it, in Chatwoot's own names (the playground page reads the same). */
export interface ShownMessage {
  readonly id: number;
  readonly conversation_id: number;
  readonly content: string | null;
  readonly content_type: string;
  readonly content_attributes: Readonly<Record<string, Json>>;
  readonly message_type: MessageType;
  readonly private: boolean;
  readonly sender: {
    readonly type: 'contact' | 'user' | 'agent_bot';
    readonly id: number;
    readonly name: string;
  } | null;
  /** ISO 8601. */
  readonly created_at: string | null;
  readonly attachments: readonly unknown[];
  readonly status: string;
  readonly source_id: string | null;
}

export interface ConversationSummary {
  readonly id: number;
  readonly status: ConversationStatus;
  readonly assignee: {
    readonly type: 'user' | 'agent_bot';
    readonly id: number;
    readonly name: string;
  } | null;
  readonly team: string | null;
  readonly inbox: string;
  /** `Channel::…` */
  readonly channel: string;
  readonly contact: {
    readonly id: number;
    readonly name: string;
    readonly email: string | null;
    readonly verified: boolean;
  };
  readonly visitor: number;
  readonly labels: readonly string[];
  readonly priority: string | null;
  readonly custom_attributes: Readonly<Record<string, Json>>;
  /** ISO 8601, null when nobody waits. */
  readonly waiting_since: string | null;
}

export function showMessage(world: World, message: MessageRecord): ShownMessage {
  return {
    id: message.id,
    conversation_id: message.conversation.id,
    content: message.content,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    message_type: message.messageType,
    private: message.private,
    sender: shownSender(message),
    created_at: isoTime(message.createdAt),
    attachments: attachmentsKey(world, message).attachments ?? [],
    status: message.status,
    source_id: message.sourceId,
  };
}

function shownSender({ sender }: MessageRecord): ShownMessage['sender'] {
  switch (sender?.kind) {
    case undefined:
      return null;
    case 'contact':
      return { type: 'contact', id: sender.contact.id, name: sender.contact.name };
    case 'user':
      return { type: 'user', id: sender.user.id, name: sender.user.name };
    case 'agent_bot':
      return { type: 'agent_bot', id: sender.bot.id, name: sender.bot.name };
  }
}

export function summarize(world: World, conversation: ConversationRecord): ConversationSummary {
  const { contact, hmacVerified, id } = conversation.contactInbox;
  return {
    id: conversation.id,
    status: conversation.status,
    assignee: shownAssignee(world, conversation),
    team: conversation.team?.name ?? null,
    inbox: conversation.inbox.name,
    channel: conversation.inbox.channel,
    contact: { id: contact.id, name: contact.name, email: contact.email, verified: hmacVerified },
    visitor: id,
    labels: conversation.labels,
    priority: conversation.priority,
    custom_attributes: conversation.customAttributes,
    waiting_since: isoTime(conversation.waitingSince),
  };
}

function shownAssignee(world: World, conversation: ConversationRecord): ConversationSummary['assignee'] {
  const { assignee, assigneeBot } = conversation;
  if (assignee) return { type: 'user', id: assignee.id, name: assignee.name };
  if (!world.profile.botAssignee || !assigneeBot) return null;
  return { type: 'agent_bot', id: assigneeBot.id, name: assigneeBot.name };
}
