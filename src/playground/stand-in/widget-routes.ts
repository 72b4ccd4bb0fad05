import type { JsonObject } from '../../core/model/json.ts';
import { type Answer, HttpProblem, notFound } from '../small-http/http-exchange.ts';
import { isRecord } from '../small-http/request-body.ts';
import { createRouteTable, type RouteRequest } from '../small-http/route-table.ts';
import { changeConversation } from './change-conversation.ts';
import { startConversation } from './conversation-lifecycle.ts';
import { MessageProblem } from './message-problem.ts';
import type { Platform } from './platform.ts';
import type { ContactInboxRecord } from './records.ts';
import { messageAnswer } from './serialize-message.ts';
import {
  answerWidgetMessage,
  currentConversation,
  markRead,
  postWidgetMessage,
  triggerWidget,
} from './widget-actions.ts';

/** The HTTP side of the website widget: `app/controllers/api/v1/widget/`. */
interface WidgetContext {
  readonly platform: Platform;
  readonly visitor: ContactInboxRecord;
}

const table = createRouteTable<WidgetContext>([
  { method: 'GET', pattern: '/messages', handle: listMessages },
  { method: 'POST', pattern: '/messages', handle: postMessage },
  { method: 'PATCH', pattern: '/messages/:id', handle: answerMessage },
  { method: 'POST', pattern: '/events', handle: postEvent },
  { method: 'POST', pattern: '/conversations', handle: createConversation },
  { method: 'POST', pattern: '/conversations/update_last_seen', handle: updateLastSeen },
  { method: 'GET', pattern: '/conversations/toggle_status', handle: endChat },
]);

const PREFIX = '/api/v1/widget';

/** Undefined when the path is not the widget's. @throws HttpProblem */
export async function answerWidget(platform: Platform, request: RouteRequest): Promise<Answer | undefined> {
  if (!request.path.startsWith(`${PREFIX}/`)) return undefined;
  const found = table.find(request.method, request.path.slice(PREFIX.length));
  if (!found) throw notFound();
  return found.route.handle({ platform, visitor: findVisitor(platform, request) }, request, ...found.ids);
}

function findVisitor(platform: Platform, request: RouteRequest): ContactInboxRecord {
  const { world } = platform;
  const inbox = world.inboxes.find((row) => row.websiteToken === request.query.get('website_token'));
  if (!inbox) throw new HttpProblem(404, { error: 'web widget does not exist' });
  const token = request.headers['x-auth-token'];
  const visitor = [...world.contactInboxes.values()].find(
    (row) => row.authToken === token && row.inbox === inbox,
  );
  if (!visitor) throw notFound();
  return visitor;
}

function listMessages({ platform, visitor }: WidgetContext): Answer {
  const shown = (currentConversation(platform, visitor)?.messages ?? []).filter(
    (message) => !message.private && message.messageType !== 'activity',
  );
  return {
    status: 200,
    body: {
      payload: shown.map((message) => messageAnswer(platform.world, message)),
      meta: { contact_last_seen_at: null },
    },
  };
}

function postMessage({ platform, visitor }: WidgetContext, request: RouteRequest): Answer {
  const given = request.body.params['message'];
  const fields = isRecord(given) ? given : {};
  const content = fields['content'] ?? request.body.params['message[content]'] ?? null;
  const replyTo = fields['reply_to'];
  try {
    const message = postWidgetMessage(platform, visitor, {
      content: content === null ? null : String(content),
      replyTo: typeof replyTo === 'number' ? replyTo : null,
      attachments: request.body.files,
    });
    return { status: 200, body: messageAnswer(platform.world, message) };
  } catch (error) {
    if (error instanceof MessageProblem) throw new HttpProblem(422, { error: error.message });
    throw error;
  }
}

function answerMessage({ platform, visitor }: WidgetContext, request: RouteRequest, id: string): Answer {
  const message = platform.world.messages.get(Number(id));
  if (!message || message.conversation.contactInbox !== visitor) throw notFound();
  const { contact, message: given } = request.body.params;
  const email = isRecord(contact) ? contact['email'] : undefined;
  const values = isRecord(given) ? given['submitted_values'] : undefined;
  answerWidgetMessage(platform, message, {
    ...(typeof email === 'string' ? { email } : {}),
    ...(values === undefined ? {} : { submittedValues: JSON.parse(JSON.stringify(values)) }),
  });
  return { status: 200, body: messageAnswer(platform.world, message) };
}

function postEvent({ platform, visitor }: WidgetContext, request: RouteRequest): Answer {
  const { name, event_info: info } = request.body.params;
  if (name === 'webwidget.triggered') {
    triggerWidget(platform, visitor, eventInfo(info, request.query.get('locale') ?? 'en'));
  }
  return { status: 204 };
}

/** What Chatwoot adds to the widget's own words, from the request's headers. */
export function eventInfo(given: unknown, language: string): JsonObject {
  const fields: JsonObject = isRecord(given) ? JSON.parse(JSON.stringify(given)) : {};
  return {
    initiated_at: { timestamp: new Date(0).toString() },
    referer: null,
    ...fields,
    widget_language: language,
    browser_language: language,
    browser: {
      browser_name: 'Firefox',
      browser_version: '140.0',
      device_name: 'Unknown',
      platform_name: 'Generic Linux',
      platform_version: '0',
    },
  };
}

function createConversation({ platform, visitor }: WidgetContext, request: RouteRequest): Answer {
  const conversation = startConversation(platform, visitor);
  const given = request.body.params['message'];
  if (isRecord(given) && typeof given['content'] === 'string') {
    postWidgetMessage(platform, visitor, { content: given['content'] }, conversation);
  }
  return { status: 200, body: { id: conversation.id, status: conversation.status } };
}

function updateLastSeen({ platform, visitor }: WidgetContext): Answer {
  const conversation = currentConversation(platform, visitor);
  if (conversation) markRead(platform, conversation);
  return { status: 200 };
}

/** The visitor ends the chat. */
function endChat({ platform, visitor }: WidgetContext): Answer {
  const conversation = currentConversation(platform, visitor);
  if (conversation) {
    conversation.waitingSince = null;
    changeConversation(platform, conversation, { status: 'resolved' });
  }
  return { status: 200 };
}
