import { HttpProblem } from '../small-http/http-exchange.ts';
import type { RouteRequest } from '../small-http/route-table.ts';
import type { BotRecord, UserRecord } from './records.ts';
import type { World } from './world.ts';

/** Who calls the REST API. */
export type Caller =
  | { readonly kind: 'bot'; readonly bot: BotRecord }
  | { readonly kind: 'user'; readonly user: UserRecord };

/** `app/controllers/concerns/access_token_auth_helper.rb`. @throws HttpProblem */
export function authenticate(world: World, request: RouteRequest): Caller {
  const underscored = world.options.eatUnderscoreHeaders ? undefined : request.headers['api_access_token'];
  const token = request.headers['api-access-token'] ?? underscored;
  if (typeof token !== 'string' || token === '') {
    throw new HttpProblem(401, { errors: ['You need to sign in or sign up before continuing.'] });
  }
  const bot = world.bots.find((candidate) => candidate.token === token);
  if (bot) return { kind: 'bot', bot };
  const user = world.users.find((candidate) => candidate.token === token);
  if (user) return { kind: 'user', user };
  throw new HttpProblem(401, { error: 'Invalid Access Token' });
}

/** Account checks, which come after the check of the endpoint. @throws HttpProblem */
export function authorizeAccount(world: World, caller: Caller, accountId: string): void {
  const id = Number(accountId);
  const foreign = world.options.foreignAccounts?.includes(id) ?? false;
  if (id !== world.account.id && !foreign) {
    throw new HttpProblem(404, { error: 'Resource could not be found' });
  }
  if (world.account.suspended) throw new HttpProblem(401, { error: 'Account is suspended' });
  if (foreign || (caller.kind === 'bot' && !mayUseAccount(world, caller.bot))) {
    throw new HttpProblem(401, { error: 'Bot is not authorized to access this account' });
  }
}

/** Owned by the account or attached to one of its inboxes; the oldest releases ask for the attachment. */
function mayUseAccount(world: World, bot: BotRecord): boolean {
  const attached = world.inboxes.some((inbox) => inbox.bot === bot);
  return attached || (world.profile.ownedBotMayCall && !bot.system);
}

/** @throws HttpProblem */
export function requireAdministrator(caller: Caller): void {
  if (caller.kind === 'user' && caller.user.role === 'administrator') return;
  throw new HttpProblem(401, { error: 'You are not authorized to do this action' });
}
