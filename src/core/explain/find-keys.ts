import type { Store } from '../ports/store.ts';

/** How a person names a conversation: by the number that the platform shows, and by more where that is not enough. */
export interface ConversationQuery {
  readonly id: string;
  readonly account?: string | undefined;
  readonly bot?: string | undefined;
}

const FOUND_AT_MOST = 20;

export async function findKeys(
  store: Pick<Store, 'find'>,
  { id, account, bot }: ConversationQuery,
): Promise<readonly string[]> {
  const keys = await store.find(account === undefined ? `:${id}` : `:${account}:${id}`, FOUND_AT_MOST);
  return bot === undefined ? keys : keys.filter((key) => key.startsWith(`${bot}:`));
}

/** `hotel:1:312`, `1/312` or `312`. Undefined when it is none of these. */
export function readConversationName(name: string): { readonly key: string } | ConversationQuery | undefined {
  if (/^[^:\s]+:\w+:\w+$/.test(name)) return { key: name };
  const parts = /^(?:(\w+)\/)?(\w+)$/.exec(name);
  const [, account, id] = parts ?? [];
  return id === undefined ? undefined : { id, ...(account !== undefined && { account }) };
}
