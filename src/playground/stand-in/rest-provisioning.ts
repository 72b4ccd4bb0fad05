import { type Answer, HttpProblem, notFound } from '../small-http/http-exchange.ts';
import type { RouteRequest } from '../small-http/route-table.ts';
import { randomToken } from './random.ts';
import type { BotRecord, InboxRecord } from './records.ts';
import { requireAdministrator } from './rest-auth.ts';
import type { RestContext } from './rest-context.ts';
import { agentAnswer, botAnswer, inboxAnswer, teamAnswer } from './serialize-rest.ts';
import { newBot } from './world.ts';

const MAX_URL_LENGTH = 2048;

/* Setting up bots and inboxes: for users' tokens, changes for administrators only. */

export function listBots(context: RestContext): Answer {
  const { world } = context.platform;
  return { status: 200, body: world.bots.map((bot) => botAnswer(world, bot)) };
}

export function showBot(context: RestContext, _request: RouteRequest, id: string): Answer {
  return { status: 200, body: botAnswer(context.platform.world, findBot(context, id)) };
}

export function createBot(context: RestContext, request: RouteRequest): Answer {
  requireAdministrator(context.caller);
  const { world } = context.platform;
  const bot = newBot(
    { name: '', secret: world.profile.signs ? undefined : null },
    world.nextId('bot'),
    world.random,
  );
  applyBotParams(bot, request);
  world.bots.push(bot);
  return { status: 200, body: botAnswer(world, bot) };
}

export function updateBot(context: RestContext, request: RouteRequest, id: string): Answer {
  const bot = findOwnBot(context, id);
  applyBotParams(bot, request);
  return { status: 200, body: botAnswer(context.platform.world, bot) };
}

function applyBotParams(bot: BotRecord, request: RouteRequest): void {
  const { name, description, outgoing_url: outgoingUrl } = request.body.params;
  if (typeof outgoingUrl === 'string' && outgoingUrl.length > MAX_URL_LENGTH) {
    throw new HttpProblem(422, {
      message: `Outgoing url is too long (maximum is ${MAX_URL_LENGTH} characters)`,
      attributes: ['outgoing_url'],
    });
  }
  if (typeof name === 'string') bot.name = name;
  if (typeof description === 'string') bot.description = description;
  if (typeof outgoingUrl === 'string') bot.outgoingUrl = outgoingUrl;
}

export function deleteBot(context: RestContext, _request: RouteRequest, id: string): Answer {
  const bot = findOwnBot(context, id);
  const { world } = context.platform;
  world.bots.splice(world.bots.indexOf(bot), 1);
  for (const inbox of world.inboxes) if (inbox.bot === bot) inbox.bot = null;
  return { status: 200 };
}

/** The old token dies at once. */
export function resetToken(context: RestContext, _request: RouteRequest, id: string): Answer {
  const bot = findOwnBot(context, id);
  bot.token = randomToken(context.platform.world.random);
  return { status: 200, body: botAnswer(context.platform.world, bot) };
}

export function resetSecret(context: RestContext, _request: RouteRequest, id: string): Answer {
  const { world } = context.platform;
  if (!world.profile.signs) throw notFound();
  const bot = findOwnBot(context, id);
  bot.secret = randomToken(world.random);
  return { status: 200, body: botAnswer(world, bot) };
}

export function attachBot(context: RestContext, request: RouteRequest, inboxId: string): Answer {
  requireAdministrator(context.caller);
  const inbox = findInbox(context, inboxId);
  const botId = request.body.params['agent_bot'];
  inbox.bot = botId === null || botId === undefined ? null : findBot(context, String(botId));
  return { status: 200 };
}

/** Here, and only here, `access_token` is an object. */
export function showInboxBot(context: RestContext, _request: RouteRequest, inboxId: string): Answer {
  const { bot } = findInbox(context, inboxId);
  if (!bot) return { status: 200, body: {} };
  const at = '2026-03-31T05:54:30.000Z';
  const token = { id: 80 + bot.id, owner_type: 'AgentBot', owner_id: bot.id, token: bot.token };
  return {
    status: 200,
    body: {
      agent_bot: {
        ...botAnswer(context.platform.world, bot),
        ...(bot.system ? {} : { access_token: { ...token, created_at: at, updated_at: at } }),
      },
    },
  };
}

export function listInboxes(context: RestContext): Answer {
  return { status: 200, body: { payload: context.platform.world.inboxes.map(inboxAnswer) } };
}

export function listAgents(context: RestContext): Answer {
  const { world } = context.platform;
  return { status: 200, body: world.users.map((user) => agentAnswer(world, user)) };
}

export function listTeams(context: RestContext): Answer {
  const { world } = context.platform;
  return { status: 200, body: world.teams.map((team) => teamAnswer(world, team)) };
}

function findBot(context: RestContext, id: string): BotRecord {
  const bot = context.platform.world.bots.find((candidate) => candidate.id === Number(id));
  if (!bot) throw notFound();
  return bot;
}

function findOwnBot(context: RestContext, id: string): BotRecord {
  requireAdministrator(context.caller);
  const bot = findBot(context, id);
  if (bot.system) throw new HttpProblem(401, { error: 'You are not authorized to do this action' });
  return bot;
}

function findInbox(context: RestContext, id: string): InboxRecord {
  const inbox = context.platform.world.inboxes.find((candidate) => candidate.id === Number(id));
  if (!inbox) throw notFound();
  return inbox;
}
