import type { BotRecord, ConversationRecord, InboxRecord, TeamRecord, UserRecord } from './records.ts';
import { assigneeJson } from './serialize-conversation.ts';
import { messageElement } from './serialize-message.ts';
import { isoTime, seconds } from './times.ts';
import { unreadCount } from './unread-count.ts';
import type { World } from './world.ts';

/* The bodies of the REST API, other than messages. Keys and their order follow Chatwoot's views. */

/** `app/views/api/v1/conversations/partials/_conversation.json.jbuilder` */
export function conversationAnswer(world: World, conversation: ConversationRecord) {
  const newest = conversation.messages.at(-1);
  const shown = conversation.messages.findLast((message) => message.messageType !== 'activity');
  const { contact } = conversation.contactInbox;
  const assignee = assigneeJson(conversation);
  return {
    meta: {
      sender: {
        additional_attributes: contact.additionalAttributes,
        availability_status: 'online',
        email: contact.email,
        id: contact.id,
        name: contact.name,
        phone_number: contact.phoneNumber,
        blocked: contact.blocked,
        identifier: contact.identifier,
        thumbnail: '',
        custom_attributes: contact.customAttributes,
        last_activity_at: seconds(contact.lastActivityAt),
        created_at: seconds(contact.createdAt),
      },
      channel: conversation.inbox.channel,
      ...(assignee ? { assignee } : {}),
      ...(conversation.team ? { team: teamAnswer(world, conversation.team) } : {}),
      hmac_verified: conversation.contactInbox.hmacVerified,
    },
    id: conversation.id,
    messages: newest ? [messageElement(world, newest)] : [],
    account_id: world.account.id,
    uuid: conversation.uuid,
    additional_attributes: conversation.additionalAttributes,
    agent_last_seen_at: seconds(conversation.agentLastSeenAt),
    assignee_last_seen_at: 0,
    can_reply: conversation.canReply,
    contact_last_seen_at: seconds(conversation.contactLastSeenAt),
    custom_attributes: conversation.customAttributes,
    inbox_id: conversation.inbox.id,
    labels: conversation.labels,
    muted: contact.blocked,
    snoozed_until: isoTime(conversation.snoozedUntil),
    status: conversation.status,
    created_at: seconds(conversation.createdAt),
    updated_at: conversation.updatedAt / 1000,
    timestamp: seconds(conversation.lastActivityAt),
    first_reply_created_at: seconds(conversation.firstReplyCreatedAt),
    unread_count: unreadCount(conversation),
    last_non_activity_message: shown ? messageElement(world, shown) : null,
    last_activity_at: seconds(conversation.lastActivityAt),
    priority: conversation.priority,
    waiting_since: seconds(conversation.waitingSince),
    sla_policy_id: null,
  };
}

export function agentAnswer(world: World, user: UserRecord) {
  return {
    id: user.id,
    account_id: world.account.id,
    availability_status: 'online',
    auto_offline: true,
    confirmed: true,
    email: user.email,
    provider: 'email',
    available_name: user.displayName,
    name: user.name,
    role: user.role,
    thumbnail: '',
  };
}

export function teamAnswer(world: World, team: TeamRecord) {
  const createdAt = '2026-03-31T05:54:30.000Z';
  return {
    id: team.id,
    name: team.name,
    description: null,
    allow_auto_assign: true,
    account_id: world.account.id,
    created_at: createdAt,
    updated_at: createdAt,
    ...(world.profile.teamIcon ? { icon: '', icon_color: '' } : {}),
  };
}

export function slimBot(bot: BotRecord) {
  return {
    id: bot.id,
    name: bot.name,
    description: bot.description,
    thumbnail: '',
    outgoing_url: bot.outgoingUrl,
    bot_type: 'webhook',
  };
}

/** As an administrator sees it; system bots keep address, token and secret to themselves. */
export function botAnswer(world: World, bot: BotRecord) {
  const own = { access_token: bot.token, ...(world.profile.signs ? { secret: bot.secret } : {}) };
  return {
    id: bot.id,
    name: bot.name,
    description: bot.description,
    thumbnail: '',
    ...(bot.system ? {} : { outgoing_url: bot.outgoingUrl }),
    bot_type: 'webhook',
    bot_config: {},
    account_id: bot.system ? null : world.account.id,
    ...(bot.system ? {} : own),
    system_bot: bot.system,
  };
}

export function inboxAnswer(inbox: InboxRecord) {
  return {
    id: inbox.id,
    avatar_url: '',
    channel_id: inbox.id,
    name: inbox.name,
    channel_type: inbox.channel,
    greeting_enabled: inbox.greeting !== null,
    greeting_message: inbox.greeting,
    working_hours_enabled: false,
    enable_email_collect: inbox.emailCollect,
    csat_survey_enabled: inbox.csat,
    csat_config: {},
    enable_auto_assignment: true,
    auto_assignment_config: {},
    out_of_office_message: null,
    working_hours: [],
    timezone: 'UTC',
    callback_webhook_url: null,
    allow_messages_after_resolved: true,
    lock_to_single_conversation: inbox.lockToSingleConversation,
    sender_name_type: 'friendly',
    business_name: null,
    website_token: inbox.websiteToken,
  };
}
