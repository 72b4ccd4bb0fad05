import { z } from 'zod';

/** What a webhook is about, as far as its body tells: for explaining why nothing came of it. Never any text. */
export interface BodyAddress {
  /** `<bot>:<account>:<id>` */
  readonly key: string;
  /** Name of the event. */
  readonly event: string;
  readonly messageId?: string;
}

const id = z.int().nonnegative().nullish().catch(undefined);
const account = z.object({ id }).nullish().catch(undefined);
const conversation = z
  .object({
    id,
    account,
    messages: z
      .array(z.object({ account_id: id }))
      .nullish()
      .catch(undefined),
  })
  .nullish()
  .catch(undefined);

const bodyWire = z.object({
  event: z.string().max(100),
  id,
  account,
  conversation,
  current_conversation: conversation,
  messages: z
    .array(z.object({ account_id: id }))
    .nullish()
    .catch(undefined),
});

/** Undefined when the body names no conversation. */
export function readBodyAddress(body: unknown, bot: string): BodyAddress | undefined {
  const wire = bodyWire.safeParse(body).data;
  if (!wire) return undefined;
  const isMessage = wire.event.startsWith('message_');
  const about = isMessage ? wire.conversation : (wire.current_conversation ?? wire);
  const accountId = wire.account?.id ?? about?.account?.id ?? about?.messages?.[0]?.account_id;
  if (about?.id == null || accountId == null) return undefined;
  const { event } = wire;
  const key = `${bot}:${accountId}:${about.id}`;
  return { key, event, ...(isMessage && wire.id != null && { messageId: String(wire.id) }) };
}
