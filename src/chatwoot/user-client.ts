/** What is read with a user's token, and only read: who there is. Nothing is ever changed with it. */
import { createHttpClient } from '../outbound/http-client.ts';
import type { ChatwootSettings } from './chatwoot-settings.ts';
import {
  agentsWire,
  inboxBotWire,
  inboxesWire,
  profileWire,
  teamsWire,
  type WireInbox,
} from './directory-wire.ts';

/** A team, or an agent. */
export interface Person {
  readonly id: number;
  /** Names that people know it by. */
  readonly names: readonly string[];
  readonly email?: string;
}

export interface Inbox {
  readonly id: number;
  readonly name: string;
  /** Chatwoot greets by itself. */
  readonly greets: boolean;
  /** Chatwoot asks for an e-mail address by itself. */
  readonly asksForEmail: boolean;
}

/** Undefined: it cannot be read (token refused, no connection). Never rejects. */
export interface UserClient {
  list(account: string, kind: 'team' | 'agent', signal: AbortSignal): Promise<readonly Person[] | undefined>;
  /** Ids of the accounts that the user belongs to. */
  accounts(signal: AbortSignal): Promise<readonly string[] | undefined>;
  inboxes(account: string, signal: AbortSignal): Promise<readonly Inbox[] | undefined>;
  /** Is a bot attached to the inbox? */
  hasBot(account: string, inbox: number, signal: AbortSignal): Promise<boolean | undefined>;
  close(): void;
}

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

export function createUserClient(
  { url, timeoutMs }: Pick<ChatwootSettings, 'url' | 'timeoutMs'>,
  token: string,
): UserClient {
  const http = createHttpClient({
    baseUrl: url,
    timeoutMs,
    maxBytes: MAX_ANSWER_BYTES,
    headers: { 'Api-Access-Token': token },
  });

  async function read(path: string, signal: AbortSignal): Promise<unknown> {
    try {
      const answer = await http.request({ method: 'GET', url: `/api/v1/${path}`, signal });
      return answer.status === 200 ? answer.json() : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    async list(account, kind, signal) {
      const body = await read(`accounts/${encodeURIComponent(account)}/${kind}s`, signal);
      return kind === 'team' ? readTeams(body) : readAgents(body);
    },
    async accounts(signal) {
      const profile = profileWire.safeParse(await read('profile', signal)).data;
      return profile?.accounts?.map(({ id }) => String(id));
    },
    async inboxes(account, signal) {
      const body = await read(`accounts/${encodeURIComponent(account)}/inboxes`, signal);
      return inboxesWire.safeParse(body).data?.payload.map(readInbox);
    },
    async hasBot(account, inbox, signal) {
      const body = await read(`accounts/${encodeURIComponent(account)}/inboxes/${inbox}/agent_bot`, signal);
      const found = inboxBotWire.safeParse(body).data;
      return found && found.agent_bot != null;
    },
    close: () => http.close(),
  };
}

function readInbox(inbox: WireInbox): Inbox {
  return {
    id: inbox.id,
    name: inbox.name ?? String(inbox.id),
    greets: inbox.greeting_enabled ?? false,
    asksForEmail: inbox.enable_email_collect ?? false,
  };
}

function readTeams(body: unknown): readonly Person[] | undefined {
  return teamsWire.safeParse(body).data?.map(({ id, name }) => ({ id, names: name ? [name] : [] }));
}

function readAgents(body: unknown): readonly Person[] | undefined {
  return agentsWire.safeParse(body).data?.map(({ id, name, available_name, email }) => ({
    id,
    names: [name, available_name].flatMap((known) => known ?? []),
    ...(email && { email }),
  }));
}
