/** Inboxes in which Chatwoot itself speaks beside the bot. Seen with a user's token only. */
import type { Finding } from '../core/ports/provider.ts';
import type { Inbox, UserClient } from './user-client.ts';

/** Chatwoot sends these to a customer's first message, together with whatever the bot answers (protocol §8). */
export async function checkInboxes(
  user: UserClient | undefined,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const accounts = (await user?.accounts(signal)) ?? [];
  const findings = await Promise.all(
    accounts.map(async (account) => {
      const inboxes = (await user?.inboxes(account, signal)) ?? [];
      return Promise.all(inboxes.map((inbox) => checkInbox(user, account, inbox, signal)));
    }),
  );
  return findings.flat(2);
}

async function checkInbox(
  user: UserClient | undefined,
  account: string,
  inbox: Inbox,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const speaks = [
    ...(inbox.greets ? ['its greeting'] : []),
    ...(inbox.asksForEmail ? ['its e-mail box'] : []),
  ];
  if (speaks.length === 0 || !(await user?.hasBot(account, inbox.id, signal))) return [];
  return [
    {
      level: 'warning',
      message: `Inbox "${inbox.name}" has a bot, and Chatwoot sends ${speaks.join(' and ')} to the first message too.`,
      hint: 'Switch the greeting and "collect email" off in the settings of the inbox.',
    },
  ];
}
