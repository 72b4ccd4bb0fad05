/** What is read with a user's token, and only read: who there is. Nothing is ever changed with it. */
import { createHttpClient } from '../outbound/http-client.ts';
import type { ChatwootSettings } from './chatwoot-settings.ts';
import { agentsWire, profileWire, teamsWire } from './directory-wire.ts';

/** A team, or an agent. */
export interface Person {
  readonly id: number;
  /** Names that people know it by. */
  readonly names: readonly string[];
  readonly email?: string;
}

/** Undefined: it cannot be read (token refused, no connection). Never rejects. */
export interface UserClient {
  list(account: string, kind: 'team' | 'agent', signal: AbortSignal): Promise<readonly Person[] | undefined>;
  /** Ids of the accounts that the user belongs to. */
  accounts(signal: AbortSignal): Promise<readonly string[] | undefined>;
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
    close: () => http.close(),
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
