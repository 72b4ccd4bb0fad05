import { type Answer, HttpProblem, notFound } from '../small-http/http-exchange.ts';
import { isRecord } from '../small-http/request-body.ts';
import type { RouteRequest } from '../small-http/route-table.ts';
import { changeConversation } from './change-conversation.ts';
import { actorName, assignBot, assignUser, setStatus, startConversation } from './conversation-lifecycle.ts';
import { addActivity, createMessage } from './create-message.ts';
import type { ContactInboxRecord, ConversationRecord, ConversationStatus, Priority } from './records.ts';
import { actorOf, findConversation, type RestContext } from './rest-context.ts';
import { agentAnswer, conversationAnswer, slimBot, teamAnswer } from './serialize-rest.ts';
import { isoTime } from './times.ts';

const STATUSES: readonly ConversationStatus[] = ['open', 'resolved', 'pending', 'snoozed'];
const PRIORITIES: readonly Priority[] = ['low', 'medium', 'high', 'urgent'];
const TYPING_MS = 30_000;
const EMPTY: Answer = { status: 200 };
const serverError = () => new HttpProblem(500, { status: 500, error: 'Internal Server Error' });

/**
 * The view asks the caller for its team membership, which a bot does not have: a conversation with a team answers
 * 500 to bots, after the change was saved.
 */
export function showConversation(context: RestContext, _request: RouteRequest, id: string): Answer {
  const conversation = findConversation(context, id);
  if (conversation.team && context.caller.kind === 'bot') throw serverError();
  return { status: 200, body: conversationAnswer(context.platform.world, conversation) };
}

/** `PATCH /:id`: an empty one changes nothing and is a read. */
export function updateConversation(context: RestContext, request: RouteRequest, id: string): Answer {
  const conversation = findConversation(context, id);
  if ('priority' in request.body.params) {
    changeConversation(context.platform, conversation, {
      priority: readPriority(request.body.params['priority']),
    });
  }
  return showConversation(context, request, id);
}

export function createConversation(context: RestContext, request: RouteRequest): Answer {
  const { params } = request.body;
  const conversation = startConversation(context.platform, findContactInbox(context, params));
  if (isRecord(params['custom_attributes'])) {
    conversation.customAttributes = JSON.parse(JSON.stringify(params['custom_attributes']));
  }
  const message = params['message'];
  if (isRecord(message)) {
    createMessage(context.platform, conversation, {
      content: String(message['content'] ?? ''),
      messageType: 'outgoing',
      sender:
        context.caller.kind === 'bot'
          ? { kind: 'agent_bot', bot: context.caller.bot }
          : { kind: 'user', user: context.caller.user },
      throughApi: true,
    });
  }
  return showConversation(context, request, String(conversation.id));
}

function findContactInbox(
  context: RestContext,
  params: Readonly<Record<string, unknown>>,
): ContactInboxRecord {
  const found = [...context.platform.world.contactInboxes.values()].find(
    (row) =>
      row.inbox.id === Number(params['inbox_id'] ?? row.inbox.id) &&
      (row.sourceId === params['source_id'] || row.contact.id === Number(params['contact_id'])),
  );
  if (!found) throw notFound();
  return found;
}

export function toggleStatus(context: RestContext, request: RouteRequest, id: string): Answer {
  const conversation = findConversation(context, id);
  const given = request.body.params['status'];
  const status = given === undefined ? toggled(conversation) : STATUSES.find((known) => known === given);
  if (!status) throw serverError();
  const until = Number(request.body.params['snoozed_until'] ?? Number.NaN);
  const handsOver = context.caller.kind === 'bot' && conversation.status === 'pending' && status === 'open';
  setStatus(
    context.platform,
    conversation,
    status,
    actorOf(context.caller),
    Number.isFinite(until) ? until * 1000 : null,
  );
  return {
    status: 200,
    body: {
      payload: {
        success: handsOver ? null : true,
        conversation_id: conversation.id,
        current_status: conversation.status,
        snoozed_until: isoTime(conversation.snoozedUntil),
      },
    },
  };
}

