import type { Json } from '../../core/model/json.ts';
import { type Answer, HttpProblem } from '../small-http/http-exchange.ts';
import { isRecord } from '../small-http/request-body.ts';
import type { RouteRequest } from '../small-http/route-table.ts';
import { storeAttachment } from './attachments.ts';
import { createMessage } from './create-message.ts';
import { MessageProblem } from './message-problem.ts';
import type { ConversationRecord, Sender } from './records.ts';
import type { Caller } from './rest-auth.ts';
import { findConversation, type RestContext } from './rest-context.ts';
import { messageAnswer } from './serialize-message.ts';
import { readContentType } from './validate-message.ts';

const PAGE = 20;

/** `POST …/conversations/:id/messages` */
export function postMessage(context: RestContext, request: RouteRequest, id: string): Answer {
  const conversation = findConversation(context, id);
  try {
    return { status: 200, body: createFromRequest(context, request, conversation) };
  } catch (error) {
    if (error instanceof MessageProblem) throw new HttpProblem(422, { error: error.message });
    throw error;
  }
}

function createFromRequest(context: RestContext, request: RouteRequest, conversation: ConversationRecord) {
  const { params, files } = request.body;
  const { world } = context.platform;
  const incoming = isIncoming(conversation, params['message_type']);
  const contentType = readContentType(params['content_type']);
  const { contact } = conversation.contactInbox;
  const message = createMessage(context.platform, conversation, {
    content: readText(params['content']),
    contentType,
    contentAttributes: readAttributes(params),
    private: params['private'] === true || params['private'] === 'true',
    messageType: incoming ? 'incoming' : 'outgoing',
    sender: incoming ? { kind: 'contact', contact } : readSender(context, params),
    sourceId: readText(params['source_id']),
    additionalAttributes: pick(params, ['campaign_id', 'template_params']),
    attachments: files.map((file) => storeAttachment(world, file)),
    throughApi: true,
  });
  return messageAnswer(world, message, readText(params['echo_id']) ?? undefined);
}

/** @throws MessageProblem */
function isIncoming(conversation: ConversationRecord, messageType: unknown): boolean {
  if (messageType !== 'incoming') return false;
  if (conversation.inbox.channel === 'Channel::Api') return true;
  throw new MessageProblem('Incoming messages are only allowed in Api inboxes');
}

function readText(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value);
}

function readSender(context: RestContext, params: Readonly<Record<string, unknown>>): Sender {
  const asBot = context.platform.world.bots.find((bot) => bot.id === Number(params['sender_id']));
  if (context.caller.kind === 'user' && params['sender_type'] === 'AgentBot' && asBot) {
    return { kind: 'agent_bot', bot: asBot };
  }
  return senderOf(context.caller);
}

function senderOf(caller: Caller): Sender {
  return caller.kind === 'bot' ? { kind: 'agent_bot', bot: caller.bot } : { kind: 'user', user: caller.user };
}

/** An object, or its JSON text in a form. `external_created_at` is lost when attributes are given. */
function readAttributes(params: Readonly<Record<string, unknown>>): Record<string, Json> {
  const given = params['content_attributes'];
  const parsed = typeof given === 'string' ? parseText(given) : given;
  return isRecord(parsed) ? toJson(parsed) : pick(params, ['external_created_at']);
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function pick(params: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, Json> {
  return toJson(Object.fromEntries(Object.entries(params).filter(([key]) => keys.includes(key))));
}

/** What was parsed from JSON is JSON. */
function toJson(value: Readonly<Record<string, unknown>>): Record<string, Json> {
  return JSON.parse(JSON.stringify(value));
}

/** `GET …/conversations/:id/messages`: for people only, the 20 newest, oldest first; `before` and `after` are ids. */
export function listMessages(context: RestContext, request: RouteRequest, id: string): Answer {
  const conversation = findConversation(context, id);
  const { world } = context.platform;
  const before = Number(request.query.get('before') ?? Number.POSITIVE_INFINITY);
  const after = request.query.get('after');
  const inRange = conversation.messages.filter(
    (message) => message.id < before && message.id > Number(after ?? 0),
  );
  const page = after === null ? inRange.slice(-PAGE) : inRange.slice(0, PAGE * 5);
  const { contact } = conversation.contactInbox;
  return {
    status: 200,
    body: {
      meta: {
        labels: conversation.labels,
        additional_attributes: conversation.additionalAttributes,
        contact: { id: contact.id, name: contact.name, email: contact.email },
      },
      payload: page.map((message) => messageAnswer(world, message)),
    },
  };
}
