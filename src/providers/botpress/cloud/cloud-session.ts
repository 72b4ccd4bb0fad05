import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Json } from '../../../core/model/json.ts';
import type { ProviderRequest } from '../../../core/ports/provider.ts';
import type { BotpressCloudSettings } from './cloud-settings.ts';

/** What the gateway keeps for us between two turns of a session. */
export interface CloudSession {
  /** The Botpress user that owns the conversation; a contact that was merged does not change it. */
  readonly user: string;
  /** When the newest message that was shown was made, epoch milliseconds; older ones are no news. */
  readonly seenUntil?: number;
}

const sessionSchema = z.object({ user: z.string(), seenUntil: z.number().optional() });

export function readCloudSession(request: ProviderRequest, settings: BotpressCloudSettings): CloudSession {
  const read = sessionSchema.safeParse(request.session);
  return read.success ? read.data : { user: userIdOf(request, settings) };
}

export function writeCloudSession({ user, seenUntil }: CloudSession): Json {
  return { user, ...(seenUntil === undefined ? {} : { seenUntil }) };
}

const PSEUDONYM_LENGTH = 32;

/** A pseudonym of the contact, so that no id of ours leaves; Botpress takes `[a-zA-Z0-9_\-\\/]`, at most 70 characters. */
function userIdOf(
  { sessionId, conversation }: ProviderRequest,
  { user, id_prefix, encryption_key }: BotpressCloudSettings,
): string {
  if (user === 'conversation') return `${id_prefix}${sessionId}`;
  const who = JSON.stringify([conversation.account, conversation.contact.id]);
  const pseudonym = createHmac('sha256', encryption_key).update(who).digest('base64url');
  return `${id_prefix}${pseudonym.slice(0, PSEUDONYM_LENGTH)}`;
}

/** Our id of a conversation holds the session's, so that any replica finds the session again. */
export function cloudConversationId(prefix: string, sessionId: string): string {
  return `${prefix}${sessionId}`;
}

/** Undefined: not a conversation of ours. */
export function sessionOfConversation(prefix: string, conversationId: string): string | undefined {
  return conversationId.startsWith(prefix) ? conversationId.slice(prefix.length) : undefined;
}
