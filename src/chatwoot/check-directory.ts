/** Do the teams and agents exist that the rules of a bot name? */
import type { Finding } from '../core/ports/provider.ts';
import { findByName, knownId } from './directory.ts';
import type { Assignment, DirectorySettings } from './directory-settings.ts';
import type { Person, UserClient } from './user-client.ts';

/** A name that leads nowhere costs no handoff (a note tells agents whom it is meant for): hence warnings. */
export async function checkDirectory(
  settings: DirectorySettings | undefined,
  user: UserClient | undefined,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (!settings || settings.named.length === 0) return [];
  if (!user) return settings.named.flatMap((who) => unresolved(settings, who));
  const accounts = await user.accounts(signal);
  if (!accounts) return [tokenRefused];
  const found = await Promise.all(
    settings.named.map(async (who) => {
      const lists = await Promise.all(accounts.map((account) => user.list(account, who.kind, signal)));
      return checkPerson(
        settings,
        who,
        lists.flatMap((list) => list ?? []),
      );
    }),
  );
  return found;
}

const tokenRefused: Finding = {
  level: 'warning',
  message: 'Chatwoot does not take chatwoot.admin_token, so that no team or agent can be looked up.',
  hint: 'It is the access token of a user (profile settings), not of a bot.',
};

/** Ids cannot be verified without a user's token, and need not be. */
function unresolved(settings: DirectorySettings, who: Assignment): readonly Finding[] {
  if (knownId(settings, who) !== undefined) return [];
  return [
    {
      level: 'warning',
      message: `A handoff goes to ${who.kind} "${who.name}", but a bot may not look up ${who.kind}s: a note will say so instead.`,
      hint: `Give its id under chatwoot.${who.kind}s, or the token of a user as chatwoot.admin_token.`,
    },
  ];
}

function checkPerson(settings: DirectorySettings, who: Assignment, people: readonly Person[]): Finding {
  const id = knownId(settings, who);
  const person = id === undefined ? findByName(people, who.name) : people.find((one) => one.id === id);
  if (person)
    return { level: 'ok', message: `${who.kind} "${who.name}" is ${person.names[0] ?? person.id}.` };
  const names = people.flatMap((one) => one.names[0] ?? []);
  return {
    level: 'warning',
    message: `A handoff goes to ${who.kind} "${who.name}", but there is none: a note will say so instead.`,
    hint: names.length > 0 ? `There are ${names.join(', ')}.` : `Chatwoot knows no ${who.kind} at all.`,
  };
}