const toggled = (conversation: ConversationRecord): ConversationStatus =>
  conversation.status === 'open' ? 'resolved' : 'open';

export function togglePriority(context: RestContext, request: RouteRequest, id: string): Answer {
  const priority = readPriority(request.body.params['priority']);
  changeConversation(context.platform, findConversation(context, id), { priority });
  return EMPTY;
}

function readPriority(value: unknown): Priority | null {
  if (value === null || value === undefined || value === '') return null;
  const known = PRIORITIES.find((priority) => priority === value);
  if (!known) throw serverError();
  return known;
}

export function toggleTyping(context: RestContext, request: RouteRequest, id: string): Answer {
  const conversation = findConversation(context, id);
  const { params } = request.body;
  if (params['is_private'] === true) return EMPTY;
  const typing = params['typing_status'] === 'on';
  conversation.typingUntil = typing ? context.platform.world.now() + TYPING_MS : 0;
  context.platform.notify({ type: 'typing', conversationId: conversation.id, typing });
  return EMPTY;
}

/** An unknown user is `null` with status 200, and takes the conversation away from whoever had it. */
export function assign(context: RestContext, request: RouteRequest, id: string): Answer {
  const conversation = findConversation(context, id);
  const { world } = context.platform;
  const { params } = request.body;
  if ('team_id' in params) return assignTeam(context, conversation, Number(params['team_id']));
  const assigneeId = Number(params['assignee_id'] ?? 0);
  if (params['assignee_type'] === 'AgentBot' && world.profile.botAssignee) {
    const bot = world.bots.find((candidate) => candidate.id === assigneeId);
    if (!bot) return { status: 200, body: null };
    assignBot(context.platform, conversation, bot);
    return { status: 200, body: slimBot(bot) };
  }
  const user = world.users.find((candidate) => candidate.id === assigneeId) ?? null;
  assignUser(context.platform, conversation, user, actorOf(context.caller));
  return { status: 200, body: user ? agentAnswer(world, user) : null };
}

function assignTeam(context: RestContext, conversation: ConversationRecord, teamId: number): Answer {
  const { world } = context.platform;
  const team = world.teams.find((candidate) => candidate.id === teamId) ?? null;
  changeConversation(context.platform, conversation, { team });
  return { status: 200, body: team ? teamAnswer(world, team) : null };
}

const MAX_STRING = 1500;
const MAX_INTEGER = 9_999_999_999;

/** Replaces the whole object. */
export function replaceCustomAttributes(context: RestContext, request: RouteRequest, id: string): Answer {
  const conversation = findConversation(context, id);
  const given = request.body.params['custom_attributes'];
  const attributes = isRecord(given) ? given : {};
  const tooBig = Object.entries(attributes).find(([, value]) => exceeds(value));
  if (tooBig) {
    throw new HttpProblem(422, {
      message: `Custom attributes ${tooBig[0]} is too large`,
      attributes: ['custom_attributes'],
    });
  }
  const customAttributes = JSON.parse(JSON.stringify(attributes));
  changeConversation(context.platform, conversation, { customAttributes });
  return { status: 200, body: { custom_attributes: customAttributes } };
}

function exceeds(value: unknown): boolean {
  return (
    (typeof value === 'string' && value.length > MAX_STRING) ||
    (typeof value === 'number' && value > MAX_INTEGER)
  );
}

export function listLabels(context: RestContext, _request: RouteRequest, id: string): Answer {
  return { status: 200, body: { payload: findConversation(context, id).labels } };
}

/** Replaces the whole set. */
export function replaceLabels(context: RestContext, request: RouteRequest, id: string): Answer {
  const conversation = findConversation(context, id);
  const given = request.body.params['labels'];
  const labels = Array.isArray(given) ? [...new Set(given.map(String))] : [];
  const added = labels.filter((label) => !conversation.labels.includes(label));
  changeConversation(context.platform, conversation, { labels });
  if (added.length > 0) {
    const by = actorName(actorOf(context.caller));
    addActivity(context.platform, conversation, `${by} added ${added.join(', ')}`);
  }
  return { status: 200, body: { payload: labels } };
}
