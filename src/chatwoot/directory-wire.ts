/** Lists that a user's token may read. */
import { z } from 'zod';

const text = z.string().nullish();

export const teamsWire = z.array(z.object({ id: z.int(), name: text }));
export const agentsWire = z.array(z.object({ id: z.int(), name: text, available_name: text, email: text }));
/** `GET /api/v1/profile`: the accounts that the user belongs to. */
export const profileWire = z.object({ accounts: z.array(z.object({ id: z.int() })).nullish() });

const flag = z.boolean().nullish();
const inbox = z.object({ id: z.int(), name: text, greeting_enabled: flag, enable_email_collect: flag });
export type WireInbox = z.infer<typeof inbox>;
export const inboxesWire = z.object({ payload: z.array(inbox) });
/** `GET …/inboxes/:id/agent_bot`: `{}` without a bot. */
export const inboxBotWire = z.object({ agent_bot: z.object({ id: z.int() }).nullish() });
