import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { type Answer, HttpProblem, notFound } from '../small-http/http-exchange.ts';
import { createRouteTable, type RouteRequest } from '../small-http/route-table.ts';
import {
  agentSchema,
  attachSchema,
  chooseSchema,
  contentSchema,
  conversationSchema,
  emailSchema,
  faultSchema,
  formSchema,
} from './control-schemas.ts';
import { isForeignForm, isLocal } from './local-only.ts';
import { shownDelivery, shownRequest } from './show-log.ts';
import type { StandIn } from './stand-in.ts';

/* The control API over HTTP, below `/control/`. The same verbs as `StandInControl`. */

const ok = (body: unknown): Answer => ({ status: 200, body });
const read = <Value>(schema: z.ZodType<Value>, request: RouteRequest): Value => {
  const result = schema.safeParse(request.body.params);
  if (result.success) return result.data;
  throw new HttpProblem(422, { error: z.prettifyError(result.error) });
};

const table = createRouteTable<StandIn>([
  { method: 'GET', pattern: '/state', handle: (standIn) => ok(standIn.state()) },
  {
    method: 'POST',
    pattern: '/conversations',
    handle: (standIn, request) => ok(standIn.createConversation(read(conversationSchema, request))),
  },
  { method: 'GET', pattern: '/conversations/:id', handle: showConversation },
  {
    method: 'POST',
    pattern: '/conversations/:id/customer',
    handle: (standIn, request, id) =>
      ok(standIn.customerSays(Number(id), read(contentSchema, request).content)),
  },
  { method: 'POST', pattern: '/conversations/:id/choose', handle: choose },
  { method: 'POST', pattern: '/conversations/:id/form', handle: submitForm },
  { method: 'POST', pattern: '/conversations/:id/email', handle: submitEmail },
  { method: 'POST', pattern: '/conversations/:id/attach', handle: attach },
  { method: 'POST', pattern: '/conversations/:id/opened', handle: opened },
  { method: 'POST', pattern: '/conversations/:id/agent', handle: actAsAgent },
  {
    method: 'GET',
    pattern: '/conversations/:id/requests',
    handle: (standIn, _request, id) =>
      ok(standIn.requests.filter((entry) => entry.conversationId === Number(id)).map(shownRequest)),
  },
  {
    method: 'GET',
    pattern: '/conversations/:id/deliveries',
    handle: (standIn, _request, id) =>
      ok(standIn.deliveries.filter((entry) => entry.conversationId === Number(id)).map(shownDelivery)),
  },
  { method: 'POST', pattern: '/faults', handle: addFault },
  { method: 'DELETE', pattern: '/faults', handle: clearFaults },
]);

export async function answerControl(
  standIn: StandIn,
  incoming: IncomingMessage,
  request: RouteRequest,
): Promise<Answer> {
  if (!isLocal(incoming)) throw new HttpProblem(403, { error: 'The control API serves this machine alone.' });
  if (isForeignForm(incoming)) throw new HttpProblem(415, { error: 'Send application/json.' });
  const found = table.find(request.method, request.path.slice('/control'.length));
  if (!found) throw notFound();
  try {
    return await found.route.handle(standIn, request, ...found.ids);
  } catch (error) {
    if (error instanceof HttpProblem || !(error instanceof Error)) throw error;
    throw new HttpProblem(422, { error: error.message });
  }
}

function showConversation(standIn: StandIn, _request: RouteRequest, id: string): Answer {
  const conversationId = Number(id);
  if (!standIn.has(conversationId)) throw notFound();
  return ok({
    conversation: standIn.conversation(conversationId),
    messages: standIn.messages(conversationId),
    typing: standIn.isTyping(conversationId),
  });
}

function choose(standIn: StandIn, request: RouteRequest): Answer {
  const given = read(chooseSchema, request);
  return ok(standIn.chooseOption(given.message_id, given.value));
}

function submitForm(standIn: StandIn, request: RouteRequest): Answer {
  const given = read(formSchema, request);
  return ok(standIn.submitForm(given.message_id, given.values));
}

function submitEmail(standIn: StandIn, request: RouteRequest): Answer {
  const given = read(emailSchema, request);
  return ok(standIn.submitEmail(given.message_id, given.email));
}

function attach(standIn: StandIn, request: RouteRequest, id: string): Answer {
  const given = read(attachSchema, request);
  const file = {
    name: given.name,
    contentType: given.content_type,
    bytes: Buffer.from(given.data_base64, 'base64'),
  };
  return ok(standIn.customerWrites(Number(id), { content: given.content ?? null, attachments: [file] }));
}

function opened(standIn: StandIn, _request: RouteRequest, id: string): Answer {
  standIn.openWidget(Number(id));
  standIn.readReceipts(Number(id));
  return ok({});
}

const SNOOZE_MS = 60 * 60 * 1000;

function actAsAgent(standIn: StandIn, request: RouteRequest, id: string): Answer {
  const { action, content = '' } = read(agentSchema, request);
  const conversationId = Number(id);
  switch (action) {
    case 'reply':
      return ok(standIn.agentReplies(conversationId, content));
    case 'note':
      return ok(standIn.agentNotes(conversationId, content));
    case 'take-over':
      standIn.agentTakesOver(conversationId);
      break;
    case 'set-pending':
      standIn.setStatus(conversationId, 'pending');
      break;
    case 'resolve':
      standIn.resolve(conversationId);
      break;
    case 'open':
      standIn.setStatus(conversationId, 'open');
      break;
    case 'snooze':
      standIn.setStatus(conversationId, 'snoozed', standIn.now() + SNOOZE_MS);
      break;
  }
  return ok(standIn.conversation(conversationId));
}

function addFault(standIn: StandIn, request: RouteRequest): Answer {
  standIn.faults.add(read(faultSchema, request));
  return ok({});
}

function clearFaults(standIn: StandIn): Answer {
  standIn.faults.clear();
  return ok({});
}
