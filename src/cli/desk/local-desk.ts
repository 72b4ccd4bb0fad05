import { describeCall } from '../../chatwoot/describe-call.ts';
import { findKeys } from '../../core/explain/find-keys.ts';
import { reportConversation } from '../../core/explain/report-conversation.ts';
import { openSqliteStore } from '../../store/sqlite-store.ts';
import type { Desk } from './desk.ts';

const DEAD_LETTERS_SHOWN = 200;

/** The store file itself. @throws GatewayError STORE_LOCKED while a gateway has it, STORE_UNAVAILABLE */
export async function openLocalDesk(path: string): Promise<Desk> {
  const store = await openSqliteStore({ path });
  return {
    source: `the store ${path}`,
    find: (query) => findKeys(store, query),
    // Which webhooks led to nothing only the process knew.
    report: (key) => reportConversation(key, { store, describeCall, skipped: () => [] }),
    deadLetters: () => store.dead.list(DEAD_LETTERS_SHOWN),
    redrive: (id) => store.dead.redrive(id),
    discard: (id) => store.dead.discard(id),
    close: () => store.close(),
  };
}
