import { randomUUID } from 'node:crypto';
import { changeConversation } from './change-conversation.ts';
import { channelRow } from './channel-table.ts';
import { addActivity } from './create-message.ts';
import type { Platform } from './platform.ts';
import type {
  BotRecord,
  ContactInboxRecord,
  ConversationRecord,
  ConversationStatus,
  UserRecord,
} from './records.ts';
import { sendCsatSurvey } from './send-templates.ts';

/** Who changes something; names the person in activity messages. */
export type Actor =
  | { readonly kind: 'user'; readonly user: UserRecord }
  | { readonly kind: 'agent_bot'; readonly bot: BotRecord }
  | { readonly kind: 'contact'; readonly name: string };

export function startConversation(platform: Platform, contactInbox: ContactInboxRecord): ConversationRecord {
  const { world } = platform;
  const { inbox, contact } = contactInbox;
  const now = world.now();
  const conversation: ConversationRecord = {
    id: world.nextId('conversation'),
    uuid: randomUUID(),
    inbox,
    contactInbox,
    status: contact.blocked ? 'resolved' : inbox.bot ? 'pending' : 'open',
    assignee: null,
    assigneeBot: world.profile.botOwns ? inbox.bot : null,
    team: null,
    labels: [],
    customAttributes: {},
    additionalAttributes: channelRow(inbox.channel).conversationAttributes(contactInbox.sourceId),
    priority: null,
    snoozedUntil: null,
    firstReplyCreatedAt: null,
    waitingSince: now,
    agentLastSeenAt: null,
    contactLastSeenAt: null,
    lastActivityAt: now,
    createdAt: now,
    updatedAt: now,
    typingUntil: 0,
    canReply: true,
    messages: [],
  };
  world.conversations.set(conversation.id, conversation);
  platform.notify({ type: 'conversation', conversationId: conversation.id });
  return conversation;
}

const ACTIVITY: Readonly<Record<ConversationStatus, string>> = {
  open: 'Conversation was reopened by',
  resolved: 'Conversation was marked resolved by',
  pending: 'Conversation was marked as pending by',
  snoozed: 'Conversation was snoozed by',
};

/** Sets the status; a bot that opens a pending conversation hands it over. */
export function setStatus(
  platform: Platform,
  conversation: ConversationRecord,
  status: ConversationStatus,
  actor: Actor,
  snoozedUntil: number | null = null,
): void {
  if (conversation.status === status && conversation.snoozedUntil === snoozedUntil) return;
  const opens = status === 'open' && conversation.status !== 'open';
  if (opens && actor.kind === 'agent_bot' && conversation.waitingSince === null) {
    changeConversation(platform, conversation, { waitingSince: platform.world.now() });
  }
  // Resolving clears the wait without a save of its own.
  if (status === 'resolved') conversation.waitingSince = null;
  const changed = conversation.status !== status;
  const assignee = opens ? autoAssignee(platform, conversation) : undefined;
  changeConversation(
    platform,
    conversation,
    {
      status,
      snoozedUntil: status === 'snoozed' ? snoozedUntil : null,
      ...(assignee ? { assignee } : {}),
      ...(opens && platform.world.profile.botOwns ? { assigneeBot: null } : {}),
    },
    { hidesStatusEvents: assignee !== undefined },
  );
  if (!changed) return;
  addActivity(platform, conversation, `${ACTIVITY[status]} ${actorName(actor)}`);
  if (status === 'resolved') sendCsatSurvey(platform, conversation);
}

function autoAssignee(platform: Platform, conversation: ConversationRecord): UserRecord | undefined {
  if (!platform.world.options.autoAssignment || conversation.assignee) return undefined;
  return platform.world.users.find((user) => user.role === 'agent');
}

/** What Chatwoot does when a message event cannot be delivered. */
export function openAfterBotFailure(platform: Platform, conversation: ConversationRecord): void {
  const { profile, options } = platform.world;
  if (!profile.failureOpens || options.keepPendingOnBotFailure) return;
  if (conversation.status !== 'pending') return;
  changeConversation(platform, conversation, {
    status: 'open',
    ...(profile.botOwns ? { assigneeBot: null } : {}),
  });
  addActivity(
    platform,
    conversation,
    'Conversation was marked open by system due to an error with the agent bot.',
  );
}

/** Gives the conversation to a person, or to nobody. */
export function assignUser(
  platform: Platform,
  conversation: ConversationRecord,
  user: UserRecord | null,
  actor: Actor,
): void {
  const owned = conversation.assigneeBot !== null && conversation.status === 'pending';
  const opens = platform.world.profile.botOwns && owned && user !== null;
  const before = conversation.assignee;
  changeConversation(platform, conversation, {
    assignee: user,
    assigneeBot: null,
    ...(opens ? { status: 'open' } : {}),
  });
  if (before === user) return;
  const by = actorName(actor);
  const selfAssigned = actor.kind === 'user' && actor.user === user;
  if (selfAssigned) addActivity(platform, conversation, `${by} self-assigned this conversation`);
  else if (user) addActivity(platform, conversation, `Assigned to ${user.name} by ${by}`);
  else addActivity(platform, conversation, `Conversation unassigned by ${by}`);
}

export function assignBot(platform: Platform, conversation: ConversationRecord, bot: BotRecord): void {
  changeConversation(platform, conversation, {
    assignee: null,
    assigneeBot: bot,
    ...(platform.world.profile.botOwns ? { status: 'pending' } : {}),
  });
}

export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.user.name;
    case 'agent_bot':
      return actor.bot.name;
    case 'contact':
      return actor.name;
  }
}
