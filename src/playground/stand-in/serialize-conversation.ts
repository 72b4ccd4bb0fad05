import type { ContactInboxRecord, ConversationRecord, MessageRecord } from './records.ts';
import { messageElement } from './serialize-message.ts';
import { accountJson, nestedBot, nestedContact, nestedUser } from './serialize-people.ts';
import { isoTime, seconds } from './times.ts';
import { unreadCount } from './unread-count.ts';
import type { World } from './world.ts';

/** The conversation object of events: `app/presenters/conversations/event_data_presenter.rb`. */
export function conversationJson(world: World, conversation: ConversationRecord) {
  const newest = conversation.messages.findLast(isShown);
  return {
    additional_attributes: conversation.additionalAttributes,
    can_reply: conversation.canReply,
    channel: conversation.inbox.channel,
    contact_inbox: contactInboxRow(conversation.contactInbox),
    id: conversation.id,
    inbox_id: conversation.inbox.id,
    messages: newest ? [messageElement(world, newest)] : [],
    labels: conversation.labels,
    meta: metaJson(world, conversation),
    status: conversation.status,
    custom_attributes: conversation.customAttributes,
    snoozed_until: isoTime(conversation.snoozedUntil),
    unread_count: unreadCount(conversation),
    first_reply_created_at: isoTime(conversation.firstReplyCreatedAt),
    priority: conversation.priority,
    waiting_since: seconds(conversation.waitingSince),
    agent_last_seen_at: seconds(conversation.agentLastSeenAt),
    contact_last_seen_at: seconds(conversation.contactLastSeenAt),
    last_activity_at: seconds(conversation.lastActivityAt),
    timestamp: seconds(conversation.lastActivityAt),
    created_at: seconds(conversation.createdAt),
    updated_at: conversation.updatedAt / 1000,
    ...(world.profile.conversationAccount ? { account: accountJson(world) } : {}),
  };
}

const isShown = (message: MessageRecord) => message.messageType !== 'activity' && !message.private;

function contactInboxRow(row: ContactInboxRecord) {
  return {
    id: row.id,
    contact_id: row.contact.id,
    inbox_id: row.inbox.id,
    source_id: row.sourceId,
    created_at: isoTime(row.createdAt),
    updated_at: isoTime(row.createdAt),
    hmac_verified: row.hmacVerified,
    pubsub_token: row.pubsubToken,
  };
}

function metaJson(world: World, conversation: ConversationRecord) {
  return {
    sender: nestedContact(conversation.contactInbox.contact),
    assignee: assigneeJson(conversation),
    ...(world.profile.botAssignee ? { assignee_type: assigneeType(conversation) } : {}),
    team: teamJson(world, conversation),
    hmac_verified: conversation.contactInbox.hmacVerified,
  };
}

export function assigneeJson(conversation: ConversationRecord) {
  if (conversation.assignee) return nestedUser(conversation.assignee);
  return conversation.assigneeBot ? nestedBot(conversation.assigneeBot) : null;
}

export function assigneeType(conversation: ConversationRecord): 'User' | 'AgentBot' | null {
  if (conversation.assignee) return 'User';
  return conversation.assigneeBot ? 'AgentBot' : null;
}

function teamJson(world: World, conversation: ConversationRecord) {
  if (!conversation.team) return null;
  const icon = world.profile.teamIcon ? { icon: '', icon_color: '' } : {};
  return { id: conversation.team.id, name: conversation.team.name, ...icon };
}
