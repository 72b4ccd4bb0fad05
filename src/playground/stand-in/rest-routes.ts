import { type Answer, HttpProblem, notFound } from '../small-http/http-exchange.ts';
import { createRouteTable, type Route, type RouteRequest } from '../small-http/route-table.ts';
import type { Platform } from './platform.ts';
import { authenticate, authorizeAccount } from './rest-auth.ts';
import type { RestContext } from './rest-context.ts';
import * as conversations from './rest-conversations.ts';
import { listMessages, postMessage } from './rest-messages.ts';
import * as provisioning from './rest-provisioning.ts';
import { agentAnswer } from './serialize-rest.ts';
import type { VersionProfile } from './version-profiles.ts';

/** A route of the REST API, with the releases in which a bot's token may use it. */
interface RestRoute extends Route<RestContext> {
  readonly bots: (profile: VersionProfile) => boolean;
}

const always = () => true;
const never = () => false;
const canType = (profile: VersionProfile) => profile.typingByBot;
const canRead = (profile: VersionProfile) => profile.readByBot;

const row = (
  method: string,
  pattern: string,
  handle: RestRoute['handle'],
  bots: RestRoute['bots'],
): RestRoute => ({ method, pattern, handle, bots });

const routes: readonly RestRoute[] = [
  row('POST', '/conversations', conversations.createConversation, always),
  row('GET', '/conversations/:id', conversations.showConversation, canRead),
  row('PATCH', '/conversations/:id', conversations.updateConversation, always),
  row('POST', '/conversations/:id/messages', postMessage, always),
  row('GET', '/conversations/:id/messages', listMessages, never),
  row('POST', '/conversations/:id/toggle_status', conversations.toggleStatus, always),
  row('POST', '/conversations/:id/toggle_priority', conversations.togglePriority, always),
  row('POST', '/conversations/:id/toggle_typing_status', conversations.toggleTyping, canType),
  row('POST', '/conversations/:id/assignments', conversations.assign, always),
  row('POST', '/conversations/:id/custom_attributes', conversations.replaceCustomAttributes, always),
  row('GET', '/conversations/:id/labels', conversations.listLabels, canRead),
  row('POST', '/conversations/:id/labels', conversations.replaceLabels, canRead),
  row('GET', '/agent_bots', provisioning.listBots, never),
  row('POST', '/agent_bots', provisioning.createBot, never),
  row('GET', '/agent_bots/:id', provisioning.showBot, never),
  row('PATCH', '/agent_bots/:id', provisioning.updateBot, never),
  row('DELETE', '/agent_bots/:id', provisioning.deleteBot, never),
  row('POST', '/agent_bots/:id/reset_access_token', provisioning.resetToken, never),
  row('POST', '/agent_bots/:id/reset_secret', provisioning.resetSecret, never),
  row('GET', '/inboxes', provisioning.listInboxes, never),
  row('GET', '/inboxes/:id/agent_bot', provisioning.showInboxBot, never),
  row('POST', '/inboxes/:id/set_agent_bot', provisioning.attachBot, never),
  row('GET', '/agents', provisioning.listAgents, never),
  row('GET', '/teams', provisioning.listTeams, never),
];
const table = createRouteTable<RestContext>(routes);
const botPolicy = new Map<Route<RestContext>, RestRoute['bots']>(routes.map((route) => [route, route.bots]));

const ACCOUNT_PATH = /^\/api\/v1\/accounts\/([^/]+)(\/.*)$/;

const PROFILE_PATH = '/api/v1/profile';

/** Undefined when the path is not below `/api/v1/`. @throws HttpProblem */
export async function answerRest(platform: Platform, request: RouteRequest): Promise<Answer | undefined> {
  if (request.path === PROFILE_PATH && request.method === 'GET') return showProfile(platform, request);
  const match = ACCOUNT_PATH.exec(request.path);
  if (!match) return undefined;
  const [, accountId = '', rest = ''] = match;
  const { world } = platform;
  const caller = authenticate(world, request);
  const found = table.find(request.method, rest);
  if (!found) throw notFound();
  if (caller.kind === 'bot' && !botPolicy.get(found.route)?.(world.profile)) {
    throw new HttpProblem(401, { error: 'Access to this endpoint is not authorized for bots' });
  }
  authorizeAccount(world, caller, accountId);
  return found.route.handle({ platform, caller }, request, ...found.ids);
}

/** Who a user is, and in which accounts. */
function showProfile({ world }: Platform, request: RouteRequest): Answer {
  const caller = authenticate(world, request);
  if (caller.kind === 'bot') {
    throw new HttpProblem(401, { error: 'Access to this endpoint is not authorized for bots' });
  }
  const { id, name } = world.account;
  const accounts = [{ id, name, status: 'active', role: caller.user.role }];
  return { status: 200, body: { ...agentAnswer(world, caller.user), accounts } };
}
